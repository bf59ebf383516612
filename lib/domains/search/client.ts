import { fetchJson } from '../../http/fetch-json.ts'
import type { SearchHit } from './contract.ts'

export function searchEstate(text: string, signal: AbortSignal): Promise<SearchHit[]> {
  return fetchJson<SearchHit[]>(`/api/v1/search?${new URLSearchParams({ text })}`, { signal })
}
