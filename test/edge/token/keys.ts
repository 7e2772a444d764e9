import { base64url, type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'

/** The real clock of these tests. */
export const NOW = Date.UTC(2026, 10, 22, 21, 30)
export const ISSUER = 'https://accounts.test'

export function keyText(kid: string, fill: number): { kid: string; key: string } {
  return { kid, key: base64url.encode(new Uint8Array(32).fill(fill)) }
}

export function keyring(...rows: readonly { kid: string; key: string }[]): Promise<Keyring> {
  return readKeyring(JSON.stringify(rows), 'SESSION_KEYS')
}

/** Bytes that count up: every call gives others, each run the same. */
export function countingBytes(): (length: number) => Uint8Array {
  let next = 0
  return (length) => Uint8Array.from({ length }, () => next++ % 256)
}

export interface Signer {
  readonly publicKeys: string
  readonly privateKey: CryptoKey
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
}

/** An identity provider with one key, `v1`. */
export async function signer(): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const { x } = await exportJWK(publicKey)
  return {
    publicKeys: JSON.stringify([{ kid: 'v1', x }]),
    privateKey,
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'viewer+jwt', kid: 'v1', ...header })
        .sign(privateKey),
  }
}

/** The claims of a member that nobody objects to. */
export function goodClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const iat = NOW / 1000 - 60
  return { iss: ISSUER, aud: 'firstframe', sub: 'u1', iat, exp: iat + 3600, ...changes }
}

/** Every one-character change of a text, by a few characters that are all base64url. */
export function changes(text: string): string[] {
  return [...text].flatMap((old, at) =>
    [...'AQg_.'].filter((other) => other !== old).map((other) => text.slice(0, at) + other + text.slice(at + 1)),
  )
}
