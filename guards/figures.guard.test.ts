import { expect, test } from 'vitest'
import { listFiles, read } from './project-files.ts'

/** A link that begins with a number: what it opens must be as many. */
const BARE_NUMBER = /<(PageLink|PlaceLink|Link)\b(?:[^>]|=>)*>\s*\{(formatCount|formatTotal|countOf)\(/

/** They say how many of a run's scopes failed, or narrow the page that they stand on; neither has a list of its own. */
const OTHERWISE = new Set(['app/(dashboard)/runs/[runId]/progress.tsx', 'app/(dashboard)/coverage/coverage-totals.tsx'])

const bare = (text: string): boolean => BARE_NUMBER.test(text)

test('a number that is a link is a Figure', () => {
  const components = [...listFiles('app', /\.tsx$/), ...listFiles('components', /\.tsx$/)]
  const found = components.filter((path) => !path.endsWith('display/figure.tsx') && bare(read(path)))
  expect(
    found.filter((path) => !OTHERWISE.has(path)),
    'Use Figure of components/display/figure.tsx.',
  ).toEqual([])
  expect(
    [...OTHERWISE].filter((path) => !found.includes(path)),
    'They have none any more.',
  ).toEqual([])
})

test('the guard knows such a number, and leaves words alone', () => {
  expect(bare('<PageLink href={to(row)}>{formatCount(row.open)}</PageLink>')).toBe(true)
  expect(bare("<PlaceLink\n  href={to(a) ?? '/'}\n>\n  {countOf(3, 'function')} in all\n</PlaceLink>")).toBe(true)
  expect(bare('<Figure count={3} href="/a" />')).toBe(false)
  expect(bare('<PageLink href="/a">{visibleText(name)}</PageLink>')).toBe(false)
})
