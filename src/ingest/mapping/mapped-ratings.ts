import type { Rating } from '../../model/nouns/rating.ts'
import { type FeedFinding, warning } from '../feeds/feed-finding.ts'
import type { FeedReading } from '../feeds/feed-reader.ts'

/** A rating as an item writes it. */
export interface WrittenRating {
  /** Its scale, such as `urn:mpaa` or `FSK`; empty: it names none. */
  readonly system: string
  readonly label: string
  /** Where it stands, in the source's own words. */
  readonly path: string
}

/**
 * The ratings of an item that the rules know. A rating of an unknown scale, an unknown label, or one without a scale
 * (`urn:simple` and `nonadult` too) is left out with a warning, and an item without one stays unrated. Nothing here ever
 * reads as suitable for all ages: some profiles of MRSS say that of an absent rating, but a mistake would be seen by
 * children.
 */
export function mappedRatings(
  { feed, territoriesOf, ratingsOf }: Pick<FeedReading, 'feed' | 'territoriesOf' | 'ratingsOf'>,
  written: readonly WrittenRating[],
  line: number,
): { readonly ratings: readonly Rating[]; readonly findings: readonly FeedFinding[] } {
  const ratings = new Map<string, Rating>()
  const findings: FeedFinding[] = []
  for (const { system, label, path } of written) {
    const known = system === '' || label === '' ? [] : ratingsOf(system, label, territoriesOf(feed.territories))
    for (const rating of known) ratings.set(JSON.stringify([rating.territory, rating.system, rating.label]), rating)
    if (known.length > 0) continue
    const hint = `no scale of the rules has this label, so that it counts as unrated; name the scale, like urn:mpaa`
    findings.push(warning(line, 'rating-unmapped', path, `${system} ${label}`.trim(), hint))
  }
  return { ratings: [...ratings.values()], findings }
}
