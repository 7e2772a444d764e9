import { CompactEncrypt } from 'jose'
import { deflated } from './deflate.ts'
import { LINE_ALGORITHMS, LINE_TYPE, type LineKey } from './line-key.ts'

/**
 * A line that only the holder of the pair's private half can read: its JSON, deflated, as a compact JWE (RFC 7516)
 * with a key of its own, agreed on by ECDH-ES.
 */
export async function sealLine(json: string, { kid, key }: LineKey): Promise<string> {
  return new CompactEncrypt(await deflated(new TextEncoder().encode(json)))
    .setProtectedHeader({ ...LINE_ALGORITHMS, kid, typ: LINE_TYPE })
    .encrypt(key)
}
