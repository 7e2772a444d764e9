import type { EventRow } from '../../events/event-row.ts'

/** Where whole events go: a pipeline to object storage when deployed, files in a local stack. */
export interface EventSink {
  /** Resolves once the rows are kept. A row may be sent more than once; `eventId` tells. */
  send(rows: readonly EventRow[]): Promise<void>
}
