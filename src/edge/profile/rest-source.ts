import { boundedBytes } from '../../http/bounded-bytes.ts'

/** Reads the text of a viewer's profile; null: there is none. Rejects when the store gives no answer. */
export type ProfileSource = (subject: string) => Promise<string | null>

/** A call that takes longer is given up. Far beyond what any request waits: a late answer serves the next one. */
const CALL_TIMEOUT_MS = 1000
/** No profile is nearly as long; whatever is, is none of ours. */
const MAX_LENGTH = 4096
/** With every character escaped, and the envelope around it. */
const ANSWER_BYTES = 8 * MAX_LENGTH

/**
 * The profile store at its REST door, with a token that may read `profile:*` only. One `GET` is all that the edge ever
 * asks, so it is a plain `fetch`: `@upstash/redis/cloudflare` would add 17.7 kB gzip to a worker of 69 kB.
 */
export function restSource(store: { readonly url: string; readonly token: string }): ProfileSource {
  return async (subject) => {
    const answer = await fetch(store.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${store.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(['GET', `profile:${subject}`]),
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    })
    if (!answer.ok) throw new Error(`the profile store answered ${answer.status}`)
    const body: unknown = JSON.parse(new TextDecoder().decode(await boundedBytes(answer, ANSWER_BYTES)))
    const result = typeof body === 'object' && body !== null && 'result' in body ? body.result : undefined
    if (result === null) return null
    if (typeof result !== 'string' || result.length > MAX_LENGTH) throw new Error('the profile store answered no text')
    return result
  }
}
