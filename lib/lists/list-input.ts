import { z } from 'zod'
import { type ListDefinition, type ListValues, listInput } from '../core/list.ts'

/** The query of a list whose page is about one thing: that comes from the path, everything else from the query. */
export function listInputAbout<Filter extends string, Sort extends string>(
  name: string,
  about: z.ZodType<string>,
  list: ListDefinition<Filter, Sort>,
) {
  const query = listInput<Filter, Sort>(list)
  return z
    .looseObject({ [name]: about })
    .transform((given, context): { about: string; values: ListValues<Filter, Sort> } => {
      const { [name]: chosen, ...rest } = given
      const values = query.safeParse(rest)
      if (values.success) return { about: String(chosen), values: values.data }
      for (const { path, message } of values.error.issues) context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    })
}
