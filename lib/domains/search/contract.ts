import { z } from 'zod'

export const searchInput = z.strictObject({ text: z.string().trim().min(2).max(200) })
export type SearchInput = z.output<typeof searchInput>

export const SEARCH_KINDS = ['account', 'function', 'change', 'rule', 'check'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]
/** A thing of the estate by its name. `href` leads to it. */
export type SearchHit = { kind: SearchKind; label: string; description: string; href: string }
