import { base64url } from 'jose'

/** The protected header of a sealed token, as it stands in the token and as it is authenticated. */
export interface SealedHeader {
  readonly text: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Purpose and key id → header: as many as there are keys in use, and each is written into every token. */
const known = new Map<string, SealedHeader>()

/** The only header that is written for a purpose under a key. */
export function sealedHeader(purpose: string, kid: string): SealedHeader {
  const name = `${purpose} ${kid}`
  const remembered = known.get(name)
  if (remembered !== undefined) return remembered
  const text = base64url.encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid, typ: purpose }))
  const header = { text, bytes: new Uint8Array(new TextEncoder().encode(text)) }
  known.set(name, header)
  return header
}
