import { test } from 'vitest'
import { expectKilledIsHarmless, readUndisturbedState } from '#lib/inventory/testing/expect-killed-is-harmless'

test('a collection that is killed half way leaves nothing that the next one does not mend (F52)', async () => {
  const { state, scopes } = await readUndisturbedState()
  await expectKilledIsHarmless(Math.round(scopes * 0.4), state)
})
