import { type FeedFinding, fault } from '../feeds/feed-finding.ts'
import type { FeedReading } from '../feeds/feed-reader.ts'

/** A list of countries as an item writes it. */
export interface WrittenCountries {
  /** Codes of ISO 3166-1, separated by blanks or commas, or `all` or `none`. */
  readonly text: string
  /** Where it stands, in the source's own words. */
  readonly path: string
}

/** What an item says of where it may play; null: it says nothing. */
export interface WrittenRestriction {
  readonly allow: WrittenCountries | null
  readonly deny: WrittenCountries | null
  /** Line of the source, from 1. */
  readonly line: number
}

/** Where an item may play, in selectors of our records; empty: nowhere, which a finding says. */
export interface ItemTerritories {
  readonly territories: readonly string[]
  readonly findings: readonly FeedFinding[]
}

/** What is wrong in a feed's own spelling of a country more often than any other code. */
const OFTEN_MEANT: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB is the code of the United Kingdom'],
  ['EL', 'GR is the code of Greece'],
  ['EU', 'name the countries of the EU'],
])

/**
 * The feed's territories, narrowed by what an item says: `allow` keeps only its countries, `deny` takes its countries
 * away. Nothing widens them. Our lists have no "all but", so a `deny` is written out as the countries that are left. A
 * code that nobody knows is an error on both sides: it may be the one that must not see it.
 */
export function narrowedTerritories(
  { feed, territoriesOf }: Pick<FeedReading, 'feed' | 'territoriesOf'>,
  { allow, deny, line }: WrittenRestriction,
): ItemTerritories {
  const findings: FeedFinding[] = []
  const listed = (written: WrittenCountries | null): Countries | null => {
    if (written === null) return null
    const countries = readCountries(written.text, territoriesOf)
    findings.push(...countries.unknown.map((code) => unknownCountry(code, written.path, line)))
    return countries
  }
  const [allowed, denied] = [listed(allow), listed(deny)]
  const all = territoriesOf(feed.territories)
  const left = all.filter((code) => (allowed === null || allowed.has(code)) && !denied?.has(code))
  if (left.length === 0 && findings.length === 0) {
    const { text, path } = allow ?? deny ?? { text: '', path: '' }
    const hint = `leaves none of the feed's territories (${feed.territories.join(', ')}): it would play nowhere`
    findings.push(fault(line, 'no-territory', path, text, hint))
  }
  return { territories: left.length === all.length ? feed.territories : left, findings }
}

interface Countries {
  readonly has: (code: string) => boolean
  readonly unknown: readonly string[]
}

function readCountries(text: string, territoriesOf: FeedReading['territoriesOf']): Countries {
  const codes = text
    .split(/[\s,]+/)
    .filter((code) => code !== '')
    .map((code) => code.toUpperCase())
  if (codes.includes('ALL')) return { has: () => true, unknown: [] }
  const named = codes.filter((code) => code !== 'NONE')
  const known = new Set(named.filter((code) => isCountry(code, territoriesOf)))
  return { has: (code) => known.has(code), unknown: [...new Set(named)].filter((code) => !known.has(code)) }
}

const isCountry = (code: string, territoriesOf: FeedReading['territoriesOf']): boolean =>
  /^[A-Z]{2}$/.test(code) && territoriesOf([code]).includes(code)

function unknownCountry(code: string, path: string, line: number): FeedFinding {
  const hint = OFTEN_MEANT.get(code) ?? 'codes of countries (ISO 3166-1) like DE, separated by blanks, or all, or none'
  return fault(line, 'unknown-territory', path, code, hint)
}
