import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { boundedBytes } from '../../http/bounded-bytes.ts'
import { ageOf } from '../../model/nouns/age.ts'
import { OPS_LIMITS } from '../limits.ts'

/** How Access' public keys are fetched; a test hands in another door. */
export type Fetcher = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>

/** Keys rotate every six weeks, and the old one stays good for seven days: an hour is soon enough. */
const FRESH_MS = 3_600_000
/** A stream of made-up key ids must not become a stream of requests. */
const BETWEEN_FETCHES_MS = 60_000
/** While there are no keys at all nobody can sign in, so a few requests may try, each for itself. */
const FIRST_FETCHES_MAX = 5
const FETCH_MS = 3_000

const rsaKey = z.looseObject({ kty: z.literal('RSA'), kid: z.string().min(1), n: z.string(), e: z.string() })
const keyList = z.looseObject({ keys: z.array(z.unknown()) })

/** The public keys cannot be had, so nobody's signature can be checked: nobody is let in. */
export class NoKeys extends Error {}

interface Cached {
  readonly keyOf: ReturnType<typeof createLocalJWKSet>
  readonly fetchedAt: number
}

/**
 * The public keys of one team of Cloudflare Access. Keys that are there go on being used when Access is down; an
 * unknown key id makes them be fetched anew, at most once a minute.
 *
 * @returns what `jwtVerify` asks for a key; throws `NoKeys` when there are none, `JWKSNoMatchingKey` for an unknown id
 */
export function createKeyCache(url: string, fetcher: Fetcher, now: () => number): JWTVerifyGetKey {
  let cached: Cached | null = null
  let fetches: number[] = []

  async function fetchKeys(): Promise<void> {
    fetches = [...fetches.filter((at) => ageOf(at, now()) < BETWEEN_FETCHES_MS), now()]
    try {
      cached = { keyOf: createLocalJWKSet(await readKeys(url, fetcher)), fetchedAt: now() }
    } catch (error) {
      // The name alone: what answered in place of the keys could be anything.
      const name = error instanceof Error ? error.name : 'unknown'
      console.error(JSON.stringify({ level: 'error', code: 'access-keys', name }))
    }
  }

  function mayFetch(): boolean {
    const lately = fetches.filter((at) => ageOf(at, now()) < BETWEEN_FETCHES_MS).length
    return lately < (cached === null ? FIRST_FETCHES_MAX : 1)
  }

  return async (header, token) => {
    if (typeof header?.kid !== 'string') throw new errors.JWKSNoMatchingKey()
    if ((cached === null || ageOf(cached.fetchedAt, now()) > FRESH_MS) && mayFetch()) await fetchKeys()
    if (cached === null) throw new NoKeys()
    try {
      return await cached.keyOf(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayFetch()) throw error
      await fetchKeys()
      return await cached.keyOf(header, token)
    }
  }
}

async function readKeys(url: string, fetcher: Fetcher) {
  const answer = await fetcher(url, { signal: AbortSignal.timeout(FETCH_MS) })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  const text = new TextDecoder().decode(await boundedBytes(answer, OPS_LIMITS.accessKeysBytes))
  const keys = keyList.parse(JSON.parse(text)).keys.flatMap((key) => {
    const parsed = rsaKey.safeParse(key)
    return parsed.success ? [parsed.data] : []
  })
  if (keys.length === 0) throw new Error('holds no RSA key')
  return { keys }
}
