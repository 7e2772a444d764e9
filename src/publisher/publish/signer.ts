import type { JWK } from 'jose'
import { type SignedKind, type SnapshotPublicKey, sign } from '../../snapshot/signed.ts'
import type { PublisherEnvironment } from '../environment.ts'

/** Signs pointers and takedown lists, and knows the public half to read its own work back. */
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
    publicKeys: [{ kid, x: jwk.x ?? '' }],
    sign: (kind, payload) => sign(kind, payload, { kid, jwk }),
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
