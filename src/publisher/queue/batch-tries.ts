import { ScheduleError } from '../../schedule/store/schedule-error.ts'
import type { EventsQueueMessage } from './events-context.ts'

/** A message, with what was read of it. */
export interface Waiting<Body> {
  readonly message: EventsQueueMessage
  readonly body: Body
}

/** Takes all of these, or throws. */
type Take<Body> = (some: readonly Waiting<Body>[]) => Promise<void>

/** So many messages fail by themselves, one after another, before it is taken for more than a fault of theirs. */
const ALONE_IN_A_ROW = 4
/** So often the store gives no answer: that has nothing to do with a message. */
const UNREACHABLE_IN_A_ROW = 2

/**
 * The tries of one batch. Messages are taken together; if that fails, each half by itself, so that a message that cannot
 * be taken holds up no other. When nothing succeeds any more, the store or the sink is away, and the rest waits untried.
 */
export class BatchTries {
  /** Why the last message had to wait; null: none had to. */
  failure: unknown = null
  private aloneInARow = 0
  private unreachableInARow = 0
  private givenUp = false

  constructor(private readonly failed: (message: EventsQueueMessage) => void) {}

  async take<Body>(some: readonly Waiting<Body>[], take: Take<Body>): Promise<void> {
    if (some.length === 0) return
    if (!this.givenUp && (await this.succeeds(some, take))) {
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

  private async succeeds<Body>(some: readonly Waiting<Body>[], take: Take<Body>): Promise<boolean> {
    try {
      await take(some)
      this.aloneInARow = 0
      this.unreachableInARow = 0
      return true
    } catch (error) {
      this.failure = error
      if (some.length === 1) this.aloneInARow += 1
      if (error instanceof ScheduleError && error.kind === 'unreachable') this.unreachableInARow += 1
      this.givenUp = this.aloneInARow >= ALONE_IN_A_ROW || this.unreachableInARow >= UNREACHABLE_IN_A_ROW
      return false
    }
  }
}
