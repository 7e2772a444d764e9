import type {
  AnswerCounts,
  ArmCounts,
  CanaryArmName,
  CanaryCounts,
  EventCounts,
} from '../model/messages/canary-counts.ts'
import { eventInterval, leastDifference, leastLoss, type RateInterval, shareInterval } from './difference.ts'

/** The criteria that a canary is judged by. */
export interface CanaryBounds {
  /** Least number of answers of each arm before a promotion. */
  readonly decisionsToPromote: number
  /** Least number of the canary's answers before a rollback for its rates. */
  readonly decisionsToRollBack: number
  /** Least time before a promotion, in milliseconds: some faults show only with time. */
  readonly bakeMs: number
  /** Standard normal quantile: how certain a difference must be. It is tested repeatedly, on six rates. */
  readonly z: number
  /**
   * Tolerated increase of a share of answers: this much, or this fraction of the other arm's share, whichever is
   * greater.
   */
  readonly tolerated: { readonly share: number; readonly ofOther: number }
  /** Tolerated loss of device events, as a share. */
  readonly toleratedLoss: number
  /** Variance of event counts relative to independent events: a page of a feed brings ten at once. */
  readonly dispersion: number
}

/**
 * The default bounds. `z` gives a false alarm of one in two thousand per look; the tolerances absorb the repetition.
 */
export const CANARY_BOUNDS: CanaryBounds = {
  decisionsToPromote: 1_000,
  decisionsToRollBack: 100,
  bakeMs: 30 * 60_000,
  z: 3.3,
  tolerated: { share: 0.002, ofOther: 0.2 },
  toleratedLoss: 0.1,
  dispersion: 10,
}

/** One rate, compared between both arms. */
export interface ComparedRate {
  readonly rate: Exclude<keyof ArmCounts, 'decisions'>
  /** Per answer of the arm. */
  readonly control: number
  readonly canary: number
  /** Between what each arm's rate is, as certain as `z` on each side. */
  readonly intervals: Readonly<Record<CanaryArmName, RateInterval>>
  /** How much worse the canary is, as counted and at least for certain: a difference of shares, or a share lost. */
  readonly worseBy: number
  readonly certainlyBy: number
  /** Threshold above which it counts as too much worse. */
  readonly bound: number
}

/** The verdict on a canary, and every rate that it is based on. */
export interface CanaryVerdict {
  readonly verdict: 'wait' | 'widen' | 'promote' | 'roll-back'
  /** The reason, as text for a person. */
  readonly why: string
  readonly compared: readonly ComparedRate[]
}

/** A running canary, and its counts so far. */
export interface CanaryOnTrial {
  readonly counts: CanaryCounts
  /** Milliseconds since 1970 UTC, as all times here. */
  readonly startedAt: number
  readonly until: number
}

/**
 * Judges a canary. It is rolled back as soon as one of its rates is certainly too much worse. It is promoted once it
 * has baked, both arms have answered enough, and no rate is too much worse even as counted. If its time ends without a
 * promotion it is rolled back too: what cannot be shown to be good is not released.
 *
 * @param now milliseconds since 1970 UTC
 */
export function judgeCanary(
  { counts, startedAt, until }: CanaryOnTrial,
  now: number,
  bounds: CanaryBounds = CANARY_BOUNDS,
): CanaryVerdict {
  const compared = [
    ...(['empty', 'fallbacks', 'errors'] as const).map((rate) => compareAnswers(rate, counts, bounds)),
    ...(['firstFrames', 'starts', 'impressions'] as const).map((rate) => compareEvents(rate, counts, bounds)),
  ]
  const decided = (verdict: CanaryVerdict['verdict'], why: string): CanaryVerdict => ({ verdict, why, compared })
  const { control, canary } = counts
  const worse = compared.find(({ certainlyBy, bound }) => certainlyBy > bound)
  if (worse && canary.decisions >= bounds.decisionsToRollBack) {
    return decided('roll-back', `${worse.rate}: ${rateText(worse)}, too much worse for certain`)
  }
  const answered = Math.min(control.decisions, canary.decisions)
  const doubtful = compared.find(({ worseBy, bound }) => worseBy > bound)
  const missing =
    now - startedAt < bounds.bakeMs
      ? `it runs for ${minutes(now - startedAt)} of ${minutes(bounds.bakeMs)} minutes`
      : answered < bounds.decisionsToPromote
        ? `${answered} answers in the smaller arm, of ${bounds.decisionsToPromote}`
        : doubtful && `${doubtful.rate}: ${rateText(doubtful)}, worse as counted, though not for certain`
  if (missing === undefined) return decided('promote', `${answered} answers in the smaller arm, and no rate is worse`)
  if (now >= until) return decided('roll-back', `its time is up without enough to promote it: ${missing}`)
  return decided('wait', missing)
}

function compareAnswers(
  rate: Exclude<keyof AnswerCounts, 'decisions'>,
  { control, canary }: CanaryCounts,
  { z, tolerated }: CanaryBounds,
): ComparedRate {
  const [one, other] = [
    { events: canary[rate], of: canary.decisions },
    { events: control[rate], of: control.decisions },
  ]
  const rates = { control: perAnswer(other), canary: perAnswer(one) }
  return {
    rate,
    ...rates,
    intervals: { control: shareInterval(other, z), canary: shareInterval(one, z) },
    worseBy: rates.canary - rates.control,
    certainlyBy: leastDifference(one, other, z),
    bound: Math.max(tolerated.share, tolerated.ofOther * rates.control),
  }
}

function compareEvents(
  rate: keyof EventCounts,
  { control, canary }: CanaryCounts,
  { z, toleratedLoss, dispersion }: CanaryBounds,
): ComparedRate {
  const [one, other] = [
    { events: canary[rate], of: canary.decisions },
    { events: control[rate], of: control.decisions },
  ]
  const rates = { control: perAnswer(other), canary: perAnswer(one) }
  return {
    rate,
    ...rates,
    intervals: {
      control: eventInterval(other, { z, dispersion }),
      canary: eventInterval(one, { z, dispersion }),
    },
    worseBy: rates.control === 0 ? 0 : 1 - rates.canary / rates.control,
    certainlyBy: leastLoss(one, other, { z, dispersion }),
    bound: toleratedLoss,
  }
}

function perAnswer({ events, of }: { readonly events: number; readonly of: number }): number {
  return of === 0 ? 0 : events / of
}

/** A rate of both arms, for a person. */
export function rateText({ control, canary }: ComparedRate): string {
  return `${canary.toFixed(4)} an answer, against ${control.toFixed(4)}`
}

function minutes(ms: number): number {
  return Math.floor(ms / 60_000)
}
