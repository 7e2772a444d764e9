/** What the ops API says when it refuses something (RFC 9457). */
export interface Problem {
  readonly title: string
  readonly detail: string
  readonly field?: string
  /** Of a campaign that somebody else has changed since: what is stored now, beside what was sent. */
  readonly conflict?: {
    readonly revision: number
    readonly diff: readonly {
      readonly field: string
      readonly now: unknown
      readonly next: unknown
      readonly sent: unknown
    }[]
  }
}

/** What became of a request: done, refused, or nobody knows. */
export type Sent =
  | { readonly outcome: 'done'; readonly body: unknown }
  | { readonly outcome: 'refused'; readonly status: number; readonly problem: Problem }
  | { readonly outcome: 'signed-out' }
  | { readonly outcome: 'unknown' }

/** An act takes seconds. Whoever has not answered by then may have stopped in the middle of it. */
const PATIENCE_MS = 60_000

/**
 * Sends JSON to the ops API in the name of whoever is signed in.
 *
 * @param patienceMs how long an answer is waited for, in milliseconds
 */
export async function send(
  method: string,
  path: string,
  body: object | null,
  headers: Readonly<Record<string, string>> = {},
  patienceMs = PATIENCE_MS,
): Promise<Sent> {
  try {
    const response = await fetch(path, {
      method,
      // A sign-in that has lapsed leads elsewhere: that is told, not followed.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: { 'content-type': 'application/json', 'x-firstframe-client': 'console', ...headers },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    if (response.status === 401 || response.type === 'opaqueredirect') return { outcome: 'signed-out' }
    const text = await response.text()
    const answered: unknown = text === '' ? null : JSON.parse(text)
    if (response.ok) return { outcome: 'done', body: answered }
    return { outcome: 'refused', status: response.status, problem: answered as Problem }
  } catch {
    return { outcome: 'unknown' }
  }
}
