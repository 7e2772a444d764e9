import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import type { ProblemBody } from '../../../contracts/device/answers/problem.ts'
import { isAnswer, isProblem } from './answer.ts'
import { debugContextOf, hintsOf, type Settings } from './settings.ts'

/** How a request ended. `answer` keeps the parsed body with fields that this page does not know. */
export type EdgeOutcome =
  | { readonly kind: 'answer'; readonly answer: DecisionsAnswer; readonly raw: unknown; readonly tookMs: number }
  | { readonly kind: 'problem'; readonly problem: ProblemBody }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'superseded' }

/** What the viewer did with an item; it influences the ranking of the next page. */
export interface SentSignal {
  readonly token: string
  readonly position: number
  readonly event: string
  readonly watchedMs: number
}

/** The public device API, with the session carried from answer to request. */
export class Edge {
  readonly url: string
  readonly #settings: () => Settings
  #session: string | null = null

  constructor(url: string, settings: () => Settings) {
    this.url = url
    this.#settings = settings
  }

  forgetSession(): void {
    this.#session = null
  }

  autoplay(surface: string, signal: AbortSignal): Promise<EdgeOutcome> {
    return this.#get('/v1/autoplay', { surface, ...hintsOf(this.#settings(), 'tv') }, signal)
  }

  firstClips(limit: number, signal: AbortSignal): Promise<EdgeOutcome> {
    return this.#get('/v1/clips', { limit: String(limit), ...hintsOf(this.#settings(), 'mobile') }, signal)
  }

  nextClips(
    page: { readonly cursor: string; readonly limit: number; readonly signals: readonly SentSignal[] },
    signal: AbortSignal,
  ): Promise<EdgeOutcome> {
    const session = this.#session === null ? {} : { session: this.#session }
    const body = JSON.stringify({ ...page, ...session, ...hintsOf(this.#settings(), 'mobile') })
    const headers = { ...this.#viewerHeaders(), 'content-type': 'application/json' }
    return this.#ask('/v1/clips', { method: 'POST', body, headers, signal })
  }

  /** The absolute URL of a path; a root-relative path belongs to the edge. */
  mediaUrl(path: string): string {
    return new URL(path, this.url).href
  }

  #get(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<EdgeOutcome> {
    const headers = this.#viewerHeaders()
    if (this.#session !== null) headers['x-session'] = this.#session
    return this.#ask(`${path}?${new URLSearchParams(query)}`, { headers, signal })
  }

  #viewerHeaders(): Record<string, string> {
    const settings = this.#settings()
    const context = debugContextOf(settings)
    return {
      ...(context === null ? {} : { 'x-debug-context': context }),
      ...(settings.viewerToken === '' ? {} : { authorization: `Bearer ${settings.viewerToken}` }),
    }
  }

  async #ask(path: string, init: RequestInit): Promise<EdgeOutcome> {
    const startedAt = performance.now()
    const outcome = await exchange(new URL(path, this.url), init)
    if (init.signal?.aborted) return { kind: 'superseded' }
    if (outcome.kind === 'unreachable') return outcome
    const { body, status } = outcome
    if (isAnswer(body)) {
      this.#session = body.session
      return { kind: 'answer', answer: body, raw: body, tookMs: performance.now() - startedAt }
    }
    if (isProblem(body)) return { kind: 'problem', problem: body }
    return { kind: 'unreachable', detail: `It answered ${status} with something that is no decision.` }
  }
}

type Exchanged =
  | { readonly kind: 'body'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'unreachable'; readonly detail: string }

/** Sends one request; an answer that is not JSON counts as unusable. */
async function exchange(url: URL, init: RequestInit): Promise<Exchanged> {
  let response: Response
  try {
    response = await fetch(url, { ...init, credentials: 'omit', cache: 'no-store' })
  } catch {
    return { kind: 'unreachable', detail: `Nothing answers at ${url.origin}. Is the stack running?` }
  }
  const body: unknown = await response.json().catch(() => null)
  return { kind: 'body', status: response.status, body }
}
