import { ScheduleError } from '../../schedule/store/schedule-error.ts'
import type { EventsQueueMessage } from './events-context.ts'

/** A message, with what was read of it. */
export interface Waiting<Body> {
  readonly message: EventsQueueMessage
  readonly body: Body
}

/** Takes all of these, or throws. */
type Take<Body> = (some: readonly Waiting<Body>[]) => Promise<void>

/** One bad message of a hundred is found with as many failures in a row; after more of them, it is not the message. */
const FAILURES_IN_A_ROW = 8
/** As many failures counts one without an answer from the store: that has nothing to do with a message. */
const UNREACHABLE_COUNTS = 4

/**
 * The tries of one batch. Messages are taken together; if that fails, each half by itself, so that a message that cannot
 * be taken holds up no other. When nothing succeeds any more, the store or the sink is away, and the rest waits untried.
 */
export class BatchTries {
  /** Why the last message had to wait; null: none had to. */
  failure: unknown = null
  private failuresInARow = 0
  private givenUp = false

  constructor(private readonly failed: (message: EventsQueueMessage) => void) {}

  async take<Body>(some: readonly Waiting<Body>[], take: Take<Body>): Promise<void> {
    if (some.length === 0) return
    if (!this.givenUp && (await this.succeeds(() => take(some)))) {
      for (const { message } of some) message.ack()
      return
    }
    if (this.givenUp || some.length === 1) {
      for (const { message } of some) this.failed(message)
      return
    }
    const half = Math.ceil(some.length / 2)
    await this.take(some.slice(0, half), take)
    await this.take(some.slice(half), take)
  }

  private async succeeds(attempt: () => Promise<void>): Promise<boolean> {
    try {
      await attempt()
      this.failuresInARow = 0
      return true
    } catch (error) {
      this.failure = error
      const unreachable = error instanceof ScheduleError && error.kind === 'unreachable'
      this.failuresInARow += unreachable ? UNREACHABLE_COUNTS : 1
      this.givenUp = this.failuresInARow >= FAILURES_IN_A_ROW
      return false
    }
  }
}
