import type { EventRow } from '../../events/event-row.ts'
import { rowFault } from '../../events/row-fault.ts'
import { within } from '../../kv/deadline.ts'
import type { EventSink } from './event-sink.ts'

/** The part of a Pipelines binding that is used: it resolves once its stream has the rows. */
export interface EventPipeline {
  send(rows: EventRow[]): Promise<void>
}

/** A request may have 1 MB: some is left for what the binding adds. */
const CHUNK_BYTES = 900_000

/** How long one request may take, in milliseconds. What then still arrives is sent again, as the same events. */
const CHUNK_MS = 10_000

const bytes = new TextEncoder()

/**
 * The sink over a Pipelines binding. Rows go in chunks, one after another: the first that fails rejects the whole call,
 * because the caller can only send all of it again. Nothing is sent when a row is not of the stream's schema.
 */
export function pipelineSink(pipeline: EventPipeline | undefined, chunkMs = CHUNK_MS): EventSink {
  return {
    async send(rows) {
      if (pipeline === undefined) {
        throw new Error('ANALYTICS is not bound: add [[env.publisher.pipelines]] to wrangler.toml, and deploy again')
      }
      for (const [index, row] of rows.entries()) {
        const fault = rowFault(row)
        // By its number: who it is about belongs in no log.
        if (fault !== null) throw new Error(`row ${index + 1} of ${rows.length}: ${fault}`)
      }
      for (const chunk of chunksOf(rows)) {
        const sent = await within(pipeline.send(chunk), chunkMs)
        if (sent.state === 'failed') throw sent.error
        if (sent.state === 'late') throw new Error(`the pipeline did not answer within ${chunkMs} ms`)
      }
    },
  }
}

function* chunksOf(rows: readonly EventRow[]): Generator<EventRow[]> {
  let chunk: EventRow[] = []
  let size = 0
  for (const row of rows) {
    const rowBytes = bytes.encode(JSON.stringify(row)).length + 1
    if (chunk.length > 0 && size + rowBytes > CHUNK_BYTES) {
      yield chunk
      chunk = []
      size = 0
    }
    chunk.push(row)
    size += rowBytes
  }
  if (chunk.length > 0) yield chunk
}
