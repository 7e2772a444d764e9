import { PRIORITIES } from '../model/campaign-words.ts'
import { RANKING_TERMS, type RankingTerm } from '../model/rules.ts'
import { NO_INDEX, type Snapshot } from '../model/snapshot.ts'
import type { Context } from './context.ts'

/** A score as the sum of its named terms, in points. */
export interface Score {
  readonly score: number
  readonly terms: Readonly<Record<RankingTerm, number>>
}

/** A term's value in its own unit, before its weight in points. */
type Term = (snapshot: Snapshot, context: Context, candidate: number) => number

const DAY_MS = 86_400_000

const assetOf = (snapshot: Snapshot, candidate: number): number => snapshot.hot.candidateAsset[candidate] ?? 0
const campaignOf = (snapshot: Snapshot, candidate: number): number => snapshot.hot.candidateCampaign[candidate] ?? 0

const TERMS: Readonly<Record<RankingTerm, Term>> = {
  /** Tiers above evergreen: 0 to 3. */
  priority: (snapshot, _context, candidate) =>
    PRIORITIES.length - 1 - (snapshot.hot.campaigns.priority[campaignOf(snapshot, candidate)] ?? 0),
  /** Doublings of the campaign's weight, scaled by its pacing share. */
  weight: (snapshot, _context, candidate) => {
    const campaign = campaignOf(snapshot, candidate)
    return Math.log2(1 + (snapshot.weights.weight[campaign] ?? 0)) * (snapshot.weights.pacing[campaign] ?? 1)
  },
  /** 1 on the day of release, halving with age; a release date to come counts as today. */
  freshness: (snapshot, context, candidate) => {
    const title = snapshot.hot.assets.title[assetOf(snapshot, candidate)] ?? NO_INDEX
    const releasedAt = snapshot.hot.titles.releasedAt[title] ?? Number.NaN
    const ageDays = Math.max(0, context.now - releasedAt) / DAY_MS
    return Number.isNaN(ageDays) ? 0 : 0.5 ** (ageDays / snapshot.rules.ranking.freshnessHalfLifeDays)
  },
  /** 1 when the viewer's language can be heard or read. */
  language: (snapshot, context, candidate) => {
    if (context.language === null) return 0
    const bit = snapshot.hot.languages.indexOf(context.language)
    const speech = snapshot.hot.assets.speech[assetOf(snapshot, candidate)] ?? 0
    const spoken = snapshot.hot.classes.speech.languages[speech] ?? 0
    return bit >= 0 && bit < 32 ? (spoken >>> bit) & 1 : 0
  },
}

/** Scores one candidate; what is not a finite number counts as nothing, so it sinks and never crashes. */
export function scoreOf(snapshot: Snapshot, context: Context, candidate: number): Score {
  const terms: Record<RankingTerm, number> = { priority: 0, weight: 0, freshness: 0, language: 0 }
  let score = 0
  for (const name of RANKING_TERMS) {
    const points = TERMS[name](snapshot, context, candidate) * snapshot.rules.ranking.weights[name]
    terms[name] = Number.isFinite(points) ? points : 0
    score += terms[name]
  }
  return { score, terms }
}

/** A candidate with its score. */
export interface Ranked extends Score {
  readonly candidate: number
}

/** Best first; equal scores in candidate order, which the compiler made stable (tier, weight, ids). */
export function rank(snapshot: Snapshot, context: Context, candidates: readonly number[]): readonly Ranked[] {
  return candidates
    .map((candidate) => ({ candidate, ...scoreOf(snapshot, context, candidate) }))
    .sort((a, b) => b.score - a.score || a.candidate - b.candidate)
}
