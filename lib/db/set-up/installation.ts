import type pg from 'pg'
import { AppError } from '../../errors.ts'

export type Mode = 'demo' | 'aws'

/** Refuses a database of the other mode. One without an installation, or without tables, is anybody's. */
export async function requireMode(client: pg.ClientBase, mode: Mode): Promise<void> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.installation') IS NOT NULL AS there`,
  )
  if (!tables[0]?.there) return
  const { rows } = await client.query<{ mode: string }>('SELECT mode FROM installation')
  const written = rows[0]?.mode
  if (written === undefined || written === mode) return
  const holds = written === 'demo' ? 'demo data' : 'the data of a real organisation'
  throw new AppError(
    'usage',
    `This database holds ${holds} and STEWARD_MODE is ${mode}: the two never share one. Set STEWARD_MODE=${written}, or give mode ${mode} another DATABASE_URL or STEWARD_DATA_DIR.`,
  )
}

/** Writes the mode at the first start. */
export async function claimInstallation(client: pg.ClientBase, mode: Mode, at: Date): Promise<void> {
  await client.query('INSERT INTO installation (id, mode, created_at) VALUES (1, $1, $2) ON CONFLICT DO NOTHING', [
    mode,
    at,
  ])
  await requireMode(client, mode)
}
