/**
 * What the address of a page may say: what its list can be asked, and what else the page keeps there. Anything else is
 * refused, since a page that left it out would show what was not asked for.
 */
import { z } from 'zod'
import { onlyThese } from './filter-values.ts'
import { type ListDefinition, type ListValues, listShape, listValues } from './list.ts'

/** Names that others add to links. They say where somebody came from and change nothing. */
const HARMLESS = /^(utm_[a-z_]+|fbclid|gclid|msclkid|mc_[ce]id|_rsc)$/

/** The query of a page without what others added to it. */
export const askedOf = (query: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([name, value]) => value !== undefined && !HARMLESS.test(name)))

/** The address of a page with one list. `more`: names of its own, such as its panel. */
export function listAddress<Filter extends string, Sort extends string, More extends z.ZodRawShape>(
  list: ListDefinition<Filter, Sort>,
  more: More = {} as More,
) {
  const own = z.object(more)
  return onlyThese({ ...listShape(list), ...more }).transform(
    (given): z.output<typeof own> & { values: ListValues<Filter, Sort> } => ({
      ...(Object.fromEntries(
        Object.keys(more).map((name) => [name, (given as Record<string, unknown>)[name]]),
      ) as z.output<typeof own>),
      values: listValues(list, given),
    }),
  )
}

type Tabbed<Tabs extends Record<string, z.ZodType>> = {
  [Tab in keyof Tabs & string]: { tab: Tab } & z.output<Tabs[Tab]>
}[keyof Tabs & string]

/** The address of a page with tabs, the first of them where it names none. Each tab takes what is its own. */
export function tabbedAddress<Tabs extends Record<string, z.ZodType>>(tabs: Tabs) {
  const names = Object.keys(tabs) as [keyof Tabs & string, ...(keyof Tabs & string)[]]
  const chosen = z.looseObject({
    tab: z.enum(names, { error: `must be one of ${names.join(', ')}` }).default(names[0] as never),
  })
  return chosen.transform(({ tab, ...rest }, context): Tabbed<Tabs> => {
    const parsed = (tabs[tab as keyof Tabs & string] as z.ZodType).safeParse(rest)
    if (parsed.success) return { ...(parsed.data as object), tab } as Tabbed<Tabs>
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
}

/** The row that stands in a panel: its account and its id. */
export const rowInPanel = z
  .string()
  .regex(/^\d{12}\.[0-9a-f-]{36}$/i, 'must be an account id, a dot and the id of a row')
  .optional()
