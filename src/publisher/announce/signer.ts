import type { JWK } from 'jose'
import { parsePublicKeys, type SignedKind, type SnapshotPublicKey, sign } from '../../snapshot/signed.ts'
import type { PublisherEnvironment } from '../environment.ts'

/**
 * Signs pointers and takedown lists, and knows the public keys to read them back: its own, and earlier ones. Without
 * the earlier keys, the first publish after a key rotation would see nothing live to compare with.
 */
export interface Signer {
  readonly kid: string
  readonly publicKeys: readonly SnapshotPublicKey[]
  sign(kind: SignedKind, payload: unknown): Promise<string>
}

/** Creates the signer of `SNAPSHOT_SIGNING_KEY`. Its errors never contain the key. */
export function createSigner(environment: PublisherEnvironment): Signer {
  const jwk = privateKey(environment.SNAPSHOT_SIGNING_KEY)
  const kid = environment.SNAPSHOT_KEY_ID
  return {
    kid,
    publicKeys: [{ kid, x: jwk.x ?? '' }, ...otherKeys(environment, kid)],
    sign: (kind, payload) => sign(kind, payload, { kid, jwk }),
  }
}

/** An unreadable list of keys is reported by `ff status` and stops no publish: earlier records are then not trusted. */
function otherKeys({ SNAPSHOT_PUBLIC_KEYS: json }: PublisherEnvironment, own: string): readonly SnapshotPublicKey[] {
  try {
    return parsePublicKeys(json || '[]').filter(({ kid }) => kid !== own)
  } catch {
    console.error(JSON.stringify({ level: 'error', code: 'snapshot-public-keys-unreadable' }))
    return []
  }
}

function privateKey(json: string): JWK {
  try {
    const jwk = JSON.parse(json) as JWK
    if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519' && jwk.d && jwk.x) return jwk
  } catch {
    // Ignored, without its cause: that could quote the key.
  }
  throw new Error('SNAPSHOT_SIGNING_KEY is not an Ed25519 private key as JWK; make one with `ff keys new`')
}
