/** A snapshot of function versions as collectors hand it over: many small scopes, a few large ones. */
import type { Place } from '#lib/collectors/define-source'
import type { LambdaVersionRow } from '#lib/collectors/rows'

export type ScopeRows = { place: Place; rows: LambdaVersionRow[] }

const SCOPES = 1_000
/** The scope of rank r holds a share that falls with r to this power: the first of a thousand has 4 % of all rows. */
const SKEW = 0.7
const VERSIONS_PER_FUNCTION = 5
const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1', 'us-west-2', 'ap-southeast-1']
const RUNTIMES = ['nodejs22.x', 'nodejs20.x', 'python3.12', 'python3.9', 'java17', 'provided.al2', 'dotnet8', 'ruby3.3']

export function snapshot(rowCount: number): ScopeRows[] {
  const weights = Array.from({ length: SCOPES }, (_, rank) => (rank + 1) ** -SKEW)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let given = 0
  let due = 0
  return weights.map((weight, rank) => {
    due += (weight / total) * rowCount
    const count = Math.round(due) - given
    given += count
    const place = {
      accountId: String(200_000_000_000 + Math.floor(rank / REGIONS.length)),
      region: REGIONS[rank % REGIONS.length] ?? 'eu-west-1',
    }
    return { place, rows: Array.from({ length: count }, (_, index) => versionRow(place, index)) }
  })
}

function versionRow({ accountId, region }: Place, index: number): LambdaVersionRow {
  const number = Math.floor(index / VERSIONS_PER_FUNCTION)
  const functionName = `orders-handler-${accountId.slice(-4)}-${number}`
  const version = index % VERSIONS_PER_FUNCTION === 0 ? '$LATEST' : String(index % VERSIONS_PER_FUNCTION)
  const functionArn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`
  return {
    functionName,
    version,
    functionArn,
    arn: `${functionArn}:${version}`,
    packageType: 'Zip',
    runtime: RUNTIMES[number % RUNTIMES.length] ?? null,
    codeBytes: 10_000 + ((number * 7_919) % 5_000_000),
    lastModifiedAt: new Date(Date.UTC(2026, 0, 1 + (number % 300), number % 24)).toISOString(),
    snapStart: false,
  }
}

/** The same snapshot after one row in a hundred changed its code. */
export function withOnePercentChanged(scopes: readonly ScopeRows[], salt: number): ScopeRows[] {
  let position = 0
  return scopes.map(({ place, rows }) => ({
    place,
    rows: rows.map((row) => {
      position += 1
      return position % 100 === salt % 100 ? { ...row, codeBytes: 9_000_000 + salt } : row
    }),
  }))
}
