import type { SearchAnswer, SearchResult } from '../../../contracts/ops/answers/inquiries/search.ts'
import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { ActRegistry } from '../../acts/console-act.ts'
import { NO_ACTS } from '../../acts/palette-lines.ts'

const RESULTS_MAX = 20
/** Whoever types waits no longer than this for an answer. */
const PATIENCE_MS = 8_000

/** What is called like each of these. Where the ops API does not answer, nothing is: the acts stay. */
export async function searchAll(searches: readonly string[]): Promise<ReadonlyMap<string, readonly SearchResult[]>> {
  return new Map(await Promise.all(searches.map(async (words) => [words, await search(words)] as const)))
}

async function search(words: string): Promise<readonly SearchResult[]> {
  const answer = await answerTo<SearchAnswer>(
    `/ops/v1/search?${new URLSearchParams({ q: words, limit: String(RESULTS_MAX) })}`,
  )
  return answer?.results ?? []
}

let me: Promise<WhoAmI | null> | undefined

/** Who looks, and what they may do; asked once for a page. null: the ops API does not answer. */
export function whoLooks(): Promise<WhoAmI | null> {
  me ??= answerTo<WhoAmI>('/ops/v1/me')
  return me
}

let acts: Promise<ActRegistry> | undefined

/** Every act, from its file; asked when the palette opens first. Where nothing comes, there are none until the next time. */
export function allActs(file: string): Promise<ActRegistry> {
  acts ??= answerTo<ActRegistry>(file).then((registry) => {
    if (registry === null) acts = undefined
    return registry ?? NO_ACTS
  })
  return acts
}

async function answerTo<Answer>(path: string): Promise<Answer | null> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return response.ok ? ((await response.json()) as Answer) : null
  } catch {
    return null
  }
}
