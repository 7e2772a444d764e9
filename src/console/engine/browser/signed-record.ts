/** Of `crypto.subtle`, what is used here: a browser that knows Ed25519 has it. */
export interface SubtleDoor {
  digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  importKey(format: 'jwk', key: object, algorithm: 'Ed25519', extractable: false, uses: ['verify']): Promise<object>
  verify(
    algorithm: 'Ed25519',
    key: object,
    signature: Uint8Array<ArrayBuffer>,
    signed: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>
}

/** A public key of the publisher, as `GET /ops/v1/regions/{r}/signed` lists them. */
export interface ListedKey {
  readonly kid: string
  /** Ed25519 public key, base64url. */
  readonly x: string
}

/**
 * The payload of a region's signed record: a compact JWS with Ed25519, of the kind that its header says, by a key of the
 * list. The publisher has checked its own payload when it signed.
 *
 * @throws Error when it is not that
 */
export async function signedPayload<Payload>(
  kind: 'pointer' | 'takedowns',
  text: string,
  keys: readonly ListedKey[],
  subtle: SubtleDoor,
): Promise<Payload> {
  const [header = '', payload = '', signature = ''] = text.split('.')
  const { alg, kid, typ } = jsonOf(header) as { alg?: string; kid?: string; typ?: string }
  const listed = keys.find((key) => key.kid === kid)
  const isNamed = alg === 'EdDSA' && typ === `firstframe-${kind}` && listed !== undefined
  if (!isNamed || !(await isSigned(`${header}.${payload}`, bytesOf(signature), listed, subtle))) {
    throw new Error(`the ${kind} does not have the signature of this publisher`)
  }
  return jsonOf(payload) as Payload
}

async function isSigned(text: string, signature: Uint8Array<ArrayBuffer>, { x }: ListedKey, subtle: SubtleDoor) {
  const key = await subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', false, ['verify'])
  return subtle.verify('Ed25519', key, signature, new TextEncoder().encode(text))
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function jsonOf(base64url: string): unknown {
  return jsonIn(bytesOf(base64url))
}

/** JSON in UTF-8. */
export function jsonIn(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}
