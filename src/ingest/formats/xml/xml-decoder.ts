import type { DecodeText } from '../../feeds/feed-reader.ts'
import { decodeSingleBytes, type SingleByteName } from './single-bytes.ts'
import { decodeUtf16 } from './utf16.ts'
import { wholeUtf8 } from './whole-utf8.ts'

/** How the bytes of a document become text, and how many bytes at its start say so. */
export interface XmlEncoding {
  readonly skip: number
  /** Decodes what is whole of the bytes; the rest, a few bytes, is handed in again before the next ones. */
  readonly decode: (bytes: Uint8Array, isLast: boolean) => { readonly text: string; readonly rest: Uint8Array }
}

/** Bytes at the start of a document in which it declares its encoding, if it does. */
export const DECLARATION_BYTES = 256

const NONE = new Uint8Array(0)
const UTF8 = /^(utf-?8|us-ascii|ascii)$/
/** Writers that count in UTF-16 declare it and then write UTF-8: the declaration itself could not be read otherwise. */
const UTF16 = /^utf-?16/
const SINGLE_BYTES: Readonly<Record<string, SingleByteName>> = {
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
}

/**
 * The encoding of a document: by its byte order mark, else by its XML declaration, else UTF-8 (XML 1.0, appendix F).
 *
 * @param head its first bytes, `DECLARATION_BYTES` if it has as many
 * @returns the name that it declares, if it cannot be read
 */
export function xmlEncoding(head: Uint8Array, decode: DecodeText): XmlEncoding | { readonly unknown: string } {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return utf8(decode, 3)
  if (first === 0xff && second === 0xfe) return utf16(2, true)
  if (first === 0xfe && second === 0xff) return utf16(2, false)
  if (first === 0x3c && second === 0) return utf16(0, true)
  if (first === 0 && second === 0x3c) return utf16(0, false)
  const declared = declaredEncoding(head)
  if (declared === null || UTF8.test(declared) || UTF16.test(declared)) return utf8(decode, 0)
  const name = Object.hasOwn(SINGLE_BYTES, declared) ? SINGLE_BYTES[declared] : undefined
  if (name === undefined) return { unknown: declared }
  return { skip: 0, decode: (bytes) => ({ text: decodeSingleBytes(bytes, name), rest: NONE }) }
}

function declaredEncoding(head: Uint8Array): string | null {
  const text = decodeSingleBytes(head.subarray(0, DECLARATION_BYTES), 'iso-8859-1')
  return /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(text)?.[1]?.toLowerCase() ?? null
}

/** Bytes that are no UTF-8 become U+FFFD, which quarantines the item that they stand in. */
function utf8(decode: DecodeText, skip: number): XmlEncoding {
  return {
    skip,
    decode: (bytes, isLast) => {
      const whole = isLast ? bytes.length : wholeUtf8(bytes)
      return { text: decode(bytes.subarray(0, whole)).text, rest: bytes.subarray(whole) }
    },
  }
}

function utf16(skip: number, isLittleEndian: boolean): XmlEncoding {
  return {
    skip,
    decode: (bytes, isLast) => {
      const whole = bytes.length - (bytes.length % 2)
      const text = decodeUtf16(bytes.subarray(0, whole), isLittleEndian)
      return isLast && whole < bytes.length
        ? { text: `${text}\uFFFD`, rest: NONE }
        : { text, rest: bytes.subarray(whole) }
    },
  }
}
