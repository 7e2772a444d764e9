import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { Draft, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { mappedRatings } from '../../mapping/mapped-ratings.ts'
import { titleIdOf } from '../../mapping/record-ids.ts'
import { attributeOf, childOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { programAbove, runLengthOf } from './ember-links.ts'
import { emberOffers } from './ember-offers.ts'
import { extraAsset } from './extra-asset.ts'
import { noOffer, offersOf } from './offer-window.ts'
import { earliestDay, externalIdsOf, genresOfWork, listed } from './work-facts.ts'
import { workNames } from './work-names.ts'

/** The programs of EMBER, in our words. */
const KINDS: Readonly<Record<string, string>> = {
  Movie: 'movie',
  TVSeries: 'series',
  TVSeason: 'season',
  TVEpisode: 'episode',
  SportsEvent: 'event',
  Event: 'event',
}
/** Programs that fill a schedule: they are nothing that a viewer chooses. */
const FILLERS: ReadonlySet<string> = new Set(['OffAir', 'Other', 'ToBeAnnounced'])

/**
 * One program as records: names and ratings of a title, whose offers other items bring. An extra is an asset about a
 * short title of its own, which stands below the program that it relates to: so the offers of the extra, which name it
 * alone, decide where it plays.
 */
export function mapProgram(reading: FeedReading, program: XmlElement): MappedItem {
  const { name, line } = program
  const itemId = attributeOf(program, 'id')
  if (itemId === null) return { drafts: [], findings: [missingId(line)] }
  if (FILLERS.has(name)) {
    const hint = 'it fills a schedule, and is nothing that a viewer chooses'
    return { drafts: [], findings: [warning(line, 'left-out', name, itemId, hint)] }
  }
  const length = runLengthOf(program)
  const isFeature = length !== null && length > reading.feed.maxClipSeconds * 1000
  const kind = name === 'Extra' ? (isFeature ? 'movie' : 'short') : Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (kind === undefined) {
    const hint = `one of ${[...Object.keys(KINDS), ...FILLERS, 'Extra'].join(', ')}`
    return { drafts: [], findings: [fault(line, 'unknown-value', name, name, hint)] }
  }
  const findings: FeedFinding[] = []
  const title = titleDraft(reading, program, itemId, kind, findings)
  const drafts = kind === 'short' ? [title, clipDraft(reading, program, itemId, title, findings)] : [title]
  return { drafts, findings }
}

/** The offers of one program, which may stand in several elements: together they are those of its title. */
export function mapOffers(reading: FeedReading, programRef: string, elements: readonly XmlElement[]): MappedItem {
  const findings: FeedFinding[] = []
  const written = elements.flatMap((element) => emberOffers(element, findings))
  const offers = offersOf(reading, written, findings)
  if (offers.length === 0) findings.push(noOffer(elements[0]?.line ?? 1, 'ProgramOffers'))
  return { drafts: [{ v: 1, type: 'title', id: titleIdOf(reading, programRef), offers }], findings }
}

/** What is said of an item without an id. */
export function missingId(line: number): FeedFinding {
  return fault(line, 'missing-id', '@id', '', 'every program and every list of offers has an id, which never changes')
}

function titleDraft(
  reading: FeedReading,
  program: XmlElement,
  itemId: string,
  kind: string,
  findings: FeedFinding[],
): Draft {
  const above = programAbove(program)
  const releasedOn = earliestDay(listed(program, 'ReleaseDates', 'ReleaseDate'), findings)
  return {
    ...{ v: 1, type: 'title', id: titleIdOf(reading, itemId), name: workNames(program, 'language', findings), kind },
    ...(above === null ? {} : { parentId: titleIdOf(reading, above) }),
    genres: genresOfWork(listed(program, 'Genres', 'Genre')),
    ...(releasedOn === null ? {} : { releasedOn }),
    externalIds: externalIdsOf(listed(program, 'ExternalIds', 'ExternalId')),
    ratings: ratingsOf(reading, program, findings),
  }
}

function clipDraft(
  reading: FeedReading,
  program: XmlElement,
  itemId: string,
  title: Draft,
  findings: FeedFinding[],
): Draft {
  const { feed } = reading
  const poster = listed(program, 'Images', 'Image')[0]
  const written = {
    itemId,
    // Amazon writes the id of the program into an app's link, so that the template does too.
    launchId: itemId,
    isTrailer: /trailer/i.test(attributeOf(program, 'type') ?? textOf(childOf(program, 'Type')) ?? ''),
    titleId: title.id,
    name: {},
    durationMs: runLengthOf(program),
    ratings: [],
    poster: poster === undefined ? null : { url: poster.text.trim(), path: 'Image', line: poster.line },
    audio: [],
    territories: feed.territories,
    window: { start: null, end: null, timeZone: feed.timeZone },
    until: null,
    line: program.line,
    durationPath: 'RunLength',
  }
  return extraAsset(reading, written, findings)
}

/** The scale and the label of a rating, wherever it writes them: the XSD was not at hand. */
function ratingsOf(reading: FeedReading, program: XmlElement, findings: FeedFinding[]): readonly object[] {
  const written = listed(program, 'Ratings', 'Rating').map((rating) => ({
    system: firstOf(rating, ['system', 'ratingSystem', 'scheme', 'authority'], ['System', 'RatingSystem']),
    label: firstOf(rating, ['value', 'rating', 'certification'], ['Value', 'Certification']) || rating.text.trim(),
    path: 'Rating',
  }))
  const mapped = mappedRatings(reading, written, program.line)
  findings.push(...mapped.findings)
  return mapped.ratings
}

function firstOf(element: XmlElement, attributes: readonly string[], children: readonly string[]): string {
  const values = [
    ...attributes.map((name) => attributeOf(element, name)),
    ...children.map((name) => textOf(childOf(element, name))),
  ]
  return values.find((value) => value !== null) ?? ''
}
