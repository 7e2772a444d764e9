import { refusal } from '../../ingest/lines/line-refusal.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { IngestTally } from '../ingest/ingest-report.ts'
import type { StagePolicy } from '../ingest/staged-record.ts'
import type { TakedownOutcome } from './takedowns.ts'

const ORDERS_AT_ONCE = 500
/** Longest time that an order waits for others of its feed, so that a slow feed does not hold it back. */
const WAITS_MS = 2_000

interface OrderDoor {
  readonly now: () => number
  readonly takeDown: (takedowns: readonly Takedown[]) => Promise<readonly TakedownOutcome[]>
}

/**
 * Collects the takedowns of a feed and puts them in force together, as a list accepts one write a second, but long
 * before the feed ends.
 */
export class PendingOrders {
  private pending: { readonly takedown: Takedown; readonly line: number }[] = []
  private since = 0

  constructor(
    private readonly dependencies: OrderDoor,
    private readonly tally: IngestTally,
    private readonly policy: StagePolicy,
  ) {}

  /**
   * Adds an order; one that has ended already is refused, unless it comes from an export, which includes ended ones.
   */
  add(takedown: Takedown, line: number): void {
    const { until } = takedown
    if (this.policy.kind === 'ingest' && until !== null && Date.parse(until) <= this.dependencies.now()) {
      const hint = 'this end is past, so nothing would be taken down: give a later instant, or null'
      this.tally.refuse([refusal(line, 'contradiction', 'until', until, hint)])
      return
    }
    if (this.pending.length === 0) this.since = this.dependencies.now()
    this.pending.push({ takedown, line })
  }

  /** Puts the orders in force when there are many, or the first has waited long enough. */
  async flushDue(): Promise<void> {
    const isDue = this.pending.length >= ORDERS_AT_ONCE || this.dependencies.now() - this.since > WAITS_MS
    if (this.pending.length > 0 && isDue) await this.flush()
  }

  async flush(): Promise<void> {
    const orders = this.pending
    this.pending = []
    if (orders.length === 0) return
    const outcomes = await this.dependencies.takeDown(orders.map(({ takedown }) => takedown))
    orders.forEach(({ takedown, line }, index) => {
      const outcome = outcomes[index]
      if (outcome === 'accepted') this.tally.accept('takedown')
      if (outcome === 'unchanged') this.tally.unchanged += 1
      if (outcome === 'conflict') {
        const hint = 'another takedown stands under this id: lift it first, or give this one its own id'
        this.tally.refuse([refusal(line, 'duplicate-id', 'id', takedown.id, hint)])
      }
    })
  }
}
