import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { boundedBytes } from '../../http/bounded-bytes.ts'
import { ageOf } from '../../model/nouns/age.ts'
import { OPS_LIMITS } from '../limits.ts'

/** Fetches Access' public keys; tests pass their own. */
export type Fetcher = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>

/**
 * How long keys stay fresh. They rotate every six weeks, and the old one stays valid for seven days: an hour is enough.
 */
const FRESH_MS = 3_600_000
/** Shortest time between fetches: made-up key ids must not each cause one. */
const BETWEEN_FETCHES_MS = 60_000
/** Without any keys nobody can sign in, so this many requests may fetch at once, each for itself. */
const FIRST_FETCHES_MAX = 5
const FETCH_MS = 3_000

const rsaKey = z.looseObject({ kty: z.literal('RSA'), kid: z.string().min(1), n: z.string(), e: z.string() })
const keyList = z.looseObject({ keys: z.array(z.unknown()) })

/** The public keys cannot be fetched, so no signature can be verified: nobody is let in. */
export class NoKeys extends Error {}

interface Cached {
  readonly keyOf: ReturnType<typeof createLocalJWKSet>
  readonly fetchedAt: number
}

/**
 * Cache of the public keys of one Cloudflare Access team. Known keys stay in use while Access is down; an unknown key
 * id causes a new fetch, at most once a minute.
 *
 * @returns the key resolver for `jwtVerify`; it throws `NoKeys` when there are no keys, `JWKSNoMatchingKey` for an
 * unknown id
 */
export function createKeyCache(url: string, fetcher: Fetcher, now: () => number): JWTVerifyGetKey {
  let cached: Cached | null = null
  let fetches: number[] = []

  async function fetchKeys(): Promise<void> {
    fetches = [...fetches.filter((at) => ageOf(at, now()) < BETWEEN_FETCHES_MS), now()]
    try {
      cached = { keyOf: createLocalJWKSet(await readKeys(url, fetcher)), fetchedAt: now() }
    } catch (error) {
      // Only the error's name is logged: an unexpected answer could contain anything.
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
