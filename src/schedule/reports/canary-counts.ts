import type { Redis } from '@upstash/redis/cloudflare'
import {
  type AnswerCounts,
  type ArmCounts,
  CANARY_ARMS,
  type CanaryArmName,
  type CanaryCounts,
  type EventCounts,
  NO_ANSWERS,
  placeOfArms,
} from '../../model/messages/canary-counts.ts'
import type { CanaryReport, DeviceEventItem } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asFields, asNumber, asText } from '../store/replies.ts'

/** A decision's token counts events for seven days: what they are counted in lives a little longer. */
const KEPT_SECONDS = 8 * 86_400

/** Events of devices that are counted by arm, and what they are counted as. */
const EVENTS = { firstFrame: 'firstFrames', start: 'starts', impression: 'impressions' } as const
type CountedEvent = keyof typeof EVENTS

const isCounted = (event: string): event is CountedEvent => Object.hasOwn(EVENTS, event)

/** Of a canary's counts; nothing else of a region is changed by it. */
interface CanaryId {
  readonly region: RegionId
  readonly startedAs: number
}

/**
 * Keeps what an isolate has counted so far, under its name. A report that comes again changes nothing, and one that
 * comes late gives way to the one that counts more; where the two cross just here, the next one puts it right.
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

/** Counts events by the arm of their decision. Each is a member of a set: once, however often it comes. */
export async function countCanaryEvents(
  redis: Redis,
  region: RegionId,
  items: readonly DeviceEventItem[],
): Promise<void> {
  const groups = new Map<string, Set<string>>()
  for (const { event, arms, decisionId, position } of items) {
    const place = isCounted(event) ? placeOfArms(arms ?? []) : null
    if (place === null) continue
    const key = keys.canaryEvents(region, place, event)
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

/** What both arms of a canary came to so far, over all isolates. */
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

/** Four numbers of each arm: some thousand isolates are read at once. */
function textOf(counts: CanaryCounts<AnswerCounts>): string {
  return CANARY_ARMS.map((arm) => {
    const { decisions, empty, fallbacks, errors } = counts[arm]
    return [decisions, empty, fallbacks, errors].join(' ')
  }).join(' ')
}

/** Nothing for a text that is none of ours. */
function parseCounts(text: string | null): CanaryCounts<AnswerCounts> {
  const numbers = text?.split(' ').map(Number) ?? []
  const whole = numbers.length === 8 && numbers.every((each) => Number.isSafeInteger(each) && each >= 0)
  const armOf = (first: number): AnswerCounts => {
    const [decisions = 0, empty = 0, fallbacks = 0, errors = 0] = numbers.slice(first, first + 4)
    return whole ? { decisions, empty, fallbacks, errors } : NO_ANSWERS
  }
  return { control: armOf(0), canary: armOf(4) }
}
