import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { Draft, FeedItem, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { titleIdOf } from '../../mapping/record-ids.ts'
import { JsonFields } from '../json/json-fields.ts'
import { type JsonSlice, slicesOf } from '../json/json-slices.ts'
import { mapRoku } from './map-roku.ts'
import { externalIdsOf, genresOf, namesOf, ratingsOf, releaseDay } from './roku-words.ts'

/** The first half of a cut pair of surrogates. */
const HALF = /[\uD800-\uDBFF]$/
/** Most characters of an episode, and of a series without its episodes, as of any item. */
const MOST_CHARACTERS = 256 * 1024

/** A series as it stands in a document. */
export interface RokuSeries {
  readonly value: object
  readonly text: string
  /** Line on which it begins, from 1. */
  readonly line: number
  /** Whether lines are numbers of items, because the document has no line breaks. */
  readonly isNumbered: boolean
  /** The language of the feed (BCP 47). */
  readonly language: string
  /** What the document says for all of its items, as part of their source. */
  readonly head: string
}

/**
 * A series as items: itself with its seasons, and each of its episodes, so that the fault of one episode stops no other.
 * Seasons have no id: theirs is that of the series and their number.
 */
export function* seriesItems(reading: FeedReading, series: RokuSeries): Generator<FeedItem> {
  const fields = new JsonFields(series.value, '', series.line, [])
  const itemId = fields.text('id')
  const { value, line, head } = series
  // As it stands but for the episodes, which are items of their own.
  const source = head + JSON.stringify(value, (key, inner: unknown) => (key === 'episodes' ? undefined : inner))
  if (source.length > MOST_CHARACTERS) {
    const findings = [tooLarge(line, series.text)]
    yield { kind: 'item', itemId, line, source: series.text.slice(0, 200), map: () => ({ drafts: [], findings }) }
  } else yield { kind: 'item', itemId, line, source, map: () => mapSeries(reading, series, itemId) }
  const seriesId = itemId === null ? null : titleIdOf(reading, itemId)
  const members = slicesOf(series.text, 0)
  let number = line
  const lineOf = (start: number) => (series.isNumbered ? ++number : line + linesBefore(series.text, start))
  for (const each of episodesOf(series.text, members)) yield episodeItem(reading, series, each, lineOf, seriesId)
  const seasons = members.find(isListOf('seasons'))
  for (const [index, season] of seasons === undefined ? [] : slicesOf(series.text, seasons.start).entries()) {
    const seasonNumber = seasonNumberOf(fields.elements('seasons')[index])
    const parentId = itemId === null || seasonNumber === null ? seriesId : seasonIdOf(reading, itemId, seasonNumber)
    const inside = season.text.startsWith('{') ? slicesOf(series.text, season.start) : []
    for (const each of episodesOf(series.text, inside)) yield episodeItem(reading, series, each, lineOf, parentId)
  }
}

const isListOf =
  (name: string) =>
  ({ key, text }: JsonSlice): boolean =>
    key === name && text.startsWith('[')

function episodesOf(text: string, members: readonly JsonSlice[]): readonly JsonSlice[] {
  const list = members.find(isListOf('episodes'))
  return list === undefined ? [] : slicesOf(text, list.start)
}

function seasonNumberOf(season: unknown): number | null {
  return typeof season === 'object' && season !== null ? new JsonFields(season, '', 0, []).number('seasonNumber') : null
}

function episodeItem(
  reading: FeedReading,
  { language, head }: RokuSeries,
  { start, text }: JsonSlice,
  lineOf: (start: number) => number,
  parentId: string | null,
): FeedItem {
  const line = lineOf(start)
  const value: unknown = JSON.parse(text)
  const source = `${head}${JSON.stringify({ parentId })}\n${text}`
  if (typeof value !== 'object' || value === null || Array.isArray(value) || text.length > MOST_CHARACTERS) {
    const mapped = { drafts: [], findings: [refusal(line, text, value)] }
    return { kind: 'item', itemId: null, line, source: source.slice(0, MOST_CHARACTERS), map: () => mapped }
  }
  const itemId = new JsonFields(value, '', line, []).text('id')
  const map = () => mapRoku(reading, { value, list: 'episodes', line, language, parentId })
  return { kind: 'item', itemId, line, source, map }
}

function refusal(line: number, text: string, value: unknown): FeedFinding {
  if (text.length > MOST_CHARACTERS) return tooLarge(line, text)
  return fault(line, 'wrong-type', '', value, 'an episode is an object, like {"id":"…", …}')
}

function tooLarge(line: number, text: string): FeedFinding {
  return fault(line, 'too-large', '', text, `an item has at most ${MOST_CHARACTERS} characters`)
}

function mapSeries(reading: FeedReading, { value, line, language }: RokuSeries, itemId: string | null): MappedItem {
  const item = new JsonFields(value, '', line, [])
  const { findings } = item
  if (itemId === null) {
    findings.push(fault(line, 'missing-id', 'id', '', 'every series has an id, which stays the same in all deliveries'))
    return { drafts: [], findings }
  }
  const id = titleIdOf(reading, itemId)
  const name = namesOf(item, language)
  const releasedOn = releaseDay(item)
  const series: Draft = {
    ...{ v: 1, type: 'title', id, name, kind: 'series', genres: genresOf(item), externalIds: externalIdsOf(item) },
    ...(releasedOn === null ? {} : { releasedOn }),
    ...(item.any('rating') === null ? {} : { ratings: ratingsOf(reading, item) }),
  }
  item.elements('episodes')
  return { drafts: [series, ...seasonDrafts(reading, item, itemId, name)], findings }
}

/** The seasons of a series, each number once. Their names are that of the series with their number. */
function seasonDrafts(
  reading: FeedReading,
  item: JsonFields,
  itemId: string,
  names: Readonly<Record<string, string>>,
): readonly Draft[] {
  const seasons = new Map<number, Draft>()
  for (const season of item.objects('seasons')) {
    season.elements('episodes')
    const number = season.number('seasonNumber')
    if (number === null) {
      const hint = 'a season has a seasonNumber; without one its episodes belong to the series itself'
      item.findings.push(warning(item.line, 'left-out', season.pathOf('seasonNumber'), '', hint))
      continue
    }
    const named = Object.entries(names).map(([tag, text]) => [tag, `${text.slice(0, 290).replace(HALF, '')} ${number}`])
    const parentId = titleIdOf(reading, itemId)
    const id = seasonIdOf(reading, itemId, number)
    seasons.set(number, { v: 1, type: 'title', id, name: Object.fromEntries(named), kind: 'season', parentId })
  }
  return [...seasons.values()]
}

function seasonIdOf(reading: FeedReading, itemId: string, number: number): string {
  return titleIdOf(reading, `${itemId}-season-${number}`)
}

function linesBefore(text: string, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
