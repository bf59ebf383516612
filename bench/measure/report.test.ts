import { expect, test } from 'vitest'
import { Report } from './report.ts'

const lineOf = (report: Report, bar: string) => report.lines().find((line) => line.startsWith(`${bar} `))

test('a bar that nobody measured says why and passes nothing', () => {
  const report = new Report()
  report.notMeasured(['P1'], 'recording is not there')

  expect(lineOf(report, 'P1')).toContain('not measured: recording is not there')
  expect(lineOf(report, 'P4')).toContain('not measured: its section was not asked for')
  expect(report.lines().join('\n')).not.toContain('pass')
})

test('a bar is judged by the median of its runs', () => {
  const report = new Report()
  report.measured(
    'P1',
    [0.6, 0.72, 0.75].map((ratio) => ({ numerator: ratio * 1000, denominator: 1000 })),
    { suffix: 'rows/s' },
  )

  expect(lineOf(report, 'P1')).toMatch(/720 rows\/s\s+1,000 rows\/s\s+0\.72\s+21 %\s+≥ 0\.7\s+pass$/)
})

test('a limit from above is missed by more, not by less', () => {
  const report = new Report()
  report.measured('P9', [{ numerator: 11, denominator: 100 }], { suffix: 'ms' })

  expect(lineOf(report, 'P9')).toMatch(/once\s+≤ 0\.1\s+MISS$/)
})
