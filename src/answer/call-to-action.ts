import type { Context } from '../decide/context/context.ts'
import { intervalsOf } from '../decide/time/windows.ts'
import { columnValue, titleOf } from '../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../model/columns/snapshot.ts'
import type { CallToAction } from '../model/nouns/answer-vocabulary.ts'
import { OFFER_TYPES, type OfferType } from '../model/nouns/offer-vocabulary.ts'

/** The action for an open offer of each type, for somebody who is not entitled to it. */
const ACTION: Readonly<Record<OfferType, CallToAction>> = {
  free: 'watch',
  subscription: 'subscribe',
  rent: 'rent',
  buy: 'buy',
}

/**
 * The best available action: watch at once, else subscribe, rent or buy; before the start, a reminder. Children and
 * other minors are sold nothing: for what they cannot watch at once they get the details. Source: Directive 2005/29/EC,
 * annex I no. 28.
 */
export function callToAction(snapshot: Snapshot, context: Context, territory: number, asset: number): CallToAction {
  const { hot } = snapshot
  const title = titleOf(hot, asset)
  if (title === NO_INDEX) return 'none'
  const cell = columnValue(hot.titles.offer, title) * hot.territories.length + territory
  let open = 0
  let upcoming = false
  const [from, to] = intervalsOf(hot.offers, cell)
  for (let index = from; index < to; index++) {
    if (context.now >= (hot.offers.end[index] ?? 0)) continue
    if (context.now >= (hot.offers.start[index] ?? Number.POSITIVE_INFINITY)) open |= hot.offers.types[index] ?? 0
    else upcoming = true
  }
  const types = OFFER_TYPES.filter((_, bit) => (open >> bit) & 1)
  if (types.some((type) => type === 'free' || context.entitlements.includes(type))) return 'watch'
  const [first] = types
  if (first !== undefined) return context.minor ? 'details' : ACTION[first]
  return upcoming ? 'remind' : 'details'
}
