import { joinedBytes } from '../../../model/joined-bytes.ts'
import type { DecodeText } from '../../feeds/feed-reader.ts'
import { DocumentStop } from './document-fault.ts'
import { DECLARATION_BYTES, type XmlEncoding, xmlEncoding } from './xml-decoder.ts'

/** Decodes a document as its bytes arrive, wherever they are cut. Throws a `DocumentStop` at an encoding that it cannot read. */
export class XmlText {
  private encoding: XmlEncoding | null = null
  private rest: Uint8Array = new Uint8Array(0)

  constructor(private readonly decode: DecodeText) {}

  /** The text of a piece; empty until enough of the document has come to tell its encoding. */
  add(piece: Uint8Array): string {
    // A copy: a stream may use its chunk's memory again.
    const bytes = joinedBytes([this.rest, piece], this.rest.length + piece.length)
    if (this.encoding !== null || bytes.length >= DECLARATION_BYTES) return this.decoded(bytes, false)
    this.rest = bytes
    return ''
  }

  end(): string {
    return this.decoded(this.rest, true)
  }

  private decoded(bytes: Uint8Array, isLast: boolean): string {
    const isFirst = this.encoding === null
    this.encoding ??= this.encodingOf(bytes)
    const { skip, decode } = this.encoding
    const { text, rest } = decode(isFirst ? bytes.subarray(skip) : bytes, isLast)
    this.rest = rest.slice()
    return text
  }

  private encodingOf(head: Uint8Array): XmlEncoding {
    const encoding = xmlEncoding(head, this.decode)
    if ('skip' in encoding) return encoding
    const hint = 'send UTF-8; UTF-16, ISO 8859-1 and windows-1252 are read too'
    throw new DocumentStop('broken-document', encoding.unknown, hint)
  }
}
