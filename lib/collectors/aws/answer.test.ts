import { describe, expect, test } from 'vitest'
import { requireAnswer } from './answer.ts'
import { BadResponseError } from './call-error.ts'

const answer = (body: string | Uint8Array, type?: string, statusCode = 200) =>
  requireAnswer({ statusCode, headers: type ? { 'content-type': type } : {}, body: Buffer.from(body) })

const LABELS = ['text/html; charset=utf-8', 'text/plain', 'application/octet-stream', undefined]

describe('an answer in a protocol of AWS passes under any label', () => {
  test.each(LABELS)('%s', (label) => {
    for (const body of [
      '{"Functions":[]}',
      '  {"Functions":[]}',
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"></GetCallerIdentityResponse>',
      '<?xml version="1.0"?>\n<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>',
      Buffer.from('bf6161f5ff', 'hex'),
      Buffer.from('a16161f5', 'hex'),
    ])
      expect(() => answer(body, label)).not.toThrow()
    expect(() => answer('{"__type":"AccessDeniedException"}', label, 403)).not.toThrow()
  })
})

describe('HTML is no answer under any label, and a sign of something on the way', () => {
  test.each([...LABELS, 'application/json', 'application/x-amz-json-1.1', 'text/xml'])('%s', (label) => {
    for (const body of [
      '<html><body>Sign in to the proxy</body></html>',
      '\n<!DOCTYPE html>\n<html></html>',
      '<?xml version="1.0"?><!doctype HTML PUBLIC "x"><html/>',
      '<!-- proxy --><HTML></HTML>',
    ]) {
      for (const status of [200, 403, 503]) {
        expect(() => answer(body, label, status)).toThrow(expect.objectContaining({ isForeign: true }))
      }
    }
  })
})

test.each(['{"Functions":[', 'OK', 'null', '[]', '"text"'])(
  '%s without the label of a protocol is no answer',
  (body) => {
    expect(() => answer(body, 'text/html')).toThrow(BadResponseError)
  },
)

test('a success without anything in it is a broken answer, but no sign of something on the way', () => {
  for (const [body, type] of [
    ['{}', 'application/x-amz-json-1.1'],
    ['{}', 'text/html'],
    ['', 'application/json'],
    [Buffer.from('bfff', 'hex'), 'application/cbor'],
  ] as const) {
    expect(() => answer(body, type)).toThrow(expect.objectContaining({ name: 'BadResponseError', isForeign: false }))
  }
})
