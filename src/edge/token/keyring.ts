import type { CryptoKey } from 'jose'
import { misconfigured, parseKeys } from './key-text.ts'
import { WindowKeys } from './window-keys.ts'

/** Keys of sealed tokens: the first seals, all open, so that a rotation loses nothing that is under way. */
export interface Keyring {
  readonly sealingKeyId: string
  /** The configured keys themselves. They seal nothing any more; what they sealed is opened until it ends. */
  readonly keys: ReadonlyMap<string, CryptoKey>
  /** What is derived from them for each hour. */
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
  const keys = await Promise.all(
    parsed.map(async ({ kid, bytes }) => {
      const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt'])
      return [kid, key] as const
    }),
  )
  const bases = await Promise.all(
    parsed.map(async ({ kid, bytes }) => {
      const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
      return [kid, base] as const
    }),
  )
  return { sealingKeyId: first.kid, keys: new Map(keys), windows: new WindowKeys(new Map(bases)) }
}
