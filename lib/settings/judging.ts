/** What becomes a finding, when, and whose it is. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { count } from './kinds.ts'

/** How AWS lets a tag key be written. */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u
const TAG_KEYS_MAX = 20

export const judgingSchema = z.object({
  /** Days of notice before a deprecation, 180 as AWS gives. */
  STEWARD_NOTICE_DAYS: count(180, 0, 1_000),
  /** Findings this severe and worse ask their owner for an answer; functions on old runtimes always do. */
  STEWARD_ASK_SEVERITY: z
    .enum(['critical', 'high', 'medium', 'low', 'info'], 'must be critical, high, medium, low or info')
    .default('medium'),
  /** Tags that name the team of an account or a resource, the first one first. */
  STEWARD_TEAM_TAGS: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(
      z
        .array(z.string().regex(TAG_KEY, 'must be a comma-separated list of tag keys'))
        .max(TAG_KEYS_MAX, `must name at most ${TAG_KEYS_MAX} tag keys`),
    )
    .default(['team', 'owner', 'squad']),
  /** A JSON file with newer dates of Lambda runtimes, put over the built-in catalogue. */
  STEWARD_RUNTIMES_FILE: z.string().min(1).optional(),
})

export function judgingSettings(values: z.infer<typeof judgingSchema>) {
  return {
    noticeDays: values.STEWARD_NOTICE_DAYS,
    askSeverity: values.STEWARD_ASK_SEVERITY,
    teamTags: values.STEWARD_TEAM_TAGS,
    /** Absolute. */
    runtimesFile: values.STEWARD_RUNTIMES_FILE && resolve(values.STEWARD_RUNTIMES_FILE),
  }
}
