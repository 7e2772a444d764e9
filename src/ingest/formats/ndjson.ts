import { refusal } from '../lines/line-refusal.ts'
import { MAX_LINE_BYTES, splitLines } from '../lines/split-lines.ts'
import { parseLine } from '../parse-line.ts'
import { type FeedItem, type FeedReading, refusedItem } from './feed-reader.ts'

/** Canonical NDJSON: one record a line, in UTF-8. A line that is too long, or no UTF-8, is refused by itself. */
export async function* readNdjson(
  stream: AsyncIterable<Uint8Array>,
  { decode, door }: FeedReading,
): AsyncGenerator<FeedItem> {
  for await (const { line, bytes, tooLong } of splitLines(stream)) {
    const { text, isUtf8 } = decode(bytes)
    if (tooLong) {
      yield refusedItem(refusal(line, 'line-too-long', '', text, `a record has at most ${MAX_LINE_BYTES} bytes`))
    } else if (!isUtf8) {
      yield refusedItem(refusal(line, 'not-utf-8', '', text, 'send the feed in UTF-8'))
    } else {
      yield { line, parsed: parseLine(text, line, door) }
    }
  }
}
