import { CompactSign, compactVerify, importJWK, type JWK } from 'jose'
import * as z from 'zod/mini'

/** A public key that may sign snapshots, as in the edge's configuration. */
const publicKey = z
  .object({
    kid: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)),
    /** Ed25519 public key, base64url. */
    x: z
      .string()
      .check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'must be 32 bytes as base64url: 43 characters')),
    /** Records are trusted from then on, by the reader's real clock; left out: without a start. */
    notBefore: z.optional(z.iso.datetime()),
    /**
     * Records are trusted until just before this; left out: without an end. What was verified before continues to
     * serve.
     */
    notAfter: z.optional(z.iso.datetime()),
  })
  .check(
    z.refine(({ notBefore, notAfter }) => !notBefore || !notAfter || Date.parse(notBefore) < Date.parse(notAfter), {
      error: 'must be valid for a while: notBefore has to come before notAfter',
      path: ['notAfter'],
    }),
  )
export type SnapshotPublicKey = z.infer<typeof publicKey>

const publicKeys = z.array(publicKey).check(
  z.refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
    error: 'each kid must stand for one key: give the new key a new kid',
  }),
)

/**
 * Parses `SNAPSHOT_PUBLIC_KEYS`. To rotate keys, deploy the next key beside the present one before it signs anything,
 * and remove the old one when nothing that it signed is announced any more.
 * @throws when it is not a list of keys, or two keys have the same name
 */
export function parsePublicKeys(json: string): readonly SnapshotPublicKey[] {
  return publicKeys.parse(JSON.parse(json))
}

/**
 * The kinds of signed records. `typ` is signed too, so one kind is never accepted as another. `journal`: what the
 * publisher must still write into its store.
 */
export type SignedKind = 'pointer' | 'takedowns' | 'journal'

/** Why a signed record is not trusted. */
export type SignatureRefusal = 'oversized' | 'malformed' | 'unknown-key' | 'key-not-valid-now' | 'signature'

/** Signs the exact bytes of a record: a compact JWS (RFC 7515) with Ed25519 (RFC 8037). */
export async function sign(kind: SignedKind, payload: unknown, key: { kid: string; jwk: JWK }): Promise<string> {
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: `firstframe-${kind}` })
    .sign(await importJWK(key.jwk, 'EdDSA'))
}

/**
 * Verifies a signed record in TUF's order: size, then the signature by a key that is valid now. There is no exception.
 *
 * @param now milliseconds since 1970 UTC, the real clock
 */
export async function verify(
  kind: SignedKind,
  text: string,
  trust: { readonly keys: readonly SnapshotPublicKey[]; readonly bytesMax: number; readonly now: number },
): Promise<{ readonly payload: unknown } | { readonly refused: SignatureRefusal }> {
  if (text.length > trust.bytesMax) return { refused: 'oversized' }
  const kid = headerKid(text)
  if (kid === null) return { refused: 'malformed' }
  const key = trust.keys.find((candidate) => candidate.kid === kid)
  if (!key) return { refused: 'unknown-key' }
  if (!validAt(key, trust.now)) return { refused: 'key-not-valid-now' }
  try {
    const verified = await compactVerify(text, await importJWK({ kty: 'OKP', crv: 'Ed25519', x: key.x }, 'EdDSA'), {
      algorithms: ['EdDSA'],
    })
    if (verified.protectedHeader.typ !== `firstframe-${kind}`) return { refused: 'signature' }
    return { payload: JSON.parse(new TextDecoder().decode(verified.payload)) }
  } catch {
    // workerd throws for a signature of the wrong length, where other runtimes return false.
    return { refused: 'signature' }
  }
}

function validAt(key: SnapshotPublicKey, now: number): boolean {
  const from = key.notBefore === undefined ? Number.NEGATIVE_INFINITY : Date.parse(key.notBefore)
  const until = key.notAfter === undefined ? Number.POSITIVE_INFINITY : Date.parse(key.notAfter)
  return now >= from && now < until
}

function headerKid(text: string): string | null {
  const [header] = text.split('.', 1)
  try {
    const parsed: unknown = JSON.parse(atob((header ?? '').replaceAll('-', '+').replaceAll('_', '/')))
    const kid = z.object({ kid: z.string() }).safeParse(parsed)
    return kid.success ? kid.data.kid : null
  } catch {
    return null
  }
}
