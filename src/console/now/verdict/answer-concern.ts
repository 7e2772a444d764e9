import type { HealthBucket } from '../../../contracts/ops/answers/history/health.ts'
import type { RegionStatus } from '../../../contracts/ops/answers/regions.ts'
import { type RisenShare, risenShare, type ShareSubject, usualShare } from './answer-shares.ts'
import { blamedChange } from './blamed-change.ts'
import type { Concern } from './concern.ts'
import type { Situation } from './situation.ts'
import { clockOf, percentOf, refusalWords, sinceWords } from './words.ts'

/** Share of answers of a region that house idents may give before somebody is told, from 0 to 1. */
export const BASELINE_OBJECTIVE = 0.001
/** From this share on somebody is woken, from 0 to 1. */
const BASELINE_BAD = 0.01
/** Less than this share of answers with nothing to play is never told, from 0 to 1. */
const EMPTY_TOLD = 0.05
/** The same, from where somebody is woken. */
const EMPTY_BAD = 0.5

/** What is wrong with the answers that viewers of a region get now, and what it began with; null: nothing that is known. */
export function answerConcern(region: RegionStatus, situation: Situation): Concern | null {
  const buckets = situation.health[region.region]
  if (buckets === undefined) return fromReports(region)
  return houseIdents(region, buckets, situation) ?? nothingToPlay(region, buckets, situation)
}

function houseIdents(region: RegionStatus, buckets: readonly HealthBucket[], situation: Situation): Concern | null {
  const risen = risenShare(buckets, { of: 'baseline', above: BASELINE_OBJECTIVE, now: situation.now })
  if (risen === null) return null
  const refusals = refusalWords(region)
  return {
    ...risenConcern(region, 'baseline', risen, situation, refusals),
    kind: 'house-idents',
    tone: risen.share >= BASELINE_BAD ? 'bad' : 'warn',
  }
}

/** Empty answers are usual, for children above all: told is what is twice the usual. */
function nothingToPlay(region: RegionStatus, buckets: readonly HealthBucket[], situation: Situation): Concern | null {
  const above = Math.max(EMPTY_TOLD, 2 * (usualShare(buckets, 'empty') ?? 0))
  const risen = risenShare(buckets, { of: 'empty', above, now: situation.now })
  if (risen === null) return null
  return {
    ...risenConcern(region, 'empty', risen, situation, null),
    kind: 'nothing-to-play',
    tone: risen.share >= EMPTY_BAD ? 'bad' : 'warn',
  }
}

const WORDS: Readonly<Record<ShareSubject, string>> = {
  baseline: 'are house idents',
  empty: 'have nothing to play',
}

function risenConcern(
  { region }: RegionStatus,
  of: ShareSubject,
  risen: RisenShare,
  { changes, now }: Situation,
  refusals: string | null,
): Omit<Concern, 'kind' | 'tone'> {
  const blamed = blamedChange(changes, region, risen)
  const beganAt = Math.max(risen.since, blamed === null ? 0 : Date.parse(blamed.at))
  const headline = `${region}: ${percentOf(risen.share)} of answers ${WORDS[of]} ${sinceWords(risen, beganAt, now)}`
  const after =
    blamed === null
      ? ''
      : `It came after “${blamed.summary}” (${blamed.actor}, ${clockOf(Date.parse(blamed.at), now)}).`
  return {
    headline: refusals === null ? headline : `${headline}; ${refusals}`,
    detail: after,
    region,
    href: `/console/regions/${region}`,
    weight: risen.share,
  }
}

/** Where the history cannot be read, the last report of each isolate says what is so now, but not since when. */
function fromReports(region: RegionStatus): Concern | null {
  const share = reportedBaseline(region)
  if (share === null || share <= BASELINE_OBJECTIVE) return null
  const refusals = refusalWords(region)
  const headline = `${region.region}: ${percentOf(share)} of answers are house idents`
  return {
    kind: 'house-idents',
    tone: share >= BASELINE_BAD ? 'bad' : 'warn',
    headline: refusals === null ? headline : `${headline}; ${refusals}`,
    detail: 'By the last report of each isolate: the history cannot be read.',
    region: region.region,
    href: `/console/regions/${region.region}`,
    weight: share,
  }
}

function reportedBaseline({ seen }: RegionStatus): number | null {
  const decisionsOf = (reports: RegionStatus['seen']) => reports.reduce((sum, { counts }) => sum + counts.decisions, 0)
  const decisions = decisionsOf(seen)
  return decisions === 0 ? null : decisionsOf(seen.filter(({ rung }) => rung === 'baseline')) / decisions
}
