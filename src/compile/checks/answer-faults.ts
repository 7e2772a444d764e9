import { assetOf, campaignOf, columnValue } from '../../model/columns/column-value.ts'
import { EEA_ABROAD, NO_INDEX, RATING_STATE, type Snapshot, type WindowClasses } from '../../model/columns/snapshot.ts'
import { BANDS } from '../../model/nouns/asset-vocabulary.ts'
import { RATING_KINDS } from '../../model/nouns/rating-vocabulary.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { UNKNOWN_PLACE } from '../../model/policies/unknown-place.ts'
import { labelKey } from '../../rules/lookup/label-table.ts'
import type { PanelRequest } from '../diff/panel.ts'

/**
 * What is wrong with an answer, determined from columns and rules alone, independently of the gates that let it pass:
 * its age is above the viewer's cap, it is not for kids, or it is not for this place and time. Null: nothing.
 */
export function answerFault(snapshot: Snapshot, rules: Rules, request: PanelRequest, row: number): string | null {
  const { hot } = snapshot
  const asset = assetOf(hot, row)
  const content = columnValue(hot.assets.content, asset)
  const bound = boundOf(rules, request)
  const { rating, titleRating, band } = hot.classes.content
  const own = ratingFault(snapshot, rules, request, columnValue(rating, content), bound)
  if (own !== null) return own
  const colour = rules.bands.get(BANDS[columnValue(band, content) - 1] ?? 'green')?.minAge ?? 0
  if (columnValue(band, content) > 0 && colour > bound) return `a trailer band for age ${colour}, above ${bound}`
  const title = columnValue(titleRating, content)
  if (request.viewer.kids && title !== NO_INDEX) {
    const about = ratingFault(snapshot, rules, request, title, bound)
    if (about !== null) return `about a title that is ${about}`
  }
  return placeFault(snapshot, request, row)
}

/** The viewer's maturity cap, in years, derived independently of the decision's code. */
function boundOf({ territories, maturity }: Rules, { viewer, place }: PanelRequest): number {
  const here = (territories.get(place.country) ?? UNKNOWN_PLACE).guestCap
  const bound = viewer.state === 'member' ? (viewer.cap ?? here) : here
  return viewer.kids ? Math.min(bound, maturity.kidsCap) : bound
}

function ratingFault(
  { hot, text }: Snapshot,
  rules: Rules,
  request: PanelRequest,
  ratingClass: number,
  bound: number,
): string | null {
  const { ratings, ratingPlaces } = hot
  for (const place of ratingPlacesOf(request)) {
    const column = ratingPlaces.indexOf(place)
    const cell = ratingClass * ratingPlaces.length + column
    const state = column < 0 ? RATING_STATE.unrated : ratings.state[cell]
    if (state === RATING_STATE.refused) return `refused in ${place}`
    if (state !== RATING_STATE.rated) {
      const least = Math.max(rules.maturity.unratedAge, column < 0 ? 0 : columnValue(ratings.age, cell))
      if (bound < least || request.viewer.kids) return `unrated in ${place}, for ${bound}`
      if (rules.unrated.get(place) === 'nobody') return `unrated in ${place}, where that is for nobody`
      continue
    }
    const words = text.rating(columnValue(ratings.text, cell))
    const meant = rules.labels.get(place)?.get(labelKey(words.system, words.label))?.age ?? 0
    const age = Math.max(columnValue(ratings.age, cell), place === EEA_ABROAD ? 0 : meant)
    if (age > bound) return `rated ${words.label}, age ${age}, above ${bound}`
    const kind = RATING_KINDS[columnValue(ratings.kind, cell)] ?? 'refused'
    if (request.viewer.kids && !rules.maturity.kidsKinds.includes(kind)) return `rated ${words.label}, not for kids`
  }
  return null
}

function ratingPlacesOf({ at, place, viewer }: PanelRequest): readonly string[] {
  const abroad = viewer.residence !== null && viewer.residence !== place.country
  return abroad ? [viewer.residence ?? '', EEA_ABROAD] : [at.code]
}

function placeFault({ hot }: Snapshot, { viewer, place, now }: PanelRequest, row: number): string | null {
  const asset = assetOf(hot, row)
  const code = viewer.residence ?? place.country
  const territory = hot.territories.indexOf(code)
  if (territory < 0) return `${code} is not in the snapshot`
  const cell = (windowClass: number) => windowClass * hot.territories.length + territory
  const campaign = columnValue(hot.campaigns.window, campaignOf(hot, row))
  const worldwide = hot.classes.access.worldwide[columnValue(hot.assets.access, asset)] === 1
  if (!isOpen(hot.windows, hot.windows.start, cell(columnValue(hot.assets.window, asset)), now))
    return `not for ${code} now`
  if (!isOpen(hot.windows, hot.windows.start, cell(campaign), now)) return `its campaign is not for ${code} now`
  if (code === UNKNOWN_TERRITORY && !worldwide) return 'not cleared worldwide'
  const offer = columnValue(hot.classes.access.offer, columnValue(hot.assets.access, asset))
  if (offer === NO_INDEX) return null
  if (columnValue(hot.offers.embargoUntil, columnValue(hot.offers.cells, cell(offer))) > now)
    return `embargoed in ${code}`
  const offered = worldwide || isOpen(hot.offers, hot.offers.promoteFrom, cell(offer), now)
  return offered ? null : `not offered in ${code} now`
}

function isOpen({ cells, offsets, end }: WindowClasses, start: Float64Array, cell: number, now: number): boolean {
  const set = columnValue(cells, cell)
  for (let index = columnValue(offsets, set); index < columnValue(offsets, set + 1); index++) {
    if ((start[index] ?? Number.NaN) <= now && now < (end[index] ?? Number.NaN)) return true
  }
  return false
}
