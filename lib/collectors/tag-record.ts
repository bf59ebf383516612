import { required } from '#lib/errors'

/** Tags as one record, ordered by key so that the same set is always the same text. */
export function tagRecord(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[],
): Record<string, string> {
  const pairs = tags.map(({ Key, Value }): [string, string] => [required(Key, 'Key of a tag'), Value ?? ''])
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}
