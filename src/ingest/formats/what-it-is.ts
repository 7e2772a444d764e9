/** How many bytes of a document tell what it is. */
export const TELLING_BYTES = 512

const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP file, as XLSX sheets are'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty ZIP file'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old XLS sheet, or one with a password'],
  [[0x1f, 0x8b], 'compressed with gzip twice'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed with zstd twice'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0xff, 0xfe], 'a text in UTF-16'],
  [[0xfe, 0xff], 'a text in UTF-16'],
]
const HTML = /^(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body|script|title|meta)\b/i

/**
 * What a document seems to be by its first bytes, for the hint of a finding: the commonest fault of a pulled feed is a
 * web page that says "sign in" or "are you a robot".
 */
export function whatItIs(head: Uint8Array): string {
  if (head.length === 0) return 'empty'
  const known = SIGNATURES.find(([bytes]) => bytes.every((byte, index) => head[index] === byte))
  if (known !== undefined) return known[1]
  const text = latin(head)
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()
  if (text === '') return 'blank'
  if (HTML.test(text)) return 'a web page (HTML), such as a sign-in or an error page'
  if (text.startsWith('<')) return 'XML'
  return /^[[{]/.test(text) ? 'JSON' : 'a text'
}

/** The bytes as the characters of Latin-1: enough to see what begins a text. */
function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
