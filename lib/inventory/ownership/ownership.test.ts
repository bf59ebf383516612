import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OwnershipRule, ownerOfAccount } from './owner-of-account.ts'
import { ownerOfResource } from './owner-of-resource.ts'
import { slugOf } from './slug.ts'

describe('the slug of a team', () => {
  test.each([
    ['Payments', 'payments'],
    ['  Team  Zahlung & Größe ', 'team-zahlung-gro-e'],
    ['a/b', 'a-b'],
    ['確認', null],
    ['', null],
  ])('of %j is %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  test('is a slug for whatever a tag may hold, and its own slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const slug = slugOf(name)
        if (slug === null) return
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(slug.length).toBeLessThanOrEqual(63)
        expect(slugOf(slug)).toBe(slug)
      }),
    )
  })
})

describe('the owner of an account', () => {
  const account = { id: '111111111111', ouPath: 'Root/Workloads/Prod', tags: { owner: 'Data Platform' } }
  const rules: OwnershipRule[] = [
    { kind: 'account_tag', tagKey: 'team' },
    { kind: 'account_tag', tagKey: 'owner' },
    { kind: 'unit', pattern: 'Root/Workloads', teamId: 'platform' },
  ]

  test('is what the first rule that fits says, with the rule in words', () => {
    expect(ownerOfAccount(account, rules)).toEqual({
      teamId: 'data-platform',
      teamName: 'Data Platform',
      teamRule: 'account tag owner',
    })
    expect(ownerOfAccount({ ...account, tags: { team: 'Web', owner: 'x' } }, rules).teamId).toBe('web')
    expect(ownerOfAccount({ ...account, tags: { team: '  ' } }, rules)).toMatchObject({
      teamId: 'platform',
      teamRule: 'organizational unit Root/Workloads',
    })
  })

  test('by an organizational unit counts for what is below it, and not for a name that begins alike', () => {
    const unit: OwnershipRule[] = [{ kind: 'unit', pattern: 'Root/Work', teamId: 'platform' }]
    expect(ownerOfAccount(account, unit).teamId).toBeNull()
    expect(ownerOfAccount({ ...account, ouPath: 'Root/Work' }, unit).teamId).toBe('platform')
  })

  test('is nobody when no rule fits (F81)', () => {
    expect(ownerOfAccount({ ...account, tags: {} }, rules.slice(0, 2))).toEqual({
      teamId: null,
      teamRule: null,
      teamName: null,
    })
  })
})

describe('the owner of a resource', () => {
  const ofAccount = { teamId: 'payments', teamRule: 'account tag team' }
  const teams = new Set(['payments', 'data'])

  test('is the team its own tag names, when there is such a team', () => {
    expect(ownerOfResource({ team: 'Data' }, ofAccount, teams)).toEqual({
      teamId: 'data',
      teamRule: 'tag team of the resource',
    })
    expect(ownerOfResource({ owner: 'data' }, ofAccount, teams).teamId).toBe('data')
  })

  test('is else the owner of its account', () => {
    for (const tags of [null, {}, { team: 'nobody' }, { team: '' }] as (Record<string, string> | null)[]) {
      expect(ownerOfResource(tags, ofAccount, teams)).toEqual(ofAccount)
    }
  })
})
