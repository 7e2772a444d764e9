import { quantised, TASTE_DIMENSIONS } from '../../../model/columns/taste-vector.ts'
import { type SessionTastePolicy, TASTE_EVENTS, type TasteEvent } from '../../../model/policies/taste-policy.ts'
import { eventReward, isTasteEvent } from './event-reward.ts'

/** One thing that the viewer did with an asset of an earlier page. */
export interface TasteSignal {
  /** `hash32` of the asset's id: all signals on one asset make one lesson. */
  readonly asset: number
  /** `hash32` of its title's id; 0 without title. */
  readonly title: number
  readonly event: string
  readonly watchedMs: number
  readonly durationMs: number
  /** The asset's taste vector, int8. */
  readonly vector: Int8Array
}

/** What a session has learned so far. */
export interface SessionTaste {
  /** int8, norm at most 127: it points towards what the viewer liked and away from what they did not. */
  readonly vector: Int8Array
  /** `hash32` of titles that the viewer does not want to see again, oldest first. */
  readonly unwanted: readonly number[]
}

/** Events that only a person causes. A video that plays to its end in an empty room says nothing about taste. */
const ATTENDED: ReadonlySet<string> = new Set(TASTE_EVENTS.filter((event) => event !== 'complete' && event !== 'skip'))

/**
 * Updates the session's taste with what the viewer just did. The very next page is ranked with it, and nothing central
 * is written. Each asset is one lesson: its events are summed within ±1, and lessons are taken in the order of their
 * first event. A lesson moves the taste along the asset's vector and lets earlier lessons fade a little. The norm stays
 * bounded.
 *
 * @param elapsedMs since the taste was last updated; it halves with `halfLifeMinutes`
 */
export function learn(
  before: SessionTaste,
  signals: readonly TasteSignal[],
  policy: SessionTastePolicy,
  elapsedMs: number,
): SessionTaste {
  let vector = rested(before.vector, policy, elapsedMs)
  const unwanted = new Set(before.unwanted)
  for (const lesson of lessonsOf(signals)) {
    for (const { event, title } of lesson) if (event === 'notInterested' && title !== 0) unwanted.add(title)
    const reward = rewardOf(lesson, policy)
    const seen = lesson[0]?.vector
    if (reward === 0 || seen === undefined) continue
    const step = policy.rate * reward
    // Bounded after each lesson, not once at the end: a long series of skips must not outweigh a change of mind after
    // it.
    vector = quantised(Float64Array.from(vector, (value, index) => policy.keep * value + step * (seen[index] ?? 0)))
  }
  return { vector, unwanted: [...unwanted] }
}

function lessonsOf(signals: readonly TasteSignal[]): readonly (readonly TasteSignal[])[] {
  const lessons = new Map<number, TasteSignal[]>()
  for (const signal of signals) {
    const lesson = lessons.get(signal.asset)
    if (lesson) lesson.push(signal)
    else lessons.set(signal.asset, [signal])
  }
  return [...lessons.values()]
}

/** The taste after a time without lessons. If the clock went back, nothing fades. */
export function rested(vector: Int8Array, policy: SessionTastePolicy, elapsedMs: number): Int8Array {
  const share = 0.5 ** (Math.max(0, elapsedMs) / (policy.halfLifeMinutes * 60_000))
  return Int8Array.from({ length: TASTE_DIMENSIONS }, (_, index) => Math.trunc((vector[index] ?? 0) * share))
}

/** The reward of one lesson, −1 to 1. */
function rewardOf(lesson: readonly TasteSignal[], policy: SessionTastePolicy): number {
  const attended = lesson.some(({ event }) => ATTENDED.has(event))
  const said = new Map<TasteEvent, number>()
  for (const signal of lesson) {
    if (!isTasteEvent(signal.event) || (signal.event === 'complete' && !attended)) continue
    said.set(signal.event, eventReward(signal, policy))
  }
  if (said.has('notInterested')) return policy.rewards.notInterested
  const sum = [...said.values()].reduce((total, reward) => total + reward, 0)
  return Math.max(-1, Math.min(1, sum))
}
