import type { EventSink } from './event-sink.ts'

let said = false

/** The sink of a deployment that has none: rows go nowhere, and the log says so once. */
export const unboundSink: EventSink = {
  async send() {
    if (said) return
    said = true
    const detail = 'ANALYTICS is not bound: events are counted, and no rows of them are kept'
    console.error(JSON.stringify({ level: 'error', code: 'no-analytics', detail }))
  },
}
