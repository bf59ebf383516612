import { expect, test } from 'vitest'
import { openShare, shareMs } from './share.ts'

test('what a section leaves over goes to those behind it', () => {
  expect(shareMs(900, 1, 3)).toBe(300)
  // The first took 100 of its 300.
  expect(shareMs(800, 1, 2)).toBe(400)
  expect(shareMs(400, 1, 1)).toBe(400)
})

test('a share that is used up says so to everything that runs on it', async () => {
  const share = openShare(5)
  await share.ended

  expect(share.signal.aborted).toBe(true)
  expect(share.leftMs()).toBe(0)
})
