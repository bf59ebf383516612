import { expect, test } from 'vitest'
import { originOf } from './origin.ts'

const UUID = '6f1e2a3b-1234-4abc-9def-0123456789ab'
const stack = (name: string, more = {}) => ({ 'aws:cloudformation:stack-name': name, ...more })

test.each<[string, Record<string, string> | null, string]>([
  ['checkout', null, 'unknown'],
  ['checkout', {}, 'none'],
  ['checkout', stack('shop'), 'stack:shop'],
  ['checkout', stack('shop', { 'lambda:createdBy': 'SAM' }), 'sam:shop'],
  ['checkout', stack('shop', { 'aws:cdk:path': 'Shop/Fn' }), 'cdk:shop'],
  ['org-log', stack(`StackSet-org-log-baseline-${UUID}`), 'stackset:org-log-baseline'],
  ['aws-controltower-NotificationForwarder', stack(`StackSet-X-${UUID}`), 'controltower'],
  ['datadog-forwarder', stack('datadog-forwarder'), 'vendor:Datadog'],
  ['newrelic-log-ingestion', {}, 'vendor:New Relic'],
  ['aws-controltower-x', null, 'unknown'],
])('%s with tags %j comes from %s', (name, tags, origin) => {
  expect(originOf(name, tags)).toBe(origin)
})
