import type { EventRow } from '../../../src/events/event-row.ts'
import type { EventSink } from '../../../src/publisher/queue/event-sink.ts'

/** The analytics sink in memory; any call can go wrong. */
export class MemoryEventSink implements EventSink {
  readonly rows: EventRow[] = []
  calls = 0
  /** Called before each call takes effect, told its number from 1; what it throws is what the call throws. */
  before: (call: number) => void | Promise<void> = () => undefined
  /** Called after each call took effect; what it throws is what the call throws. */
  after: (call: number) => void | Promise<void> = () => undefined

  async send(rows: readonly EventRow[]): Promise<void> {
    this.calls += 1
    const call = this.calls
    await this.before(call)
    this.rows.push(...rows)
    await this.after(call)
  }
}
