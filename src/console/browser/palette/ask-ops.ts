import type { SearchAnswer, SearchResult } from '../../../contracts/ops/answers/inquiries/search.ts'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'

const RESULTS_MAX = 20

/** What is called like each of these. Where the ops API does not answer, nothing is: the acts stay. */
export async function searchAll(searches: readonly string[]): Promise<ReadonlyMap<string, readonly SearchResult[]>> {
  return new Map(await Promise.all(searches.map(async (words) => [words, await search(words)] as const)))
}

async function search(words: string): Promise<readonly SearchResult[]> {
  const answer = await answerTo<SearchAnswer>(`search?${new URLSearchParams({ q: words, limit: String(RESULTS_MAX) })}`)
  return answer?.results ?? []
}

let me: Promise<WhoAmI | null> | undefined

/** Who looks, and what they may do; asked once for a page. null: the ops API does not answer. */
export function whoLooks(): Promise<WhoAmI | null> {
  me ??= answerTo<WhoAmI>('me')
  return me
}

async function answerTo<Answer>(path: string): Promise<Answer | null> {
  try {
    const response = await fetch(`/ops/v1/${path}`)
    return response.ok ? ((await response.json()) as Answer) : null
  } catch {
    return null
  }
}
