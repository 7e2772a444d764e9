import { placesTaken } from '../../../src/decide/pacing/coin.ts'
import type { PacingDecision } from '../../../src/learn/pacing/paced-goal.ts'
import { pace } from '../../../src/learn/pacing.ts'
import { PRIORITIES } from '../../../src/model/nouns/campaign-vocabulary.ts'
import type { Competitor } from './competition.ts'
import { DelayedCounters } from './delayed-counters.ts'
import { STEP_MS, STEPS_PER_HOUR, stepAt } from './world/month.ts'
import { asChanged, isPaused, type SimulatedCampaign } from './world/simulated-campaign.ts'

/** Shares of the traffic by how many steps old the snapshot is that answers: isolates that did not look anew. */
const STALE = [
  { steps: 0, traffic: 0.8 },
  { steps: 1, traffic: 0.15 },
  { steps: 6, traffic: 0.05 },
] as const
const KEPT_SHARES = 7
const COURSE_STEPS = 3 * STEPS_PER_HOUR

/** What a share gives at a step, and when it ends. */
interface ActingShare {
  readonly events: number
  readonly endsAt: number
}

/** What a campaign does in the month: its controller, its counters, and what edges that know of it late still do. */
export class RunningCampaign implements Competitor {
  decision: PacingDecision | undefined
  delivered = 0
  /** Delivered up to the beginning of each third hour in which it ran, and its share then. */
  readonly course: { readonly step: number; readonly delivered: number; readonly share: number }[] = []
  readonly tier: number
  readonly isCounted: boolean
  weight: number
  openBuckets: number
  private placements = 0
  private readonly counters = new DelayedCounters()
  private readonly recent: ActingShare[] = []
  private unread = 0

  constructor(
    readonly campaign: SimulatedCampaign,
    readonly bucketOrder: Uint8Array,
  ) {
    this.tier = PRIORITIES.indexOf(campaign.priority)
    this.isCounted = campaign.goal !== null
    this.weight = campaign.weight
    this.openBuckets = campaign.goal === null ? placesTaken(1) : 0
  }

  /** One step of the controller; campaigns without a goal have none. */
  pace(step: number, eventsAreOut: boolean, supply: (from: number, until: number) => number): void {
    const { mode, weight } = this.campaign
    const { goal, window } = asChanged(this.campaign, step)
    if (goal === null || step < window.from || step >= window.until) return
    const now = stepAt(step)
    const { counted, asOf } = this.counters.read(now - STEP_MS, eventsAreOut)
    this.decision = pace({
      goal,
      mode,
      now,
      startAt: stepAt(window.from),
      endAt: stepAt(window.until),
      onAir: !isPaused(this.campaign, step),
      counted,
      asOf,
      supply,
      state: this.decision?.next,
    })
    const { share, need } = this.decision
    this.openBuckets = placesTaken(share)
    this.weight = weight * Math.max(1, need)
  }

  /** When the share that was published last ends. */
  get endsAt(): number {
    return this.campaign.goal === null ? Number.POSITIVE_INFINITY : (this.decision?.endsAt ?? 0)
  }

  /** It wins so many placements of a cell in this step, if all isolates know of its share. */
  expect(placements: number): void {
    this.placements += placements
  }

  /** Events of a step, by what the isolates know: some act by the share of a step ago, a few by one of half an hour ago. */
  expectedEvents(step: number): number {
    const events = this.placements * this.campaign.viewRate
    this.placements = 0
    this.recent.unshift({ events, endsAt: this.endsAt })
    if (this.recent.length > KEPT_SHARES) this.recent.pop()
    let sum = 0
    for (const { steps, traffic } of STALE) {
      const known = this.recent[Math.min(steps, this.recent.length - 1)]
      if (known === undefined) continue
      // The traffic of now, at the share of then: both were much the same five and thirty minutes ago.
      sum += traffic * known.events * Math.max(0, Math.min(1, (known.endsAt - stepAt(step)) / STEP_MS))
    }
    return sum
  }

  /** What was shown in a step; the counters get to know the step before. */
  deliver(step: number, events: number): void {
    const { delivered } = this
    if (step % COURSE_STEPS === 0) this.course.push({ step, delivered, share: this.decision?.share ?? 0 })
    this.counters.add(this.unread)
    this.unread = events
    this.delivered += events
  }
}
