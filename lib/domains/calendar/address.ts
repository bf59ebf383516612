/** What the address of the calendar may say. */
import { z } from 'zod'
import { filterSchema } from '#lib/core/filter-values'
import { oneOf } from '#lib/core/list'
import { listAddress } from '#lib/core/page-address'
import { isAskableDay } from '#lib/core/time'
import { calendarList, ENTRY_KINDS, EVENT_STATUSES } from './contract.ts'
import { findEntryParts } from './entry-id.ts'
import { isMonth } from './month.ts'
import { VIEWS } from './view.ts'

const HIDEABLE = [...ENTRY_KINDS, ...EVENT_STATUSES]

export const calendarAddress = listAddress(calendarList, {
  view: oneOf(VIEWS, 'month'),
  month: z.string().refine(isMonth, 'must be a month such as 2027-03').optional(),
  hide: filterSchema({ values: HIDEABLE }, HIDEABLE.length),
  completed: z.enum(['true', 'false'], { error: 'must be true or false' }).optional(),
  entry: z
    .string()
    .max(600)
    .refine((id) => findEntryParts(id) !== null, 'must be the id of an entry')
    .optional(),
  day: z.string().refine(isAskableDay, 'must be a day that exists, as YYYY-MM-DD').optional(),
})
