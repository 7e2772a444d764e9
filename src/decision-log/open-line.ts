import { compactDecrypt, decodeProtectedHeader } from 'jose'
import { inflated } from './deflate.ts'
import { LINE_ALGORITHMS, LINE_TYPE, type LineKey } from './line-key.ts'

/** A line is never longer; one that would be was made by somebody else. In bytes of its JSON. */
const LINE_BYTES_MAX = 1024 * 1024

/** A line's JSON, or why it cannot be read. */
export type OpenedLine =
  | { readonly outcome: 'ok'; readonly json: string }
  | { readonly outcome: 'unknown-key' | 'unreadable' }

/** Opens what `sealLine` made. A line that was never sealed, as the local stack writes them, is as it is. Never throws. */
export async function openLine(line: string, keys: readonly LineKey[]): Promise<OpenedLine> {
  if (line.startsWith('{')) return { outcome: 'ok', json: line }
  try {
    const { kid, typ } = decodeProtectedHeader(line)
    if (typ !== LINE_TYPE) return { outcome: 'unreadable' }
    const held = keys.find((each) => each.kid === kid)
    if (!held) return { outcome: 'unknown-key' }
    const { plaintext } = await compactDecrypt(line, held.key, {
      keyManagementAlgorithms: [LINE_ALGORITHMS.alg],
      contentEncryptionAlgorithms: [LINE_ALGORITHMS.enc],
    })
    return { outcome: 'ok', json: new TextDecoder().decode(await inflated(plaintext, LINE_BYTES_MAX)) }
  } catch {
    return { outcome: 'unreadable' }
  }
}
