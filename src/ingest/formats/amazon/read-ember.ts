import { fault } from '../../feeds/feed-finding.ts'
import type { FeedFault, FeedItem, FeedReading, MappedItem } from '../../feeds/feed-reader.ts'
import { damageOf } from '../xml/fragment-damage.ts'
import type { DocumentShape, XmlFragment } from '../xml/fragment-scanner.ts'
import { namingOf } from '../xml/namespaces.ts'
import { readFragments } from '../xml/read-fragments.ts'
import { attributeOf, type XmlElement } from '../xml/xml-element.ts'
import { mapOffers, mapProgram, missingId } from './map-ember.ts'
import { type OfferGroup, OfferGroups } from './offer-groups.ts'

const SHAPE: DocumentShape = {
  naming: namingOf({}),
  containers: new Set(['DataCollections', 'DataCollections/ProgramCatalog', 'DataCollections/OfferCatalog']),
}
/** Offers of airings and stations, and what is promoted, which are no rights of a program. */
const NOT_READ = new Set(['ProgramAiringOffers', 'StationOffers', 'ProgramDiscovery'])

/**
 * EMBER 1.0.0, which replaces CDF since May 2026: the programs, and the offers of each program as one item, under the
 * least id of its lists. `Delete` takes away what an id brought. Catalogues of schedules, stations, lineups and policies
 * are not read, nor is `action`: whether a delivery is all there is, the feed says. Verified from Amazon's pages
 * (developer.amazon.com/docs/catalog, "EMBER Specification Overview", "Offer Catalog", "EMBER to CDF Mapping Reference",
 * "EMBER Examples"): catalogues, programs, ids, versions, titles, external ids, release dates, entitlements, `Delete`.
 * Not verified, because the XSD was not at hand, and read under several names: windows and countries of offers, ratings,
 * run lengths, relationships. What sounds like a time there and is none of these names is an error.
 */
export async function* readEmber(
  stream: AsyncIterable<Uint8Array>,
  reading: FeedReading,
): AsyncGenerator<FeedItem | FeedFault> {
  const offers = new OfferGroups()
  for await (const fragment of readFragments(stream, reading, SHAPE)) {
    if ('kind' in fragment) return yield fragment
    const { element, parents } = fragment
    const catalogue = parents.at(-1)?.name
    if (element.name === 'Delete') yield deletion(fragment)
    else if (catalogue === 'ProgramCatalog') {
      yield feedItem([fragment], attributeOf(element, 'id'), () => mapProgram(reading, element))
    } else if (catalogue === 'OfferCatalog' && element.name === 'ProgramOffers') {
      for (const group of offers.add(fragment)) yield offersItem(reading, group)
    } else if (catalogue === 'OfferCatalog' && !NOT_READ.has(element.name)) {
      const finding = fault(element.line, 'unknown-value', element.name, element.name, 'ProgramOffers, or Delete')
      yield feedItem([fragment], attributeOf(element, 'id'), () => ({ drafts: [], findings: [finding] }))
    }
  }
  for (const group of offers.takeAll()) yield offersItem(reading, group)
}

function deletion(fragment: XmlFragment): FeedItem {
  const itemId = attributeOf(fragment.element, 'id')
  return feedItem([fragment], itemId, () =>
    itemId === null
      ? { drafts: [], findings: [missingId(fragment.element.line)] }
      : { drafts: [], findings: [], deletes: true },
  )
}

function offersItem(reading: FeedReading, { programRef, fragments, isLate }: OfferGroup): FeedItem {
  const elements = fragments.map(({ element }) => element)
  const ids = elements.map((element) => attributeOf(element, 'id')).filter((id) => id !== null)
  const line = elements[0]?.line ?? 1
  return feedItem(fragments, ids.sort()[0] ?? null, () => {
    if (ids.length < elements.length) return { drafts: [], findings: [missingId(line)] }
    if (programRef === null) {
      const finding = fault(line, 'missing-field', 'ProgramOffers/@programRef', '', 'the id of the program')
      return { drafts: [], findings: [finding] }
    }
    if (!isLate) return mapOffers(reading, programRef, elements)
    const hint = 'offers of one program stand too far apart in a large catalogue: put them next to each other'
    return { drafts: [], findings: [fault(line, 'duplicate-item', 'ProgramOffers/@programRef', programRef, hint)] }
  })
}

/** One item out of one or several elements; the damage of one of them is that of the item. */
function feedItem(fragments: readonly XmlFragment[], itemId: string | null, map: () => MappedItem): FeedItem {
  const elements = fragments.map(({ element }) => element)
  const version = Math.max(...elements.map(versionOf))
  return {
    kind: 'item',
    itemId,
    line: elements[0]?.line ?? 1,
    source: fragments.map(({ source }) => source).join('\n'),
    version,
    map: () => {
      const damages = fragments.map(damageOf).filter((damage) => damage !== null)
      return damages.length === 0 ? map() : { drafts: [], findings: damages }
    },
  }
}

/** The version of an entity; 1 where none is said, as the format has it. */
function versionOf(element: XmlElement): number {
  const written = attributeOf(element, 'version') ?? ''
  return /^\d{1,15}$/.test(written) ? Number(written) : 1
}
