/**
 * Names and categories of Trusted Advisor's checks by AWS's id, for where no account has told them: each account's own
 * answer comes first. Sources and as-of date stand in the data file. A category is null where no source states it.
 */
import { z } from 'zod'
import data from './trusted-advisor-checks.json' with { type: 'json' }

const schema = z.strictObject({
  asOf: z.string(),
  sources: z.record(z.string(), z.string()),
  checks: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])),
})

const { asOf, sources, checks } = schema.parse(data)

export type KnownTrustedAdvisorCheck = { id: string; name: string; category: string | null }

export const TRUSTED_ADVISOR_CHECKS_FACT = { asOf, sources } as const

export const TRUSTED_ADVISOR_CHECKS: ReadonlyMap<string, KnownTrustedAdvisorCheck> = new Map(
  checks.map(([id, name, category]) => [id, { id, name, category }]),
)

/** "AWS Lambda Functions Using Deprecated Runtimes": reports `$LATEST` and published versions, never container images. */
export const DEPRECATED_RUNTIMES_CHECK = 'L4dfs2Q4C5'
