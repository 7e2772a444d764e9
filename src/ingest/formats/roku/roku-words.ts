import { groupName } from '../../../model/fields/group-name.ts'
import { VISIBLE } from '../../../model/fields/visible-text.ts'
import { genreOf } from '../../../model/nouns/genre.ts'
import type { Rating } from '../../../model/nouns/rating.ts'
import { fault, warning } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { readFeedTime } from '../../mapping/feed-times.ts'
import { mappedRatings } from '../../mapping/mapped-ratings.ts'
import { shortText } from '../../mapping/short-text.ts'
import type { JsonFields } from '../json/json-fields.ts'

const LONGEST_NAME = 300
const LONGEST_GENRE = 40
const MOST_GENRES = 20
const LONGEST_TAG = 60
const MOST_TAGS = 40
const MOST_EXTERNAL_IDS = 20

/** The name of an item, in the language of the feed. */
export function namesOf(item: JsonFields, language: string): Readonly<Record<string, string>> {
  const text = item.text('title')
  const named = text === null ? null : shortText({ text, path: item.pathOf('title'), line: item.line }, LONGEST_NAME)
  item.findings.push(...(named?.findings ?? []))
  if (named !== null && named.text !== null) return { [language]: named.text }
  item.findings.push(fault(item.line, 'missing-field', item.pathOf('title'), text, 'every item has a title'))
  return {}
}

/** Its tags; those above the limits of records are left out with a warning. */
export function tagsOf(item: JsonFields): readonly string[] {
  const tags = new Set<string>()
  for (const { text, path } of item.texts('tags')) {
    const tag = groupName(text)
    if (!VISIBLE.test(tag) || tags.has(tag)) continue
    if (tag.length <= LONGEST_TAG && tags.size < MOST_TAGS) tags.add(tag)
    else {
      const hint = `at most ${MOST_TAGS} tags, of ${LONGEST_TAG} characters each`
      item.findings.push(warning(item.line, 'left-out', path, tag, hint))
    }
  }
  return [...tags]
}

/** Its genres, by our names where they are known. */
export function genresOf(item: JsonFields): readonly string[] {
  const genres = new Set<string>()
  for (const { text, path } of item.texts('genres')) {
    const named = shortText({ text, path, line: item.line }, LONGEST_GENRE)
    item.findings.push(...named.findings)
    const genre = genreOf(text) ?? named.text?.toLowerCase()
    if (genre === undefined || genres.has(genre)) continue
    if (genres.size < MOST_GENRES) genres.add(genre)
    else item.findings.push(warning(item.line, 'left-out', path, text, `at most ${MOST_GENRES} genres`))
  }
  return [...genres]
}

/** What others call it, such as `{"id":"tt1727587","idType":"IMDB"}`. Roku's table lacks it for short forms, its text not. */
export function externalIdsOf(item: JsonFields): readonly { readonly idType: string; readonly id: string }[] {
  const ids = item.objects('externalIds').flatMap((each) => {
    const [idType, id] = [each.text('idType'), each.text('id')]
    if (idType !== null && id !== null) return [{ idType, id }]
    const hint = 'an external id has an id and an idType, such as IMDB or EIDR'
    each.findings.push(warning(each.line, 'left-out', each.pathOf('id'), id ?? idType, hint))
    return []
  })
  if (ids.length > MOST_EXTERNAL_IDS) {
    const hint = `at most ${MOST_EXTERNAL_IDS} external ids: those behind them are left out`
    item.findings.push(warning(item.line, 'left-out', item.pathOf('externalIds'), `${ids.length} ids`, hint))
  }
  return ids.slice(0, MOST_EXTERNAL_IDS)
}

/**
 * Its ratings; none: unrated. A label alone is refused, not guessed: it is the commonest fault of these feeds, and `PG`
 * means another age in each system.
 */
export function ratingsOf(reading: FeedReading, item: JsonFields): readonly Rating[] {
  const written = item.any('rating')
  if (typeof written === 'string') {
    const label = JSON.stringify(written.slice(0, 20))
    const hint = `an object with its system, like {"rating":${label},"ratingSource":"MPAA"}: a label alone does not say its system`
    item.findings.push(fault(item.line, 'wrong-type', item.pathOf('rating'), written, hint))
    return []
  }
  const rating = item.object('rating')
  if (rating === null) return []
  const [label, system] = [rating.text('rating') ?? '', rating.text('ratingSource') ?? '']
  const mapped = mappedRatings(reading, [{ system, label, path: rating.pathOf('rating') }], item.line)
  item.findings.push(...mapped.findings)
  return mapped.ratings
}

/** The day of its release; null: it is not known. */
export function releaseDay(item: JsonFields): string | null {
  const written = item.text('releaseDate')
  if (written === null) return null
  const time = readFeedTime(written)
  if (time === null) {
    const hint = 'a day like 2010-09-27; it counts as not known'
    item.findings.push(warning(item.line, 'left-out', item.pathOf('releaseDate'), written, hint))
  }
  return time?.day ?? null
}
