import { functionId, stableId, versionId } from '#lib/core/identity'
import { makePrismaAdapter } from '#lib/db/clients'
import { PrismaClient } from '#lib/db/generated/client'
import { wallMs } from '../measure/repeat.ts'
import type { ScopeRows } from './snapshot.ts'

/** More parameters than this do not fit into one statement; it is also where Prisma is quickest. */
const BATCH = 1_000

/** Rows per second of Prisma's createMany for the first `sample` versions, hashing left out of the time. */
export async function prismaRowsPerSecond(url: string, scopes: readonly ScopeRows[], sample: number): Promise<number> {
  const data = scopes.flatMap(modelRows).slice(0, sample)
  const prisma = new PrismaClient({ adapter: makePrismaAdapter(url, { max: 4 }) })
  try {
    await prisma.$connect()
    const elapsedMs = await wallMs(async () => {
      for (let start = 0; start < data.length; start += BATCH) {
        await prisma.lambdaVersion.createMany({ data: data.slice(start, start + BATCH) })
      }
    })
    return (data.length / elapsedMs) * 1_000
  } finally {
    await prisma.$disconnect()
  }
}

const modelRows = ({ place: { accountId, region }, rows }: ScopeRows) =>
  rows.map((row) => ({
    accountId,
    region,
    id: versionId(region, row.functionName, row.version),
    functionId: functionId(region, row.functionName),
    functionName: row.functionName,
    version: row.version,
    arn: row.arn,
    packageType: row.packageType,
    runtime: row.runtime,
    codeBytes: row.codeBytes === null ? null : BigInt(row.codeBytes),
    lastModifiedAt: row.lastModifiedAt,
    snapStart: row.snapStart,
    contentHash: Buffer.from(stableId(row.arn).replaceAll('-', ''), 'hex'),
  }))
