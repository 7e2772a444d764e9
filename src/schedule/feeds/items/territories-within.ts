import type { FeedLookups } from '../../../ingest/feeds/feed-reader.ts'
import type { RuleLookups } from '../../ingest/read-records.ts'

const REMEMBERED = 5000
const LONGEST_REMEMBERED = 2000

/** What `DeliveryRun.withinFeed` is for a feed with these territories: items repeat few lists of them. */
export function territoriesWithin(
  feed: readonly string[],
  { lookups, isTerritory }: { readonly lookups: Pick<FeedLookups, 'territoriesOf'> } & Pick<RuleLookups, 'isTerritory'>,
): (selectors: readonly string[]) => readonly string[] | null {
  const allowed = new Set(lookups.territoriesOf(feed))
  const known = new Map<string, readonly string[] | null>()
  return (selectors) => {
    // A selector may be any text, even one with the sign that would divide them.
    const key = JSON.stringify(selectors)
    const before = known.get(key)
    if (before !== undefined) return before
    const found = within(selectors)
    if (known.size < REMEMBERED && key.length < LONGEST_REMEMBERED) known.set(key, found)
    return found
  }

  function within(selectors: readonly string[]): readonly string[] | null {
    if (selectors.includes('*')) return feed
    // An unknown one is refused by its own check, which names it.
    if (!selectors.every(isTerritory)) return selectors
    const wanted = lookups.territoriesOf(selectors)
    const left = wanted.filter((territory) => allowed.has(territory))
    if (left.length === wanted.length) return selectors
    return left.length === 0 ? null : left
  }
}
