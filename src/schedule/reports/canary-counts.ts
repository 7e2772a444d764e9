import type { Redis } from '@upstash/redis/cloudflare'
import {
  type AnswerCounts,
  type ArmCounts,
  assignmentOfArms,
  CANARY_ARMS,
  type CanaryArmName,
  type CanaryCounts,
  type EventCounts,
  NO_ANSWERS,
} from '../../model/messages/canary-counts.ts'
import type { CanaryReport, DeviceEventItem } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asNumber, asText } from '../store/replies.ts'

/** A decision token accepts events for seven days; the counts are kept a little longer. */
const KEPT_SECONDS = 8 * 86_400

/** Device events that are counted by arm, with the names of their counts. */
const EVENTS = { firstFrame: 'firstFrames', start: 'starts', impression: 'impressions' } as const
type CountedEvent = keyof typeof EVENTS

const isCounted = (event: string): event is CountedEvent => Object.hasOwn(EVENTS, event)

/** What of an event is counted of a canary. */
type CanaryEvent = Pick<DeviceEventItem, 'event' | 'decisionId' | 'position'> & {
  readonly arms?: DeviceEventItem['arms'] | null
}

/** Identifies a canary. */
interface CanaryId {
  readonly region: RegionId
  readonly startedAs: number
}

/**
 * Stores an isolate's counts so far. A repeated report changes nothing, and a late one does not replace a higher count;
 * if two reports race, the next one corrects the result.
 */
export async function keepCanaryReport(
  redis: Redis,
  region: RegionId,
  { isolate, report }: { readonly isolate: string; readonly report: CanaryReport },
): Promise<void> {
  const key = keys.canaryIsolates(region, report.startedAs)
  const [known] = await sendRepeatable(redis, (queue) => queue.hget(key, isolate))
  const counted = (counts: CanaryCounts<AnswerCounts>): number => counts.control.decisions + counts.canary.decisions
  if (counted(report.counts) <= counted(parseCounts(asText(known)))) return
  await sendPipeline(redis, (queue) => {
    queue.hset(key, { [isolate]: textOf(report.counts) })
    queue.expire(key, KEPT_SECONDS)
  })
}

/**
 * Counts events by their decision's arm. Each is a member of a set, so repeated events count once. All of them are
 * counted, not a sample: few are in a canary, it is judged by small differences, and its sets lapse after eight days.
 */
export async function countCanaryEvents(redis: Redis, region: RegionId, items: readonly CanaryEvent[]): Promise<void> {
  const groups = new Map<string, Set<string>>()
  for (const { event, arms, decisionId, position } of items) {
    const assignment = isCounted(event) ? assignmentOfArms(arms ?? []) : null
    if (assignment === null) continue
    const key = keys.canaryEvents(region, assignment, event)
    const members = groups.get(key) ?? new Set<string>()
    groups.set(key, members.add(`${decisionId}:${position}`))
  }
  for (const [key, members] of groups) {
    const [first, ...rest] = members
    if (first === undefined) continue
    await sendRepeatable(redis, (queue) => {
      queue.sadd(key, first, ...rest)
      queue.expire(key, KEPT_SECONDS)
    })
  }
}

/** The sum of all isolates' counts for both arms of a canary. */
export async function readCanaryCounts(redis: Redis, { region, startedAs }: CanaryId): Promise<CanaryCounts> {
  const sets = CANARY_ARMS.flatMap((arm) => countedEvents().map((event) => ({ arm, event })))
  const [reports, ...sizes] = await sendRepeatable(redis, (queue) => {
    queue.hgetall(keys.canaryIsolates(region, startedAs))
    for (const { arm, event } of sets) queue.scard(keys.canaryEvents(region, { startedAs, arm }, event))
  })
  const isolates = [...asFields(reports ?? []).values()].map(parseCounts)
  const events = (arm: CanaryArmName): EventCounts => {
    const size = (event: CountedEvent): number =>
      asNumber(sizes[sets.findIndex((each) => each.arm === arm && each.event === event)])
    return { firstFrames: size('firstFrame'), starts: size('start'), impressions: size('impression') }
  }
  const counts = (arm: CanaryArmName): ArmCounts => ({
    ...isolates.map((each) => each[arm]).reduce(sum, NO_ANSWERS),
    ...events(arm),
  })
  return { control: counts('control'), canary: counts('canary') }
}

const countedEvents = (): CountedEvent[] => Object.keys(EVENTS).filter(isCounted)

function sum(one: AnswerCounts, other: AnswerCounts): AnswerCounts {
  return {
    decisions: one.decisions + other.decisions,
    empty: one.empty + other.empty,
    fallbacks: one.fallbacks + other.fallbacks,
    errors: one.errors + other.errors,
  }
}

/** Short text with four numbers for each arm, because about a thousand isolates are read at once. */
function textOf(counts: CanaryCounts<AnswerCounts>): string {
  return CANARY_ARMS.map((arm) => {
    const { decisions, empty, fallbacks, errors } = counts[arm]
    return [decisions, empty, fallbacks, errors].join(' ')
  }).join(' ')
}

/** Zero for a text that is not valid. */
function parseCounts(text: string | null): CanaryCounts<AnswerCounts> {
  const numbers = text?.split(' ').map(Number) ?? []
  const whole = numbers.length === 8 && numbers.every((each) => Number.isSafeInteger(each) && each >= 0)
  const armOf = (first: number): AnswerCounts => {
    const [decisions = 0, empty = 0, fallbacks = 0, errors = 0] = numbers.slice(first, first + 4)
    return whole ? { decisions, empty, fallbacks, errors } : NO_ANSWERS
  }
  return { control: armOf(0), canary: armOf(4) }
}
