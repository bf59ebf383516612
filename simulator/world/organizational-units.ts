/** The tree of OUs. Its shape is the same in every world; ids come from the seed. */
import { randomFor } from './random.ts'

export type OrganizationalUnit = {
  id: string
  name: string
  /** Null for the root. */
  parentId: string | null
  /** `Root/Workloads/Prod`. */
  path: string
  /** Ids from the root down to this one. */
  lineage: readonly string[]
}

export const ROOT_PATH = 'Root'
export const SUSPENDED_PATH = 'Root/Suspended'

/** Parents before children. */
const PATHS = [
  ROOT_PATH,
  'Root/Security',
  'Root/Infrastructure',
  'Root/Infrastructure/Network',
  'Root/Infrastructure/Shared Services',
  'Root/Workloads',
  'Root/Workloads/Prod',
  'Root/Workloads/Prod/Payments',
  'Root/Workloads/Prod/Retail',
  'Root/Workloads/Prod/Retail/Stores EMEA',
  'Root/Workloads/NonProd',
  'Root/Workloads/NonProd/Dev',
  'Root/Workloads/NonProd/Test',
  'Root/Sandbox',
  SUSPENDED_PATH,
] as const

export type OuPath = (typeof PATHS)[number]

export function growOrganizationalUnits(seed: number): ReadonlyMap<string, OrganizationalUnit> {
  const rootName = randomFor(seed, 'root').word(4)
  const units = new Map<string, OrganizationalUnit>()
  for (const path of PATHS) {
    const parent = units.get(path.slice(0, path.lastIndexOf('/')))
    const id = parent ? `ou-${rootName}-${randomFor(seed, 'ou', path).word(8)}` : `r-${rootName}`
    units.set(path, {
      id,
      name: path.slice(path.lastIndexOf('/') + 1),
      parentId: parent?.id ?? null,
      path,
      lineage: [...(parent?.lineage ?? []), id],
    })
  }
  return units
}
