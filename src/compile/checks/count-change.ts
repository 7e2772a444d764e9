import { campaignOf, columnValue } from '../../model/columns/column-value.ts'
import { RATING_STATE, type Snapshot } from '../../model/columns/snapshot.ts'
import { ASSET_KINDS } from '../../model/nouns/asset-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { campaignActs, touchedCampaigns } from '../diff/campaign-acts.ts'
import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/** Gate ages, in years, at which a band of ratings begins. */
const AGE_BANDS = [0, 6, 12, 16, 18] as const

/**
 * Refuses a count that changed by more than the limit, up or down, under campaigns that nobody edited: candidates in
 * total, per kind, per surface, and per age band by the ratings of each place. Candidates of edited campaigns are left
 * out of both counts. A count that was zero counts as a first publish only if nothing was live at all.
 */
export function countChange({ next, live, campaigns, rules }: OpenProposal): CheckResult {
  if (live === null) return resultOf('count-change', 'first publish: nothing to compare with')
  const { countPercent, countItems, countChanged, findings } = rules.publish.limits
  const acts = campaignActs(live, next, campaigns)
  const before = countsOf(live, touchedCampaigns(live, acts))
  const after = countsOf(next, touchedCampaigns(next, acts))
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const texts = names.flatMap((name) => {
    const [from, to] = [before.get(name) ?? 0, after.get(name) ?? 0]
    const changed = Math.abs(to - from)
    const large = Math.max(from, to) >= countItems && changed >= countChanged && changed * 100 > countPercent * from
    return large ? [`${name}: ${from} candidates before, ${to} now${percentOf(from, to)}`] : []
  })
  const looked = `${names.length} counts compared, ${acts.size} edited campaigns are not counted`
  return resultOf('count-change', looked, texts, findings)
}

function percentOf(from: number, to: number): string {
  if (from === 0) return ''
  const percent = ((to - from) * 100) / from
  return ` (${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)} %)`
}

/** Counts of candidates under campaigns that nobody edited, by what they are. */
function countsOf(snapshot: Snapshot, touched: Uint8Array): ReadonlyMap<string, number> {
  const { hot } = snapshot
  const byForm = new Uint32Array(hot.classes.form.kind.length)
  const byContent = new Uint32Array(hot.classes.content.band.length)
  const byCampaign = new Uint32Array(hot.campaigns.idHash.length)
  hot.candidateAsset.forEach((asset, row) => {
    const campaign = campaignOf(hot, row)
    if (touched[campaign] === 1) return
    count(byForm, hot.assets.form[asset] ?? 0, 1)
    count(byContent, columnValue(hot.assets.content, asset), 1)
    count(byCampaign, campaign, 1)
  })
  const counts = new Map<string, number>()
  const add = (name: string, more: number) => void (more > 0 && counts.set(name, (counts.get(name) ?? 0) + more))
  for (const [campaign, candidates] of byCampaign.entries()) {
    add(`region ${hot.region}`, candidates)
    const surfaces = columnValue(hot.campaigns.surfaces, campaign)
    SURFACE_IDS.forEach((surface, bit) => void (surfaces & (1 << bit) && add(`surface ${surface}`, candidates)))
  }
  for (const [form, candidates] of byForm.entries()) {
    add(`kind ${ASSET_KINDS[hot.classes.form.kind[form] ?? 0]}`, candidates)
  }
  for (const [content, candidates] of byContent.entries()) {
    hot.ratingPlaces.forEach((place, column) => {
      add(`rating ${place} ${ageBandOf(snapshot, content, column)}`, candidates)
    })
  }
  return counts
}

function count(counts: Uint32Array, index: number, more: number): void {
  counts[index] = (counts[index] ?? 0) + more
}

function ageBandOf({ hot: { ratings, ratingPlaces, classes } }: Snapshot, content: number, column: number): string {
  const cell = (classes.content.rating[content] ?? 0) * ratingPlaces.length + column
  if (ratings.state[cell] === RATING_STATE.refused) return 'refused'
  if (ratings.state[cell] !== RATING_STATE.rated) return 'unrated'
  const from = AGE_BANDS.findLastIndex((age) => (ratings.age[cell] ?? 0) >= age)
  const next = AGE_BANDS[from + 1]
  return next === undefined ? `${AGE_BANDS[from]}+` : `${AGE_BANDS[from]}–${next - 1}`
}
