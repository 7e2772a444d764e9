import { type CryptoKey, calculateJwkThumbprint, importJWK, type JWK } from 'jose'

/** How a line's key is agreed on, and what it is encrypted with (RFC 7518, sections 4.6 and 5.3). */
export const LINE_ALGORITHMS = { alg: 'ECDH-ES', enc: 'A256GCM' } as const

/** Purpose of the token: nothing else that is sealed here passes for a line, nor a line for anything else. */
export const LINE_TYPE = 'firstframe-decision'

/** One half of a pair, by the name that both halves share: the thumbprint of the public one (RFC 7638). */
export interface LineKey {
  readonly kid: string
  readonly key: CryptoKey
}

/**
 * The public half of a pair on P-256 or X25519, from JSON.
 * @throws TypeError when it is not that, or is the private half, which has no business where lines are written
 */
export async function publicLineKey(json: string): Promise<LineKey> {
  const jwk = jwkOf(JSON.parse(json))
  if (jwk.d !== undefined) throw new TypeError('this is the private half')
  return imported(jwk)
}

/**
 * The private halves that lines may be opened with, from JSON: one, or a list of them while pairs change.
 * @throws TypeError when it is not that
 */
export async function privateLineKeys(json: string): Promise<readonly LineKey[]> {
  const parsed: unknown = JSON.parse(json)
  const listed: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  return Promise.all(
    listed.map((each) => {
      const jwk = jwkOf(each)
      if (jwk.d === undefined) throw new TypeError('this is the public half')
      return imported(jwk)
    }),
  )
}

function jwkOf(value: unknown): JWK {
  const { kty, crv, x, y, d } = Object.fromEntries(Object.entries(value ?? {}))
  const known = (kty === 'EC' && crv === 'P-256') || (kty === 'OKP' && crv === 'X25519')
  if (!known) throw new TypeError('a line key is a JWK on P-256 or X25519')
  return {
    kty,
    crv,
    x,
    ...(y === undefined ? {} : { y }),
    ...(d === undefined ? {} : { d }),
  }
}

async function imported(jwk: JWK): Promise<LineKey> {
  const key = await importJWK(jwk, LINE_ALGORITHMS.alg)
  if (key instanceof Uint8Array) throw new TypeError('a line key is a pair of keys')
  return { kid: await calculateJwkThumbprint(jwk), key }
}
