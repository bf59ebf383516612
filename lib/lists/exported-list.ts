import type { List } from './define-list.ts'

/** What a list's export is: every column but those that mean nothing outside, and every filter. */
export function exportOf<Of extends List>({ describes, columns, filters }: Of) {
  return {
    describes,
    columns: Object.keys(columns).filter((name) => columns[name]?.internal !== true),
    filters: Object.keys(filters) as (keyof Of['filters'] & string)[],
  }
}
