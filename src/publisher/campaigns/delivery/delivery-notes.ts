import { DAYS } from '../../../contracts/ops/requests/days.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { flightDays } from './campaign-flight.ts'
import type { DeliveryView } from './delivery-view.ts'

const UNPLANNED = {
  'open-end': 'The end is open: a goal without an end is not spread over days.',
  'too-large': 'It is for too many days, territories and surfaces to be spread over them.',
  'never-open': 'It is open at no time: nothing is planned.',
} as const

/** What somebody should know who reads the numbers of a campaign. */
export function deliveryNotes(
  record: Campaign,
  view: DeliveryView,
  regions: { readonly own: readonly RegionId[]; readonly all: readonly RegionId[] },
): readonly string[] {
  const notes = ['Days are in UTC. Counts are estimated from the sampled decisions.']
  const { goal, flight, keptFrom, spreadBy, unplanned, cells } = view
  if (goal === null) {
    notes.push('It has no goal in numbers: nothing is booked, and what it delivers has no end but that of its time.')
  } else if (unplanned !== null) notes.push(UNPLANNED[unplanned])
  if (spreadBy === 'time') {
    const spread = goal === null || unplanned !== null ? '' : 'it is spread by its open hours, and '
    notes.push(`Too little is known of what is asked where it plays (7 days at least): ${spread}nothing is projected.`)
  } else if (
    record.status !== 'ended' &&
    spreadBy === 'forecast' &&
    cells.every(({ projected }) => projected === null)
  ) {
    notes.push('It was not on the air yet: nobody can say what a placement brings.')
  }
  if (record.status === 'draft' || record.status === 'review') {
    notes.push('It is not approved, so it plays nowhere: what is planned is as if it had been, from its start on.')
  }
  if (record.status === 'paused') notes.push('It is paused: what is projected holds if it is resumed now.')
  if (flight !== null && flightDays(flight).first < keptFrom) {
    notes.push(`Events are counted by day for ${DAYS.max} days: what came before ${keptFrom} is not in it.`)
  }
  const elsewhere = regions.all.filter((region) => !regions.own.includes(region))
  if (elsewhere.length > 0) {
    const own = regions.all.filter((region) => regions.own.includes(region))
    notes.push(
      `These are the rows of ${own.join(', ')}: it is for ${elsewhere.length} more regions, and so is its goal.`,
    )
  }
  return notes
}
