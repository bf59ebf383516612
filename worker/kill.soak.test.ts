import { test } from 'vitest'
import { expectKilledIsHarmless, readUndisturbedState } from '#lib/inventory/testing/expect-killed-is-harmless'

const MOMENTS = 20

test('a collection killed at any of 20 random moments leaves nothing that the next one does not mend (F52)', async () => {
  const { state, scopes } = await readUndisturbedState()
  for (let moment = 0; moment < MOMENTS; moment++) {
    await expectKilledIsHarmless(Math.floor(Math.random() * scopes), state)
  }
})
