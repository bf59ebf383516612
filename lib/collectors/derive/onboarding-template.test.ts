import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { allSources } from '../all-sources.ts'
import { hubActions, hubPolicy, memberActions, memberPolicy } from './iam-policy.ts'
import { cloudFormationTemplate, terraformConfiguration } from './onboarding-template.ts'

const memberRole = 'StewardReadOnly'

/** Verbs that change nothing. */
const READS = /^[a-z-]+:(Describe|Get|List)[A-Z]/

test('the member role may read and nothing else, and never what accounts keep', () => {
  const actions = memberActions(allSources)
  expect(actions.length).toBeGreaterThan(0)
  for (const action of actions) expect(action).toMatch(READS)
  const [allowed, denied] = memberPolicy(allSources).Statement
  expect(allowed).toMatchObject({ Effect: 'Allow', Action: actions })
  expect(denied).toMatchObject({ Effect: 'Deny' })
  for (const action of actions) expect(denied?.Action).not.toContain(action)
})

test('what tells of the whole organisation is asked with the hub, what tells of one account with its role', () => {
  const hub = hubActions(allSources)
  const member = memberActions(allSources)
  expect(hub).toEqual(
    expect.arrayContaining([
      'config:DescribeAggregateComplianceByConfigRules',
      'config:DescribeConfigurationAggregators',
      'config:GetAggregateComplianceDetailsByConfigRule',
      'health:DescribeEventsForOrganization',
      'health:DescribeHealthServiceStatusForOrganization',
    ]),
  )
  expect(member).toEqual(expect.arrayContaining(['lambda:ListFunctions', 'support:DescribeTrustedAdvisorCheckResult']))
  expect(member.filter((action) => hub.includes(action))).toEqual([])
  expect(member.filter((action) => /^(config|health|organizations):/.test(action))).toEqual([])
})

test('the hub may enter accounts by the member role only', () => {
  const statements = hubPolicy(allSources, { memberRole }).Statement
  const entering = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('sts:')))
  expect(entering).toMatchObject([{ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/StewardReadOnly' }])
})

test.each(['members', 'management'] as const)(
  'the template for %s trusts the hub, this installation and this organisation',
  (audience) => {
    const text = cloudFormationTemplate(allSources, { audience, memberRole })
    const template = parse(text, { version: '1.1' })
    expect(Object.keys(template.Parameters).sort()).toEqual(['ExternalId', 'HubRoleArn', 'OrganizationId'])
    const role = template.Resources.ReadOnlyRole.Properties
    expect(role.RoleName).toBe(memberRole)
    expect(role.AssumeRolePolicyDocument.Statement).toMatchObject([
      {
        Principal: { AWS: { Ref: 'HubRoleArn' } },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' }, 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
        },
      },
    ])
    expect(role.Policies[0].PolicyDocument).toEqual(JSON.parse(JSON.stringify(memberPolicy(allSources))))
  },
)

test("the hub's template grants the hub policy in whichever partition it stands", () => {
  const template = parse(cloudFormationTemplate(allSources, { audience: 'hub', memberRole }), { version: '1.1' })
  const [, entering] = template.Resources.HubRole.Properties.Policies[0].PolicyDocument.Statement
  expect(entering.Resource['Fn::Sub']).toMatch(/^arn:\$\{AWS::Partition\}:iam::\*:role\/StewardReadOnly$/)
})

test.each(['members', 'hub'] as const)(
  'Terraform for %s carries the same policy, with brackets that close',
  (audience) => {
    const text = terraformConfiguration(allSources, { audience, memberRole })
    const heredoc = /<<-JSON\n([\s\S]*?)\n\s*JSON\n/.exec(text)?.[1] ?? ''
    const policy = audience === 'hub' ? hubPolicy(allSources, { memberRole }) : memberPolicy(allSources)
    expect(JSON.parse(heredoc)).toEqual(JSON.parse(JSON.stringify(policy)))
    expect(heredoc).not.toMatch(/[$%]\{/)
    const count = (character: string) => text.split(character).length
    for (const [open, close] of ['{}', '[]', '()']) expect(count(open ?? '')).toBe(count(close ?? ''))
  },
)

test('a member role with a path is made with that path, and the hub may enter it there', () => {
  const named = { audience: 'members', memberRole: 'team/audit/Reader' } as const
  const { RoleName, Path } = parse(cloudFormationTemplate(allSources, named), { version: '1.1' }).Resources.ReadOnlyRole
    .Properties
  expect([Path, RoleName]).toEqual(['/team/audit/', 'Reader'])
  expect(terraformConfiguration(allSources, named)).toMatch(/name += "Reader"[\s\S]*path += "\/team\/audit\/"/)
  const [, entering] = hubPolicy(allSources, named).Statement
  expect(entering?.Resource).toBe('arn:aws:iam::*:role/team/audit/Reader')
})
