/** What a backup says of itself. It is the last entry of the archive, so a cut archive has none. */
import type pg from 'pg'
import { z } from 'zod'
import { CHAINS } from '../../history/chain.ts'
import type { Verified } from '../../history/verify-history.ts'

export const FORMAT = 1
export const MANIFEST_NAME = 'manifest.json'
export const tableEntry = (table: string): string => `tables/${table}.copy`

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const manifestSchema = z.object({
  /** Of the archive; grows when an older Steward could not read it. */
  format: z.literal(FORMAT),
  steward: z.string(),
  mode: z.enum(['demo', 'aws']),
  /** Product time and that of the machine, which only a moved clock makes two. */
  takenAt: z.iso.datetime(),
  machineTime: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()).min(1),
      rows: z.int().min(0),
      /** Of what COPY gave. */
      sha256,
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/) })),
  history: z.array(
    z.object({ chain: z.enum(CHAINS), entries: z.int().min(0), head: sha256, broken: z.unknown().nullable() }),
  ),
  /** Tables that are not here on purpose, with the reason. */
  leftOut: z.record(z.string(), z.string()),
})

export type Manifest = z.infer<typeof manifestSchema>
export type TableRecord = Manifest['tables'][number]

/** The migrations of a database, in their order. */
export async function readMigrations(client: pg.ClientBase): Promise<Manifest['migrations']> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

/** The part of a verification that must be the same before and after. */
export const historyOf = (verified: readonly Verified[]): Manifest['history'] =>
  verified.map(({ chain, entries, head, broken }) => ({ chain, entries, head, broken }))

/** COPY writes and reads the same text under these, whatever the server and the login are set to. */
export const COPY_SETTINGS = [
  `SET LOCAL client_encoding = 'UTF8'`,
  `SET LOCAL "DateStyle" = 'ISO, YMD'`,
  `SET LOCAL "IntervalStyle" = 'postgres'`,
  `SET LOCAL "TimeZone" = 'UTC'`,
  `SET LOCAL extra_float_digits = 1`,
  `SET LOCAL bytea_output = 'hex'`,
  `SET LOCAL xmloption = 'content'`,
] as const
