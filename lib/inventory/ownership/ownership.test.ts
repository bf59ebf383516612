import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OwnershipRule, ownerOfAccount } from './owner-of-account.ts'
import { ownerOfResource } from './owner-of-resource.ts'
import { type Team, Teams, teamNameOf } from './team-names.ts'
import { teamNamedBy } from './team-tags.ts'

const idOf = (name: string, known: readonly Team[] = []) => new Teams(known).findOrMake(name)

describe('the id of a team', () => {
  /** What tags hold, and names that are alike in all but little. */
  const name = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 256 }),
      fc.string({
        unit: fc.constantFrom('r', 'R', 'd', '&', '/', '-', ' ', 'é', 'e\u0301', '支'),
        minLength: 1,
        maxLength: 6,
      }),
      fc.constantFrom('none', 'None', 'team', '…', `${'a'.repeat(199)}b`, `${'a'.repeat(199)}c`),
      // Names that are themselves what an id looks like.
      fc.string({ minLength: 1, maxLength: 20 }).map((text) => idOf(text)),
    )
    .filter((text) => teamNameOf(text) === text)

  test('is another one for every other name, and always the same for the same one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 12 }), (names) => {
        const teams = new Teams([])
        const ids = names.map((one) => teams.findOrMake(one))
        expect(new Set(ids).size).toBe(names.length)
        expect(names.map((one) => idOf(one))).toEqual(ids)
        expect(names.map((one) => new Teams(teams.made).findOrMake(one))).toEqual(ids)
      }),
      { numRuns: 500 },
    )
  })

  test('can stand in an address, and never means nobody', () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(idOf(one)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(idOf(one).length).toBeLessThanOrEqual(63)
        expect(idOf(one)).not.toBe('none')
      }),
    )
  })

  test.each(['payments', 'data-2', '4711'])('is the name itself where that can stand in an address: %s', (plain) => {
    expect(idOf(plain)).toBe(plain)
  })

  test.each([
    ['R&D', /^r-d-[0-9a-f]{10}$/],
    ['Team Zahlung & Größe', /^team-zahlung-gro-e-[0-9a-f]{10}$/],
    ['支払い', /^team-[0-9a-f]{10}$/],
  ])('shows of %s what can be read of it', (one, id) => {
    expect(idOf(one)).toMatch(id)
  })

  test('of a team that is there stays, and is given to no other name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), fc.nat(), (names, pick) => {
        // As an earlier version made it, from less than the whole name: any other name may come out at it.
        const [old = '', ...others] = names
        const id = idOf(others[pick % others.length] ?? '')
        const teams = new Teams([{ id, name: old }])
        expect(teams.findOrMake(old)).toBe(id)
        for (const other of others) expect(teams.findOrMake(other)).not.toBe(id)
      }),
    )
  })

  test('leaves out of account only white space around the name', () => {
    expect(teamNameOf('  R&D\t')).toBe('R&D')
    expect(teamNameOf(' \u00a0 ')).toBeNull()
  })
})

describe('the tag that names a team', () => {
  test('counts however its key is capitalised', () => {
    for (const key of ['team', 'Team', 'TEAM', 'tEaM']) {
      expect(teamNamedBy({ [key]: 'R&D' }, 'team')).toEqual({ name: 'R&D', rule: key })
      expect(teamNamedBy({ team: 'R&D' }, key)?.name).toBe('R&D')
    }
    expect(teamNamedBy({ teams: 'a', 'te am': 'b' }, 'team')).toBeNull()
  })

  test('is, of several, the one that is spelt as the key, else the first; the rule names the others', () => {
    expect(teamNamedBy({ TEAM: 'a', team: 'b' }, 'team')).toEqual({ name: 'b', rule: 'team, against TEAM=a' })
    expect(teamNamedBy({ team: 'b', TEAM: 'a', Team: 'a' }, 'Team')).toEqual({
      name: 'a',
      rule: 'Team, against team=b',
    })
    expect(teamNamedBy({ Team: 'b', TEAM: 'a' }, 'team')).toEqual({ name: 'a', rule: 'TEAM, against Team=b' })
    expect(teamNamedBy({ Team: ' a ', TEAM: 'a', team: ' ' }, 'team')).toEqual({ name: 'a', rule: 'TEAM' })
  })

  test('does not depend on the order in which AWS lists the tags', () => {
    const tags = fc.uniqueArray(fc.tuple(fc.constantFrom('team', 'Team', 'TEAM', 'TeAm'), fc.string()), {
      selector: ([key]) => key,
    })
    fc.assert(
      fc.property(tags, (entries) => {
        const named = teamNamedBy(Object.fromEntries(entries), 'team')
        expect(teamNamedBy(Object.fromEntries(entries.toReversed()), 'team')).toEqual(named)
        expect(named === null).toBe(entries.every(([, value]) => value.trim() === ''))
      }),
    )
  })
})

describe('the owner of an account', () => {
  const account = { id: '111111111111', ouPath: 'Root/Workloads/Prod', tags: { Owner: 'data-platform' } }
  const rules: OwnershipRule[] = [
    { kind: 'account_tag', tagKey: 'team' },
    { kind: 'account_tag', tagKey: 'owner' },
    { kind: 'unit', pattern: 'Root/Workloads', teamId: 'platform' },
  ]

  test('is what the first rule that fits says, with the rule in words', () => {
    expect(ownerOfAccount(account, rules, idOf)).toEqual({
      teamId: 'data-platform',
      teamRule: 'account tag Owner',
    })
    expect(ownerOfAccount({ ...account, tags: { Team: 'web', owner: 'x' } }, rules, idOf).teamId).toBe('web')
    expect(ownerOfAccount({ ...account, tags: { team: '  ' } }, rules, idOf)).toMatchObject({
      teamId: 'platform',
      teamRule: 'organizational unit Root/Workloads',
    })
  })

  test('by an organizational unit counts for what is below it, and not for a name that begins alike', () => {
    const unit: OwnershipRule[] = [{ kind: 'unit', pattern: 'Root/Work', teamId: 'platform' }]
    expect(ownerOfAccount(account, unit, idOf).teamId).toBeNull()
    expect(ownerOfAccount({ ...account, ouPath: 'Root/Work' }, unit, idOf).teamId).toBe('platform')
  })

  test('is nobody when no rule fits (F81)', () => {
    expect(ownerOfAccount({ ...account, tags: {} }, rules.slice(0, 2), idOf)).toEqual({
      teamId: null,
      teamRule: null,
    })
  })
})

describe('the owner of a resource', () => {
  const ofAccount = { teamId: 'payments', teamRule: 'account tag team' }
  const known = new Teams([
    { id: 'payments', name: 'Payments' },
    { id: 'data', name: 'Data' },
  ])
  const teams = { tagKeys: ['team', 'owner'], find: (name: string) => known.find(name) }

  test('is the team its own tag names, when there is such a team', () => {
    expect(ownerOfResource({ Team: ' Data' }, ofAccount, teams)).toEqual({
      teamId: 'data',
      teamRule: 'tag Team of the resource',
    })
    expect(ownerOfResource({ team: 'nobody', owner: 'Data' }, ofAccount, teams).teamId).toBe('data')
  })

  test('is else the owner of its account, also where the name differs in a sign', () => {
    const others = [null, {}, { team: 'nobody' }, { team: '' }, { team: 'data' }, { team: 'D-ata' }, { squad: 'Data' }]
    for (const tags of others as (Record<string, string> | null)[]) {
      expect(ownerOfResource(tags, ofAccount, teams)).toEqual(ofAccount)
    }
  })
})
