import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { narrowedTerritories } from '../../../src/ingest/mapping/item-territories.ts'
import { mappedRatings } from '../../../src/ingest/mapping/mapped-ratings.ts'
import { LONG_AGO, offersOfRights } from '../../../src/ingest/mapping/offer-of-window.ts'
import { aReading } from './reading.ts'

const COUNTRIES = ['AT', 'CH', 'DE', 'FR', 'GB', 'US']
const GROUPS: Readonly<Record<string, readonly string[]>> = { '*': COUNTRIES, '@dach': ['AT', 'CH', 'DE'] }

/** A small world of six countries and one group. */
function territoriesOf(selectors: readonly string[]): readonly string[] {
  const found = new Set(selectors.flatMap((selector) => GROUPS[selector] ?? [selector]))
  return COUNTRIES.filter((code) => found.has(code))
}

function narrowed(territories: readonly string[], allow: string | null, deny: string | null) {
  const written = (text: string | null, path: string) => (text === null ? null : { text, path })
  return narrowedTerritories(aReading({ territories }, { territoriesOf }), {
    allow: written(allow, 'allow'),
    deny: written(deny, 'deny'),
    line: 3,
  })
}

describe('narrowedTerritories', () => {
  it.each([
    [['@dach', 'US'], null, null, ['@dach', 'US']],
    [['@dach', 'US'], 'all', null, ['@dach', 'US']],
    [['@dach', 'US'], null, 'none', ['@dach', 'US']],
    [['@dach', 'US'], 'de US fr', null, ['DE', 'US']],
    [['@dach', 'US'], 'DE,US', null, ['DE', 'US']],
    [['@dach', 'US'], null, 'US', ['AT', 'CH', 'DE']],
    [['@dach', 'US'], null, ' \n us\tDE ', ['AT', 'CH']],
    [['@dach', 'US'], 'DE AT', 'AT', ['DE']],
    [['*'], null, 'US GB', ['AT', 'CH', 'DE', 'FR']],
    [['DE'], null, 'FR', ['DE']],
  ])('A feed for %j is narrowed by allow %j and deny %j to %j', (territories, allow, deny, left) => {
    expect(narrowed(territories, allow, deny)).toEqual({ territories: left, findings: [] })
  })

  it.each([
    ['none', null, 'allow'],
    ['', null, 'allow'],
    ['FR', null, 'allow'],
    [null, 'all', 'deny'],
    [null, 'DE US AT CH', 'deny'],
  ])('Allow %j and deny %j that leave nothing are an error', (allow, deny, path) => {
    const { territories, findings } = narrowed(['@dach', 'US'], allow, deny)
    expect(territories).toEqual([])
    expect(findings).toMatchObject([{ rule: 'no-territory', severity: 'error', path, line: 3 }])
  })

  it.each([
    ['UK', null, 'GB is the code'],
    ['DE XX', null, 'ISO 3166-1'],
    [null, 'US-CA', 'ISO 3166-1'],
    [null, '@dach', 'ISO 3166-1'],
    [null, '__proto__', 'ISO 3166-1'],
  ])('Allow %j and deny %j with a code that nobody knows are an error', (allow, deny, hint) => {
    const { findings } = narrowed(['*'], allow, deny)
    expect(findings).toMatchObject([{ rule: 'unknown-territory', severity: 'error' }])
    expect(findings[0]?.hint).toContain(hint)
  })

  it('No restriction ever adds a country to those of the feed', () => {
    const list = fc.option(
      fc.array(fc.constantFrom(...COUNTRIES, 'all', 'none', '@dach', 'XX')).map((all) => all.join(' ')),
    )
    const feeds = fc.array(fc.constantFrom(...COUNTRIES, '@dach', '*'), { minLength: 1 })
    fc.assert(
      fc.property(feeds, list, list, (feed, allow, deny) => {
        const whole = territoriesOf(feed)
        expect(whole).toEqual(expect.arrayContaining([...territoriesOf(narrowed(feed, allow, deny).territories)]))
      }),
    )
  })
})

describe('offersOfRights', () => {
  const window = { timeZone: 'UTC', start: '2026-11-01T00:00:00', end: null, findings: [] }
  const rights = { window, territories: ['DE'], isSpoken: true, line: 5, path: 'dcterms:valid' }

  it('A window and territories give one offer', () => {
    const { offers, findings } = offersOfRights({ ...rights, types: ['rent'] })
    expect(offers).toEqual([{ territories: ['DE'], start: window.start, end: null, timeZone: 'UTC', types: ['rent'] }])
    expect(findings).toEqual([])
  })

  it('An offer without a start is open since long ago', () => {
    const { offers } = offersOfRights({ ...rights, window: { ...window, start: null } })
    expect(offers).toMatchObject([{ start: LONG_AGO, end: null }])
  })

  it('An item that says nothing of its rights brings no offer, and takes back what it said before', () => {
    const { offers, findings } = offersOfRights({ ...rights, isSpoken: false })
    expect(offers).toEqual([])
    expect(findings).toMatchObject([{ rule: 'no-offer', severity: 'warning', path: 'dcterms:valid', line: 5 }])
  })

  it('Territories that are left empty give no offer', () => {
    expect(offersOfRights({ ...rights, territories: [] }).offers).toEqual([])
  })
})

describe('mappedRatings', () => {
  const mapped = (...written: readonly (readonly [string, string])[]) =>
    mappedRatings(
      aReading(),
      written.map(([system, label], index) => ({ system, label, path: `rating.${index}` })),
      9,
    )

  it('A known label is a rating, once', () => {
    const { ratings, findings } = mapped(['MPAA', 'PG'], ['MPAA', 'PG'])
    expect(ratings).toEqual([{ territory: 'US', system: 'MPA', label: 'PG' }])
    expect(findings).toEqual([])
  })

  it.each([
    ['urn:simple', 'nonadult'],
    ['', 'nonadult'],
    ['urn:icra', 'r (cz 1 lz 1 nz 1 oz 1 vz 1)'],
    ['MPAA', ''],
    ['__proto__', 'PG'],
  ])('The scale %j with label %j is unrated, with a warning', (system, label) => {
    const { ratings, findings } = mapped([system, label])
    expect(ratings).toEqual([])
    expect(findings).toMatchObject([{ rule: 'rating-unmapped', severity: 'warning', path: 'rating.0', line: 9 }])
  })

  it('An item without a rating is unrated, and nothing else', () => {
    expect(mapped()).toEqual({ ratings: [], findings: [] })
  })
})
