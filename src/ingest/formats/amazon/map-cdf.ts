import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { Draft, ExternalTitle, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { languageOf } from '../../mapping/item-language.ts'
import { mappedRatings } from '../../mapping/mapped-ratings.ts'
import type { DraftOffer } from '../../mapping/offer-of-window.ts'
import { titleIdOf } from '../../mapping/record-ids.ts'
import { titleOfItem } from '../../mapping/title-of-item.ts'
import { instantOfEnd } from '../../mapping/window-end.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { cdfOffers, launchIdsOf } from './cdf-offers.ts'
import { extraAsset } from './extra-asset.ts'
import { noOffer, offersOf } from './offer-window.ts'
import { earliestDay, externalIdsOf, genresOfWork, listed } from './work-facts.ts'
import { workNames } from './work-names.ts'

/** The works of CDF that are features, in our words. */
const KINDS: Readonly<Record<string, string>> = {
  Movie: 'movie',
  TvShow: 'series',
  MiniSeries: 'series',
  TvSeason: 'season',
  TvEpisode: 'episode',
  MiniSeriesEpisode: 'episode',
  TvSpecial: 'event',
}
/** Where the work above a work is named; the nearest first. */
const PARENTS = ['SeasonID', 'ShowID', 'MiniSeriesID'] as const
const MINUTE_MS = 60_000

/** What an extra and a feature have in common. */
interface WorkFacts {
  readonly itemId: string
  readonly names: Readonly<Record<string, string>>
  readonly ratings: readonly object[]
  readonly offers: readonly DraftOffer[]
}

/** One work of CDF as records: a feature as a title, an extra as an asset about the title that it relates to. */
export function mapCdf(reading: FeedReading, work: XmlElement): MappedItem {
  const { name, line } = work
  const itemId = textOf(childOf(work, 'ID'))
  if (itemId === null) {
    return { drafts: [], findings: [fault(line, 'missing-id', 'ID', '', 'every work has an ID, which never changes')] }
  }
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (kind === undefined && name !== 'Extra') {
    const hint = `one of ${[...Object.keys(KINDS), 'Extra'].join(', ')}`
    return { drafts: [], findings: [fault(line, 'unknown-value', name, name, hint)] }
  }
  const findings: FeedFinding[] = []
  const names = workNames(work, 'locale', findings)
  const ratings = ratingsOf(reading, work, findings)
  const facts = { itemId, names, ratings, offers: offersOf(reading, cdfOffers(work, findings), findings) }
  const length = lengthOf(work)
  const isFeature = length !== null && length > reading.feed.maxClipSeconds * 1000
  if (kind !== undefined) return { drafts: [titleDraft(reading, work, kind, facts, findings)], findings }
  if (isFeature) return { drafts: [titleDraft(reading, work, 'movie', facts, findings)], findings }
  return { drafts: extraDrafts(reading, work, facts, findings), findings }
}

function titleDraft(
  reading: FeedReading,
  work: XmlElement,
  kind: string,
  { itemId, names, ratings, offers }: WorkFacts,
  findings: FeedFinding[],
): Draft {
  if (offers.length === 0) findings.push(noOffer(work.line, 'Offers'))
  const above = PARENTS.map((element) => textOf(childOf(work, element))).find((id) => id !== null)
  const dates = [...listed(work, 'ReleaseDates', 'ReleaseDate'), ...childrenOf(work, 'OriginalAirDate')]
  const releasedOn = earliestDay(dates, findings)
  return {
    ...{ v: 1, type: 'title', id: titleIdOf(reading, itemId), name: names, kind },
    ...(above === undefined || above === null ? {} : { parentId: titleIdOf(reading, above) }),
    genres: genresOfWork(listed(work, 'Genres', 'Genre')),
    ...(releasedOn === null ? {} : { releasedOn }),
    externalIds: externalIdsOf(childrenOf(work, 'ExternalID')),
    ratings,
    offers,
  }
}

function extraDrafts(
  reading: FeedReading,
  work: XmlElement,
  facts: WorkFacts,
  findings: FeedFinding[],
): readonly Draft[] {
  const { itemId, names, ratings, offers } = facts
  const { line } = work
  const about = titleOfExtra(reading, work, itemId, findings)
  const { timeZone } = reading.feed
  const [first = { territories: reading.feed.territories, start: null, end: null, timeZone }, ...others] = offers
  const hasOtherWindow = (offer: DraftOffer) => offer.start !== first.start || offer.end !== first.end
  if (others.some(hasOtherWindow)) {
    const hint = 'an extra has one window: that of its first offer counts, with the countries of that offer'
    findings.push(warning(line, 'left-out', 'Offers', `${offers.length} offers`, hint))
  }
  const territories = others.some(hasOtherWindow)
    ? first.territories
    : [...new Set([first, ...others].flatMap((offer) => offer.territories))]
  const poster = listed(work, 'Images', 'Image').map((image) => childOf(image, 'Url'))[0] ?? childOf(work, 'ImageUrl')
  const asset = extraAsset(
    reading,
    {
      itemId,
      launchId: launchIdsOf(work)[0] ?? null,
      isTrailer: textOf(childOf(work, 'Type'))?.toLowerCase() === 'trailer',
      titleId: 'own' in about ? about.own : about.known,
      name: 'own' in about ? {} : names,
      durationMs: lengthOf(work),
      ratings,
      poster: poster === undefined ? null : { url: poster.text.trim(), path: 'Images/Image/Url', line: poster.line },
      audio: spokenLanguages(work),
      territories,
      window: first,
      until: instantOfEnd(first, reading),
      line,
      durationPath: 'RuntimeMinutes',
    },
    findings,
  )
  return 'own' in about ? [titleDraft(reading, work, 'short', facts, findings), asset] : [asset]
}

/** A work of the same catalogue by its id, one that others bring by its external id, else as the feed says. */
function titleOfExtra(
  reading: FeedReading,
  work: XmlElement,
  itemId: string,
  findings: FeedFinding[],
): { readonly own: string } | { readonly known: string | ExternalTitle | null } {
  const related = textOf(childOf(work, 'RelatesToID'))
  const isFixed = reading.feed.titles !== 'own' && reading.feed.titles !== 'externalId'
  if (related !== null && !isFixed) return { known: titleIdOf(reading, related) }
  const externalIds = externalIdsOf(childrenOf(work, 'RelatesToExternalID'))
  const [externalId] = externalIds
  if (externalId !== undefined && !isFixed) return { known: { externalId } }
  const about = titleOfItem(reading, { itemId, externalIds, line: work.line, path: 'RelatesToExternalID' })
  if (!('finding' in about)) return about
  findings.push(about.finding)
  return { known: null }
}

function ratingsOf(reading: FeedReading, work: XmlElement, findings: FeedFinding[]): readonly object[] {
  const written = listed(work, 'ContentRatings', 'ContentRating').map((rating) => ({
    system: textOf(childOf(rating, 'System')) ?? '',
    label: textOf(childOf(rating, 'Certification')) ?? '',
    path: 'ContentRating',
  }))
  const mapped = mappedRatings(reading, written, work.line)
  findings.push(...mapped.findings)
  return mapped.ratings
}

/** Milliseconds; null: not said. The format counts in minutes. */
function lengthOf(work: XmlElement): number | null {
  const written = listed(work, 'Runtimes', 'RuntimeMinutes').map(textOf)
  const minutes = written.map((text) => (text !== null && /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0))
  const longest = Math.max(0, ...minutes)
  return longest === 0 ? null : Math.round(longest * MINUTE_MS)
}

function spokenLanguages(work: XmlElement): readonly { readonly language: string }[] {
  const offers = childrenOf(work, 'Offers').flatMap(({ children }) => children)
  const details = offers.flatMap((offer) => childrenOf(offer, 'LaunchDetails'))
  const spoken = details.flatMap((detail) => childrenOf(detail, 'AudioLanguage'))
  const elements = spoken.length > 0 ? spoken : childrenOf(work, 'Language')
  const languages = elements.map(({ text }) => languageOf(text)).filter((language) => language !== null)
  return [...new Set(languages)].slice(0, 40).map((language) => ({ language }))
}
