import type { Rating } from '../../../../model/nouns/rating.ts'
import type { FeedFinding } from '../../../feeds/feed-finding.ts'
import type { FeedReading } from '../../../feeds/feed-reader.ts'
import { mappedRatings } from '../../../mapping/mapped-ratings.ts'
import { type AvailRow, cellOf } from '../avail-row.ts'
import { countriesOfRow } from '../offers/row-territories.ts'

/**
 * The ratings of a title: those of its rows, each in the countries of its row, because `CSA` is a scale of France and one
 * of Belgium. Null: no row says anything of ratings, so that those of another feed stay. An unknown one is left out with
 * a warning, and the title counts as unrated there.
 */
export function ratingsOfRows(
  reading: Pick<FeedReading, 'feed' | 'territoriesOf' | 'ratingsOf'>,
  rows: readonly AvailRow[],
): { readonly ratings: readonly Rating[] | null; readonly findings: readonly FeedFinding[] } {
  const ratings = new Map<string, Rating>()
  const findings: FeedFinding[] = []
  const seen = new Set<string>()
  let isSpoken = false
  for (const row of rows) {
    const [system, label] = [cellOf(row, 'RatingSystem'), cellOf(row, 'RatingValue')]
    if (system === '' && label === '') continue
    isSpoken = true
    const key = JSON.stringify([system, label, cellOf(row, 'Territory'), cellOf(row, 'TerritoryExclusion')])
    if (seen.has(key)) continue
    seen.add(key)
    const { countries } = countriesOfRow(reading, row, [])
    if (countries.length === 0) continue
    const there = { ...reading, feed: { ...reading.feed, territories: [...countries] } }
    const mapped = mappedRatings(there, [{ system, label, path: row.pathOf('RatingValue') }], row.line)
    findings.push(...mapped.findings)
    for (const rating of ofCountries(mapped.ratings, countries)) ratings.set(JSON.stringify(rating), rating)
  }
  return { ratings: isSpoken ? [...ratings.values()] : null, findings }
}

/**
 * The ratings of some countries. Of a scale that none of them has, those of the one country that has it: they can do no
 * harm. A name such as `Film`, which many countries have given to a scale of theirs, says nothing where it is none.
 */
function ofCountries(ratings: readonly Rating[], countries: readonly string[]): readonly Rating[] {
  const isHere = ({ territory }: Rating): boolean => countries.includes(territory.slice(0, 2))
  const here = ratings.filter(isHere)
  return here.length > 0 || new Set(ratings.map(({ territory }) => territory)).size > 1 ? here : ratings
}
