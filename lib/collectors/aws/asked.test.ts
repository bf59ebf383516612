import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitRole } from '#lib/core/arn'
import { identity, isSession, roleName, trusted } from './asked.ts'

const partition = fc.constantFrom('aws', 'aws-us-gov', 'aws-cn', 'aws-iso-b')
const accountId = fc.stringMatching(/^\d{12}$/)
const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/)
const path = fc.array(fc.stringMatching(/^[\w+=,.@-]{1,20}$/), { maxLength: 5 })

test('a role whose ARN is known is named by exactly that ARN, in any partition and with any path', () => {
  fc.assert(
    fc.property(partition, accountId, path, name, (where, account, folders, role) => {
      const full = [...folders, role].join('/')
      const arn = `arn:${where}:iam::${account}:role/${full}`
      expect([isSession(arn), identity(arn), trusted(arn), roleName(arn)]).toEqual([false, arn, arn, full])
    }),
  )
})

test('no ARN is made up for a role of which only a session is known', () => {
  fc.assert(
    fc.property(partition, accountId, name, (where, account, role) => {
      const session = `arn:${where}:sts::${account}:assumed-role/${role}`
      expect(isSession(session)).toBe(true)
      for (const words of [identity(session), trusted(session)]) {
        expect(words).toContain(role)
        expect(words).toContain(account)
        expect(words).not.toContain(':role/')
      }
      expect(trusted(session)).toMatch(/full ARN.*path/)
    }),
  )
})

test('a role as settings name it is put together again from its path and name', () => {
  fc.assert(
    fc.property(path, name, (folders, role) => {
      const given = [...folders, role].join('/')
      const split = splitRole(given)
      expect(split.name).toBe(role)
      expect(split.path).toMatch(/^\/(.+\/)?$/)
      expect(`${split.path}${split.name}`).toBe(`/${given}`)
    }),
  )
})
