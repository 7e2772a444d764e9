import { bitRow, hasBit, wordsFor } from '../../model/columns/bit-rows.ts'
import { assetOf, campaignOf, columnValue, titleOf } from '../../model/columns/column-value.ts'
import { ENGAGEMENT_STEPS } from '../../model/columns/engagement-steps.ts'
import { NO_INDEX, type Snapshot, type SnapshotHot } from '../../model/columns/snapshot.ts'
import { broaderLanguage } from '../../model/fields/language-tag.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { RANKING_TERMS, type RankingPolicy, type RankingTerm, type RegionRules } from '../../model/policies/rules.ts'
import { PERSONAL_TERMS, type PersonalTerm } from '../../model/policies/taste-policy.ts'
import { indexOfHash } from '../rows/hash-search.ts'
import { SCORE_UNITS_PER_POINT, unitsOf } from './taste/score-units.ts'

/** Every named term of a score; `rules/ranking.json` documents each. */
export const SCORE_TERMS = [...RANKING_TERMS, ...PERSONAL_TERMS] as const
/** The name of a score's term. */
export type ScoreTerm = RankingTerm | PersonalTerm

/** A score as the sum of its named terms, in points. */
export interface Score {
  readonly score: number
  readonly terms: Readonly<Record<ScoreTerm, number>>
}

type Scored = Pick<Snapshot, 'hot' | 'weights' | 'rules'>

/** So many times a campaign's weight counts at most because of its pacing. */
const GREATEST_NEED = 8
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** Hours since 1970 UTC. */
export function hourOf(now: number): number {
  return Math.floor(now / HOUR_MS)
}

/** The hour that contains an instant, milliseconds since 1970 UTC: base scores are constant within it. */
export function hourSpan(now: number): { readonly from: number; readonly until: number } {
  const from = hourOf(now) * HOUR_MS
  return { from, until: from + HOUR_MS }
}

/** The priority term: tiers above evergreen, in whole units. */
export function priorityUnits({ hot, rules }: Pick<Scored, 'hot' | 'rules'>, campaign: number): number {
  return tierUnits(rules, columnValue(hot.campaigns.priority, campaign))
}

/** The priority term of a tier, counted from that of takeovers. */
export function tierUnits({ ranking }: Pick<RegionRules, 'ranking'>, tier: number): number {
  return unitsOf((PRIORITIES.length - 1 - tier) * ranking.weights.priority)
}

/**
 * The priority and weight terms in whole units: tiers above evergreen, and doublings of the campaign's weight, which
 * counts so many times as its pacing needs. A need that is no number, or below 1, is 1; above 8 it is 8.
 */
export function campaignUnits(
  scored: Scored,
  campaign: number,
): { readonly priority: number; readonly weight: number } {
  const { weights, rules } = scored
  const need = weights.pacingNeed[campaign] ?? 1
  const times = need > 1 ? Math.min(need, GREATEST_NEED) : 1
  const doublings = Math.log2(1 + (weights.weight[campaign] ?? 0) * times)
  return {
    priority: priorityUnits(scored, campaign),
    weight: unitsOf(doublings * rules.ranking.weights.weight),
  }
}

/**
 * The freshness term in whole units: full on the day of release, then halving with each half-life. A future release
 * date counts as today, an unknown one as 0.
 */
export function freshnessUnits({ ranking }: Pick<RegionRules, 'ranking'>, releasedAt: number, now: number): number {
  return freshnessOf(ranking, releasedAt, hourOf(now) * HOUR_MS)
}

/** As `freshnessUnits`, for many titles. */
export function freshnessOfAll({ ranking }: RegionRules, releasedAt: Float64Array, now: number): Int32Array {
  const units = new Int32Array(releasedAt.length)
  const hour = hourOf(now) * HOUR_MS
  for (let title = 0; title < units.length; title++) {
    units[title] = freshnessOf(ranking, releasedAt[title] ?? Number.NaN, hour)
  }
  return units
}

function freshnessOf({ weights, freshnessHalfLifeDays }: RankingPolicy, releasedAt: number, hour: number): number {
  const ageDays = Math.max(0, hour - releasedAt) / DAY_MS
  return unitsOf(weights.freshness * 0.5 ** (ageDays / freshnessHalfLifeDays))
}

/** Whether an asset is new: it has fewer impressions than the engagement prior is worth. */
export function isNewAsset({ weights, rules }: Pick<Snapshot, 'weights' | 'rules'>, asset: number): boolean {
  const known = indexOfHash(weights.knownAssets, asset)
  return known < 0 || (weights.impressions[known] ?? 0) < rules.ranking.personal.engagement.priorImpressions
}

/** Weights → surface and points of the term → units by asset. Two arms may share weights and differ in points. */
const engagements = new WeakMap<Scored['weights'], Map<string, ReadonlyMap<number, number>>>()

/** Engagement units on a surface by known asset; every other asset counts as average, that is 0. */
export function engagementUnitsOf(scored: Scored, surface: SurfaceId): ReadonlyMap<number, number> {
  const { weights, rules } = scored
  const read = engagements.get(weights) ?? new Map<string, ReadonlyMap<number, number>>()
  engagements.set(weights, read)
  const key = `${surface} ${rules.ranking.personal.points.engagement}`
  const known = read.get(key) ?? readEngagement(scored, surface)
  read.set(key, known)
  return known
}

function readEngagement({ weights, rules }: Scored, surface: SurfaceId): ReadonlyMap<number, number> {
  const column = SURFACE_IDS.indexOf(surface)
  const points = rules.ranking.personal.points.engagement
  const units = new Map<number, number>()
  weights.knownAssets.forEach((asset, index) => {
    const steps = weights.engagement[index * SURFACE_IDS.length + column] ?? 0
    if (steps !== 0) units.set(asset, engagementUnitsOfSteps(steps, points))
  })
  return units
}

/** Engagement units of so many steps, by the points of the term. */
export function engagementUnitsOfSteps(steps: number, points: number): number {
  return unitsOf((steps / ENGAGEMENT_STEPS) * points)
}

/** Cache of language bonuses: speech column of a snapshot → wanted languages and units → units by class. */
const languageBonuses = new WeakMap<Uint32Array, Map<string, Int32Array>>()

/**
 * Units by speech class for content in the viewer's language, or a broader one (RFC 4647). The array is cached: do not
 * change it.
 */
export function languageUnits({ hot, rules }: Scored, language: string | null): Int32Array {
  const units = unitsOf(rules.ranking.weights.language)
  // Unknown languages are dropped, so requests cannot create more cache keys than the snapshot has languages.
  const wanted: number[] = []
  for (let tag = language; tag !== null; tag = broaderLanguage(tag)) {
    const number = hot.languages.indexOf(tag)
    if (number >= 0) wanted.push(number)
  }
  const spoken = hot.classes.speech.languages
  const known = languageBonuses.get(spoken) ?? new Map<string, Int32Array>()
  languageBonuses.set(spoken, known)
  const key = `${wanted.join(' ')} ${units}`
  const bonus = known.get(key) ?? bonusOf(hot, wanted, units)
  known.set(key, bonus)
  return bonus
}

function bonusOf({ languages, classes }: SnapshotHot, wanted: readonly number[], units: number): Int32Array {
  const spoken = classes.speech.languages
  return Int32Array.from({ length: spoken.length / wordsFor(languages.length) }, (_, each) => {
    const row = bitRow(spoken, languages.length, each)
    return wanted.some((number) => hasBit(row, number)) ? units : 0
  })
}

/** The terms of a row that do not depend on the viewer, in whole units. */
export function baseTerms(scored: Scored, row: number, surface: SurfaceId, now: number) {
  const { hot, rules } = scored
  const asset = assetOf(hot, row)
  const title = titleOf(hot, asset)
  return {
    ...campaignUnits(scored, campaignOf(hot, row)),
    freshness: title === NO_INDEX ? 0 : freshnessUnits(rules, hot.titles.releasedAt[title] ?? Number.NaN, now),
    engagement: engagementUnitsOf(scored, surface).get(asset) ?? 0,
  }
}

/** Converts term units to points, and adds them up. */
export function scoreFrom(units: Readonly<Record<ScoreTerm, number>>): Score {
  const terms = { ...units }
  let sum = 0
  for (const name of SCORE_TERMS) {
    sum += units[name]
    terms[name] = units[name] / SCORE_UNITS_PER_POINT
  }
  return { score: sum / SCORE_UNITS_PER_POINT, terms }
}
