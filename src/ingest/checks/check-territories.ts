import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { type LineRefusal, refusal } from '../lines/line-refusal.ts'

/**
 * Refuses territories and groups that the rules do not know: a selector that selects nothing would
 * silently make a campaign play nowhere, or a right hold nowhere.
 *
 * @param isKnown whether a selector (`DE`, `@dach`, `*`) stands for any territory
 */
export function checkTerritories(
  record: ScheduleRecord,
  line: number,
  isKnown: (selector: string) => boolean,
): LineRefusal[] {
  const hint = 'a territory of rules/territories.json like DE, a group of rules/groups.json like @dach, or *'
  return territoriesOf(record)
    .filter(({ selector }) => !isKnown(selector))
    .map(({ path, selector }) => refusal(line, 'unknown-territory', path, selector, hint))
}

interface Mention {
  readonly path: string
  readonly selector: string
}

function territoriesOf(record: ScheduleRecord): Mention[] {
  switch (record.type) {
    case 'title':
      return [
        ...record.offers.flatMap((offer, index) => mentions(`offers.${index}.territories`, offer.territories)),
        ...ratingTerritories(record.ratings),
      ]
    case 'asset':
      return [...mentions('territories', record.territories), ...ratingTerritories(record.ratings)]
    default:
      return mentions('territories', record.territories)
  }
}

const mentions = (path: string, selectors: readonly string[]): Mention[] =>
  selectors.map((selector, index) => ({ path: `${path}.${index}`, selector }))

/** `CA-QC` is known where `CA` is. A part without a scale of its own reads as an unknown label there: never as nothing. */
const ratingTerritories = (ratings: readonly { readonly territory: string }[]): Mention[] =>
  ratings.map(({ territory }, index) => ({ path: `ratings.${index}.territory`, selector: territory.slice(0, 2) }))
