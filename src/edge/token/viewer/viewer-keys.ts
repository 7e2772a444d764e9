import { base64url, type CryptoKey, importJWK } from 'jose'
import { misconfigured, parseKeys } from '../key-text.ts'

/** Key id → public key that may sign viewer tokens. Only these keys count: keys inside a token are ignored. */
export type ViewerKeys = ReadonlyMap<string, CryptoKey>

/**
 * Reads `VIEWER_PUBLIC_KEYS`: JSON `[{kid, x}]`, Ed25519. Without keys, every viewer is a guest.
 * @throws ProblemError 503 when a key is unreadable; its code is for the log
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
