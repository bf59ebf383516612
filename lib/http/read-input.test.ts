import { expect, test } from 'vitest'
import { readInput } from './read-input.ts'

const post = (body: BodyInit, type = 'application/json') =>
  new Request('http://127.0.0.1/api', { method: 'POST', body, headers: { 'content-type': type } })

test('a query gives texts, and lists where a name repeats', async () => {
  const request = new Request('http://127.0.0.1/api?team=web&region=eu-west-1&region=us-east-1')
  expect(await readInput(request, {})).toEqual({ team: 'web', region: ['eu-west-1', 'us-east-1'] })
})

test('the path decides which thing it is, whatever the body says (T2)', async () => {
  expect(await readInput(post('{"accountId":"222222222222"}'), { accountId: '111111111111' })).toEqual({
    accountId: '111111111111',
  })
})

test('the query of a writing request is no input', async () => {
  const request = new Request('http://127.0.0.1/api?role=ccoe', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  expect(await readInput(request, {})).toEqual({})
})

test.each([
  ['what is not JSON', post('{'), /not JSON/],
  ['a list', post('[]'), /must be a JSON object/],
  ['a form', post('a=b', 'application/x-www-form-urlencoded'), /must be JSON/],
  ['more than 256 KiB', post(`{"a":"${'x'.repeat(256 * 1024)}"}`), /larger than 256 KiB/],
])('%s is refused with a sentence', async (_, request, sentence) => {
  await expect(readInput(request, {})).rejects.toThrow(sentence)
})

test.each([
  ['in a query', new Request('http://127.0.0.1/api?text=%00'), {}],
  ['in one of several values', new Request('http://127.0.0.1/api?team=a&team=b%00'), {}],
  ['in the name of a filter', new Request('http://127.0.0.1/api?te%00am=a'), {}],
  ['in a body', post('{"a":{"b":["\\u0000"]}}'), {}],
  ['as half a character of a body', post('{"a":"\\ud800"}'), {}],
  ['in a path', new Request('http://127.0.0.1/api'), { checkId: 'a\0' }],
])('a text that no column can hold is refused: %s (T11)', async (_, request, path) => {
  await expect(readInput(request, path)).rejects.toThrow(/cannot be stored/)
})
