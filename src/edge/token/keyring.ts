import type { CryptoKey } from 'jose'
import type { Aead } from './aead/aead.ts'
import { installedAead } from './aead/installed-aead.ts'
import { misconfigured, parseKeys } from './key-text.ts'
import { type PurposeKeys, purposeKeys } from './purpose-keys.ts'
import { RandomPool } from './random-pool.ts'
import { WindowKeys } from './window-keys.ts'

/** Keys of sealed tokens. The first seals and all open, so a rotation loses no token that is under way. */
export interface Keyring {
  readonly aead: Aead
  readonly sealingKeyId: string
  /** Configured key → the keys that are derived from it, by purpose. */
  readonly sealing: ReadonlyMap<string, PurposeKeys>
  /** Random bytes for nonces, each returned only once. */
  readonly randomBytes: (length: number) => Uint8Array
  /** The configured keys, and the keys derived from them by hour, which open tokens of former versions. */
  readonly keys: ReadonlyMap<string, CryptoKey>
  readonly windows: WindowKeys
}

/**
 * Reads `SESSION_KEYS` or `DECISION_KEYS`: JSON `[{kid, key}]`.
 * @throws ProblemError 503 when there is no usable key; its code is for the log
 */
export async function readKeyring(text: string | undefined, variable: string): Promise<Keyring> {
  const parsed = parseKeys(text, variable, 'key')
  const [first] = parsed
  if (first === undefined) throw misconfigured(variable, 'holds no key')
  const rows = await Promise.all(
    parsed.map(async ({ kid, bytes }) => {
      const [key, base] = await Promise.all([
        crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']),
        crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey', 'deriveBits']),
      ])
      return { kid, key, base, derived: await purposeKeys(kid, base) }
    }),
  )
  return {
    aead: installedAead(),
    sealingKeyId: first.kid,
    sealing: new Map(rows.map(({ kid, derived }) => [kid, derived])),
    randomBytes: new RandomPool().bytes,
    keys: new Map(rows.map(({ kid, key }) => [kid, key])),
    windows: new WindowKeys(new Map(rows.map(({ kid, base }) => [kid, base]))),
  }
}
