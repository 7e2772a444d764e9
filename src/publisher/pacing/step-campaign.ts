import type { OpenTimes } from '../../compile/open-times.ts'
import { withGrace } from '../../compile/time/with-grace.ts'
import type { CampaignChances } from '../../learn/chances/campaign-chances.ts'
import type { PacedGoal, PacingDecision } from '../../learn/pacing/paced-goal.ts'
import { pace } from '../../learn/pacing.ts'
import type { KeptForecast } from '../../schedule/campaigns/kept-forecast.ts'
import type { CountedEvents } from '../../schedule/pacing/count-events.ts'
import type { KeptPacing } from '../../schedule/pacing/keep-pacing.ts'
import type { KeptShare } from '../../schedule/pacing/kept-share.ts'
import type { PacingMemory } from '../../schedule/pacing/pacing-memory.ts'
import type { PacedCampaign } from './paced-campaign.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Steps look back so far: to the last one, also after an outage. */
const BACK_MS = 2 * DAY_MS
/** A campaign without an end has its supply counted so far ahead, as the controller does. */
const OPEN_END_MS = 28 * DAY_MS
/** Whether a grace is needed is asked from then on before the first of its ends: two runs, each before a publish. */
const GRACE_LEAD_MS = 10 * MINUTE_MS
/** Of a goal: what is missing by less than that is no shortfall. */
const GRACE_SLACK = 0.002

/** What every step of one run needs. */
export interface StepWorld {
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  /** When the newest event that is counted came in; null: none is. */
  readonly watermark: number | null
  readonly chances: CampaignChances
  readonly openTimes: OpenTimes
}

/** What is known of one campaign before its step. */
export interface BeforeStep {
  readonly share: KeptShare | null
  readonly memory: PacingMemory | null
  readonly counted: CountedEvents
  /** What was forecast of it, if this is its first step and somebody asked. */
  readonly forecast: KeptForecast | null
}

/** One step of a campaign: its next share, and what the step after that needs. */
export function stepCampaign(world: StepWorld, campaign: PacedCampaign, before: BeforeStep): KeptPacing {
  const { goal, record } = campaign
  const plain = stepUntil(world, campaign, before, false)
  const inGrace = needsGrace(world, campaign, before, plain)
  const { decision } = inGrace ? stepUntil(world, campaign, before, true) : plain
  const { why } = decision
  const share: KeptShare = {
    at: world.now,
    goal: { kind: goal.kind, count: goal.count },
    ...{ endAt: (inGrace ? campaign.graced : campaign.span).endAt, inGrace },
    ...{ share: decision.share, need: decision.need, endsAt: decision.endsAt },
    ...{ counted: before.counted.total[goal.kind], asOf: world.watermark },
    ...{ left: why.left, wanted: why.wanted, rate: why.yield, basis: why.basis, held: why.held },
  }
  const { settledUntil, settled } = before.counted
  return { id: record.id, share, memory: { settledUntil, settled, kind: goal.kind, state: decision.next } }
}

interface Step {
  readonly decision: PacingDecision
  readonly supply: PacedGoal['supply']
}

function stepUntil(
  { now, watermark, chances, openTimes }: StepWorld,
  { record, goal, span, graced }: PacedCampaign,
  { memory, counted, forecast }: BeforeStep,
  inGrace: boolean,
): Step {
  const { endAt } = inGrace ? graced : span
  const stretch = { from: now - BACK_MS, until: endAt ?? now + OPEN_END_MS }
  const cells = stretch.until > stretch.from ? openTimes.cellsOf(inGrace ? withGrace(record) : record, stretch) : []
  const supply = chances.of(cells)
  const isLate = inGrace && span.endAt !== null && now >= span.endAt
  const asked: PacedGoal = {
    goal: goal.count,
    // What is short at its end is not spread once more.
    mode: isLate ? 'asap' : goal.pacing,
    ...{ startAt: span.startAt, endAt, now },
    onAir: record.status === 'approved',
    counted: counted.total[goal.kind],
    asOf: watermark ?? span.startAt,
    supply,
    // Steps that counted something else say nothing of this goal.
    state: memory?.kind === goal.kind ? memory.state : undefined,
  }
  const expectedYield = forecastYield(asked, goal, forecast)
  return { decision: pace(expectedYield === null ? asked : { ...asked, expectedYield }), supply }
}

/** Events a chance by the campaign's forecast; null: there is none of this goal, or no supply to compare it with. */
function forecastYield(
  { supply, counted, now, endAt }: PacedGoal,
  goal: PacedCampaign['goal'],
  forecast: KeptForecast | null,
): number | null {
  if (forecast === null || forecast.counts !== goal.kind || forecast.goal !== goal.count) return null
  const chances = supply(now, endAt ?? now + OPEN_END_MS)
  const events = forecast.mid - counted
  return chances > 0 && events > 0 ? events / chances : null
}

/** Whether it goes on after its end: granted once, it holds to the end of the grace; the share is 0 from the goal on. */
function needsGrace(
  { now }: StepWorld,
  { record, goal, span, graced }: PacedCampaign,
  { share }: BeforeStep,
  { decision: { share: next, why }, supply }: Step,
): boolean {
  const { firstEndAt } = span
  if (goal.graceDays === 0 || firstEndAt === null || graced.endAt === null || record.status !== 'approved') return false
  if (share?.inGrace && share.endAt === graced.endAt) return true
  const isNear = now >= firstEndAt - GRACE_LEAD_MS && now < graced.endAt
  const expected = next * why.yield * supply(now, firstEndAt)
  return isNear && goal.count - why.delivered - why.underway - expected > GRACE_SLACK * goal.count
}
