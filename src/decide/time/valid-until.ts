import { assetOf, campaignOf, columnValue } from '../../model/columns/column-value.ts'
import { RATING_STATE, type Snapshot } from '../../model/columns/snapshot.ts'
import { BANDS } from '../../model/nouns/asset-vocabulary.ts'
import type { Context } from '../context/context.ts'
import { shareEnd } from '../pacing/paced-bucket.ts'
import { countedClocks } from './clocks.ts'
import { nextOwnInstant, nextWallTime } from './next-bounds.ts'

/**
 * The first instant, milliseconds since 1970 UTC, at which a winner may have to go: its own windows close (asset,
 * campaign, offer), its campaign's hours end, its campaign's share ends, or a clock that applies to its age may change.
 * `Infinity` if none. An answer must not be kept beyond it.
 */
export function winnerValidUntil(snapshot: Snapshot, context: Context, candidate: number): number {
  const { hot } = snapshot
  const campaign = campaignOf(hot, candidate)
  return Math.min(
    ownInstant(snapshot, context, candidate, 'closing'),
    hot.campaigns.hours.has(campaign)
      ? nextWallTime('hours', { snapshot, context }, [campaign])
      : Number.POSITIVE_INFINITY,
    shareEnd(snapshot, campaign, context.now),
    clockEdge(snapshot, context, assetOf(hot, candidate)),
  )
}

/** The next instant of a candidate's own windows at which what an answer says of it may change; `Infinity` if none. */
export function wordsValidUntil(snapshot: Snapshot, context: Context, candidate: number): number {
  return ownInstant(snapshot, context, candidate, 'wording')
}

function ownInstant(
  { hot }: Snapshot,
  { territory, now }: Context,
  candidate: number,
  which: 'closing' | 'wording',
): number {
  const shown = { asset: assetOf(hot, candidate), campaigns: [campaignOf(hot, candidate)] }
  return nextOwnInstant(hot, shown, { territory: hot.territories.indexOf(territory), now }, which)
}

function clockEdge(snapshot: Snapshot, context: Context, asset: number): number {
  const { hot, rules } = snapshot
  const least = Math.min(...countedClocks(rules.watershed, context).map(({ minAge }) => minAge))
  const content = columnValue(hot.assets.content, asset)
  const band = BANDS[columnValue(hot.classes.content.band, content) - 1]
  const rating = columnValue(hot.classes.content.rating, content) * hot.ratingPlaces.length
  const ages = context.ratingPlaces.map((place) => {
    const cell = rating + hot.ratingPlaces.indexOf(place)
    // Content without an age counts as adult, so clocks for adult content apply to it.
    const least = hot.ratings.state[cell] === RATING_STATE.rated ? 0 : rules.maturity.unratedAge
    return Math.max(hot.ratings.age[cell] ?? 0, least)
  })
  const age = Math.max(...ages, rules.bands.find((rule) => rule.band === band)?.minAge ?? 0)
  return age < least ? Number.POSITIVE_INFINITY : nextWallTime('clocks', { snapshot, context }, [])
}
