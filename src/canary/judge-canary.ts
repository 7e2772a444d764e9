import type { AnswerCounts, ArmCounts, CanaryCounts, EventCounts } from '../model/messages/canary-counts.ts'
import { leastDifference, leastLoss } from './difference.ts'

/** What a canary is judged by. */
export interface CanaryBounds {
  /** Each arm answers so often before a canary is promoted. */
  readonly decisionsToPromote: number
  /** The canary answers so often before it is rolled back for what it does. */
  readonly decisionsToRollBack: number
  /** It is not promoted sooner, in milliseconds: some faults show with time alone. */
  readonly bakeMs: number
  /** Standard normal quantile of how certain a difference must be. It is asked again and again, of six rates. */
  readonly z: number
  /** A share of answers may be greater by so much, or by this share of the other arm's, whichever is more. */
  readonly tolerated: { readonly share: number; readonly ofOther: number }
  /** Events of devices may be fewer by this share. */
  readonly toleratedLoss: number
  /** How much events vary more than single ones would: a page of a feed brings ten at once. */
  readonly dispersion: number
}

/** One in two thousand, by chance, at each look; the tolerances take the rest. */
export const CANARY_BOUNDS: CanaryBounds = {
  decisionsToPromote: 1_000,
  decisionsToRollBack: 100,
  bakeMs: 30 * 60_000,
  z: 3.3,
  tolerated: { share: 0.002, ofOther: 0.2 },
  toleratedLoss: 0.1,
  dispersion: 10,
}

/** One rate of both arms. */
export interface ComparedRate {
  readonly rate: Exclude<keyof ArmCounts, 'decisions'>
  /** Per answer of the arm. */
  readonly control: number
  readonly canary: number
  /** By how much the canary is worse, as counted, and by how much for certain: a difference of shares, or a share lost. */
  readonly worseBy: number
  readonly certainlyBy: number
  /** Above this it is too much. */
  readonly bound: number
}

/** What is to become of a canary now, and every rate that it was judged by. */
export interface CanaryVerdict {
  readonly verdict: 'wait' | 'promote' | 'roll-back'
  /** In words, for whoever looks at it. */
  readonly why: string
  readonly compared: readonly ComparedRate[]
}

/** A canary that runs, and what came of it. */
export interface CanaryOnTrial {
  readonly counts: CanaryCounts
  /** Milliseconds since 1970 UTC, as all times here. */
  readonly startedAt: number
  readonly until: number
}

/**
 * What is to become of a canary: rolled back as soon as one of its rates is too much worse for certain; promoted when
 * it has baked, both arms have answered enough, and no rate is too much worse even as counted; and closed when its time
 * is up without that: what nobody can say anything good of is not let out.
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
    worseBy: rates.control === 0 ? 0 : 1 - rates.canary / rates.control,
    certainlyBy: leastLoss(one, other, { z, dispersion }),
    bound: toleratedLoss,
  }
}

function perAnswer({ events, of }: { readonly events: number; readonly of: number }): number {
  return of === 0 ? 0 : events / of
}

function rateText({ control, canary }: ComparedRate): string {
  return `${canary.toFixed(4)} an answer, against ${control.toFixed(4)}`
}

function minutes(ms: number): number {
  return Math.floor(ms / 60_000)
}
