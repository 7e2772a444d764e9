import { assetOf, campaignOf, columnValue, titleOf } from '../../model/columns/column-value.ts'
import { NO_INDEX, RATING_STATE, type Snapshot, type WindowClasses } from '../../model/columns/snapshot.ts'
import { BANDS } from '../../model/nouns/asset-words.ts'
import type { Context } from '../context/context.ts'
import { countedClocks, nextClockEdge } from './clocks.ts'
import { nextHoursEdge } from './day-parts.ts'
import { intervalsOf } from './windows.ts'

/**
 * The first instant, milliseconds since 1970 UTC, at which a winner may have to go: its own windows close (asset,
 * campaign, offer), its campaign's hours end, or a clock that applies to its age may change. `Infinity` if none. An
 * answer must not be kept beyond it.
 */
export function winnerValidUntil(snapshot: Snapshot, context: Context, candidate: number): number {
  const { hot } = snapshot
  const { now } = context
  const territory = hot.territories.indexOf(context.territory)
  const asset = assetOf(hot, candidate)
  const campaign = campaignOf(hot, candidate)
  const title = titleOf(hot, asset)
  const cell = (classIndex: number | undefined): number => (classIndex ?? 0) * hot.territories.length + territory
  return Math.min(
    closing(hot.windows, cell(hot.assets.window[asset]), now),
    closing(hot.windows, cell(hot.campaigns.window[campaign]), now),
    title === NO_INDEX ? Number.POSITIVE_INFINITY : closing(hot.offers, cell(hot.titles.offer[title]), now),
    hot.campaigns.hours.has(campaign) ? nextHoursEdge(hot.campaigns, now) : Number.POSITIVE_INFINITY,
    clockEdge(snapshot, context, asset),
  )
}

function clockEdge({ hot, rules }: Snapshot, context: Context, asset: number): number {
  const counted = countedClocks(rules.watershed, context)
  const least = Math.min(...counted.map(({ minAge }) => minAge))
  const content = columnValue(hot.assets.content, asset)
  const band = BANDS[(hot.classes.content.band[content] ?? 0) - 1]
  const rating = (hot.classes.content.rating[content] ?? 0) * hot.ratingPlaces.length
  const ages = context.ratingPlaces.map((place) => {
    const cell = rating + hot.ratingPlaces.indexOf(place)
    // Content without an age counts as adult, so clocks for adult content apply to it.
    const least = hot.ratings.state[cell] === RATING_STATE.rated ? 0 : rules.maturity.unratedAge
    return Math.max(hot.ratings.age[cell] ?? 0, least)
  })
  const age = Math.max(...ages, rules.bands.find((rule) => rule.band === band)?.minAge ?? 0)
  return age < least ? Number.POSITIVE_INFINITY : nextClockEdge(counted, context.now)
}

function closing(windows: WindowClasses, cell: number, now: number): number {
  let soonest = Number.POSITIVE_INFINITY
  const [first, last] = intervalsOf(windows, cell)
  for (let index = first; index < last; index++) {
    const end = windows.end[index] ?? Number.POSITIVE_INFINITY
    if (end > now) soonest = Math.min(soonest, end)
  }
  return soonest
}
