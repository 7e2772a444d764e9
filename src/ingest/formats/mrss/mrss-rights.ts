import type { OfferType } from '../../../model/nouns/offer-vocabulary.ts'
import { type FeedFinding, fault, warning } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { type FeedWindow, readWindow } from '../../mapping/feed-times.ts'
import { narrowedTerritories, type WrittenCountries } from '../../mapping/item-territories.ts'
import { attributeOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { type MrssItem, nearest, nearestByPlace } from './mrss-item.ts'
import { readValidPeriod } from './valid-period.ts'

/** Where, when and how an item may be watched. */
export interface MrssRights {
  readonly window: FeedWindow
  readonly territories: readonly string[]
  /** Whether it names a window or a restriction at all. */
  readonly isSpoken: boolean
  /** Whether it names countries. */
  readonly isRestricted: boolean
  /** How, if it has a price of a known kind. */
  readonly types: readonly OfferType[]
}

const VALID = 'dcterms:valid'
const RESTRICTION = 'media:restriction'
const TYPES_OF_PRICES: Readonly<Record<string, OfferType>> = {
  rent: 'rent',
  purchase: 'buy',
  package: 'subscription',
  subscription: 'subscription',
}

/** The rights of an item. What it says less clearly than needed is an error: rights are never guessed. */
export function rightsOf(reading: FeedReading, item: MrssItem, findings: FeedFinding[]): MrssRights {
  const periods = nearest(item, VALID)
  const restrictions = nearestByPlace(item, RESTRICTION)
  const isRestricted = restrictions.flat().some((restriction) => isOfCountries(restriction, []))
  return {
    window: windowOf(reading, item.item.line, periods, findings),
    territories: territoriesOf(reading, restrictions, findings),
    isSpoken: periods.length > 0 || isRestricted,
    isRestricted,
    types: [...new Set(nearest(item, 'media:price').flatMap(typeOfPrice))],
  }
}

function windowOf(
  reading: FeedReading,
  itemLine: number,
  periods: readonly XmlElement[],
  findings: FeedFinding[],
): FeedWindow {
  const [period, ...others] = periods
  const line = period?.line ?? itemLine
  for (const other of others) {
    findings.push(warning(other.line, 'left-out', VALID, textOf(other), 'an item has one window: the first one counts'))
  }
  const read = period === undefined ? { start: null, end: null } : readValidPeriod(period.text)
  if (read === null) {
    const hint = 'a period like start=2026-11-01T00:00Z; end=2026-12-01T00:00Z'
    findings.push(fault(line, 'bad-date', VALID, period?.text, hint))
  }
  const { start = null, end = null } = read ?? {}
  const window = readWindow(reading, { start, end, startPath: `${VALID}/start`, endPath: `${VALID}/end`, line })
  findings.push(...window.findings)
  return window
}

/** Several lists in one place are one list; in several files, each of them narrows. */
function territoriesOf(
  reading: FeedReading,
  places: readonly (readonly XmlElement[])[],
  findings: FeedFinding[],
): readonly string[] {
  let left: readonly string[] = reading.feed.territories
  for (const restrictions of places) {
    const countries = restrictions.filter((restriction) => isOfCountries(restriction, findings))
    const [first] = countries
    if (first === undefined) continue
    const [allow, deny] = [listOf(countries, 'allow'), listOf(countries, 'deny')]
    const feed = { ...reading.feed, territories: [...left] }
    const narrowed = narrowedTerritories({ ...reading, feed }, { allow, deny, line: first.line })
    findings.push(...narrowed.findings)
    left = narrowed.territories
    if (left.length === 0) break
  }
  return left
}

function listOf(restrictions: readonly XmlElement[], relationship: 'allow' | 'deny'): WrittenCountries | null {
  const lists = restrictions.filter((restriction) => relationshipOf(restriction) === relationship)
  return lists.length === 0 ? null : { text: lists.map(({ text }) => text).join(' '), path: RESTRICTION }
}

const relationshipOf = (restriction: XmlElement): string =>
  attributeOf(restriction, 'relationship')?.toLowerCase() ?? ''

/** Whether a restriction lists countries. One without a type does: the other types name hosts, and whether to share. */
function isOfCountries(restriction: XmlElement, findings: FeedFinding[]): boolean {
  const { line } = restriction
  const type = attributeOf(restriction, 'type') ?? 'country'
  if (type.toLowerCase() !== 'country') {
    findings.push(warning(line, 'left-out', `${RESTRICTION}/@type`, type, 'only restrictions of countries are kept'))
    return false
  }
  const relationship = relationshipOf(restriction)
  if (relationship !== 'allow' && relationship !== 'deny') {
    findings.push(fault(line, 'unknown-value', `${RESTRICTION}/@relationship`, relationship, 'allow or deny'))
  }
  return true
}

function typeOfPrice(price: XmlElement): readonly OfferType[] {
  const type = attributeOf(price, 'type')?.toLowerCase() ?? ''
  const known = Object.hasOwn(TYPES_OF_PRICES, type) ? TYPES_OF_PRICES[type] : undefined
  return known === undefined ? [] : [known]
}
