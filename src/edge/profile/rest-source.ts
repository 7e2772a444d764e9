import { boundedBytes } from '../../http/bounded-bytes.ts'
import { PROFILE_LENGTH } from '../../model/nouns/profile.ts'

/** Reads the text of a viewer's profile; null: there is none. Rejects when the store gives no answer. */
export type ProfileSource = (subject: string) => Promise<string | null>

/**
 * A call that takes longer is abandoned. That is far beyond what a request waits: a late answer serves the next
 * request.
 */
const CALL_TIMEOUT_MS = 1000
/** Greatest answer in bytes: every character escaped, and the envelope around it. */
const ANSWER_BYTES = 8 * PROFILE_LENGTH

/**
 * The profile store by its REST API, with a token that may only read `profile:*`. The edge only ever sends one `GET`,
 * so it is a plain `fetch`: `@upstash/redis/cloudflare` would add 17.7 kB gzip to a worker of 69 kB.
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
    if (typeof result !== 'string' || result.length > PROFILE_LENGTH)
      throw new Error('the profile store answered no text')
    return result
  }
}
