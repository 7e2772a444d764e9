import { base64url, type CryptoKey, importJWK } from 'jose'
import { misconfigured, parseKeys } from '../key-text.ts'

/** Key id → public key that viewer tokens may be signed with. The only keys there are: a token's own are not looked at. */
export type ViewerKeys = ReadonlyMap<string, CryptoKey>

/**
 * Reads `VIEWER_PUBLIC_KEYS`: JSON `[{kid, x}]`, Ed25519. With none, every viewer is a guest.
 * @throws ProblemError 503 for keys that cannot be read; its code is for the log
 */
export async function readViewerKeys(text: string | undefined, variable: string): Promise<ViewerKeys> {
  const keys = await Promise.all(
    parseKeys(text, variable, 'x').map(async ({ kid, bytes }) => {
      try {
        const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: base64url.encode(bytes) }, 'EdDSA')
        if (key instanceof Uint8Array) throw misconfigured(variable, `${kid}: no public key`)
        return [kid, key] as const
      } catch {
        throw misconfigured(variable, `${kid}: no Ed25519 public key`)
      }
    }),
  )
  return new Map(keys)
}
