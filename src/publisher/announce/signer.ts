import type { JWK } from 'jose'
import { parsePublicKeys, type SignedKind, type SnapshotPublicKey, sign } from '../../snapshot/signed.ts'
import type { PublisherEnvironment } from '../environment.ts'

/**
 * Signs pointers and takedown lists, and knows the public keys to read its own work back: its own, and those that
 * signed before it. Without these, the first publish after a change of keys would see nothing live to compare with.
 */
export interface Signer {
  readonly kid: string
  readonly publicKeys: readonly SnapshotPublicKey[]
  sign(kind: SignedKind, payload: unknown): Promise<string>
}

/** The signer of `SNAPSHOT_SIGNING_KEY`. Its errors never carry the key. */
export function createSigner(environment: PublisherEnvironment): Signer {
  const jwk = privateKey(environment.SNAPSHOT_SIGNING_KEY)
  const kid = environment.SNAPSHOT_KEY_ID
  return {
    kid,
    publicKeys: [{ kid, x: jwk.x ?? '' }, ...otherKeys(environment, kid)],
    sign: (kind, payload) => sign(kind, payload, { kid, jwk }),
  }
}

/** A list that cannot be read is told by `ff status`, and stops no publish: what was signed before is then not seen. */
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
    // Falls through: the cause could quote the key.
  }
  throw new Error('SNAPSHOT_SIGNING_KEY is not an Ed25519 private key as JWK; make one with `ff keys new`')
}
