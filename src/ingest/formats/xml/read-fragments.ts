import type { DecodeText, FeedFault, FeedReading } from '../../feeds/feed-reader.ts'
import { documentFinding } from './document-fault.ts'
import { type DocumentShape, FragmentScanner, type XmlFragment } from './fragment-scanner.ts'
import { XmlText } from './xml-text.ts'

/** Characters at the start of a document that tell what it is, if it is not XML. */
const START_UNITS = 1000
/** Bytes that are read at once: few, so that an endless text is noticed soon, and no chunk fills the memory with items. */
const PIECE_BYTES = 16 * 1024

/**
 * The fragments of a document, in their order, and a fault at its end if it cannot be read on. Never throws because of
 * what the bytes are. No entity but the five of XML is ever resolved, and a document type ends the reading.
 */
export async function* readFragments(
  stream: AsyncIterable<Uint8Array>,
  { decode }: Pick<FeedReading, 'decode'>,
  shape: DocumentShape,
): AsyncGenerator<XmlFragment | FeedFault> {
  const document = new XmlDocument(decode, shape)
  for await (const chunk of stream) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      const found = document.add(chunk.subarray(from, from + PIECE_BYTES))
      yield* document.takeFragments()
      if (found !== null) return yield found
    }
  }
  const found = document.end()
  yield* document.takeFragments()
  if (found !== null) yield found
}

/** Bytes to fragments, and what is thrown on the way to a fault. */
class XmlDocument {
  private readonly text: XmlText
  private readonly scanner: FragmentScanner
  private start = ''

  constructor(decode: DecodeText, shape: DocumentShape) {
    this.text = new XmlText(decode)
    this.scanner = new FragmentScanner(shape)
  }

  add(piece: Uint8Array): FeedFault | null {
    return this.faultOf(() => this.write(this.text.add(piece)))
  }

  end(): FeedFault | null {
    return this.faultOf(() => {
      this.write(this.text.end())
      this.scanner.end()
    })
  }

  takeFragments(): XmlFragment[] {
    return this.scanner.fragments.splice(0)
  }

  private write(text: string): void {
    if (this.start.length < START_UNITS) this.start += text.slice(0, START_UNITS - this.start.length)
    this.scanner.write(text)
  }

  private faultOf(step: () => void): FeedFault | null {
    try {
      step()
      return null
    } catch (error) {
      const { line, pending } = this.scanner
      return { kind: 'fault', finding: documentFinding(error, { line, start: this.start, pending }) }
    }
  }
}
