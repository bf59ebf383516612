import { z } from 'zod'

export const searchInput = z.strictObject({ text: z.string().trim().min(2).max(200) })
export type SearchInput = z.output<typeof searchInput>

/** A thing of the estate by its name. `href` leads to it. */
export type SearchHit = { kind: 'account' | 'function'; label: string; description: string; href: string }
