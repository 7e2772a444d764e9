import { describe, expect, it } from 'vitest'
import { ratingPlaces } from '../../src/compile/columns/rating-places.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { anAsset, aTitle, campaignWindows, compiled, windowsOf } from './schedule.ts'

const NOVEMBER = { start: '2026-11-01T00:00:00', end: '2026-12-01T00:00:00' }

describe('windows at a place', () => {
  it('a local window is read on the rights zone, where a territory names one', () => {
    expect(campaignWindows('na', 'US', NOVEMBER)).toEqual(['2026-11-01T04:00/2026-12-01T05:00'])
  })

  it('a local window needs every clock to agree, where a territory has several and no rights zone', () => {
    // Kiribati: UTC+12 starts last, UTC+14 ends first.
    expect(campaignWindows('apac', 'KI', NOVEMBER)).toEqual(['2026-10-31T12:00/2026-11-30T10:00'])
  })

  it('a local window needs every clock on earth to agree, where the place is unknown', () => {
    expect(campaignWindows('world', 'XX', NOVEMBER)).toEqual(['2026-11-01T12:00/2026-11-30T10:00'])
  })

  it('a window of a named zone is read on that zone, everywhere', () => {
    const tokyo = { ...NOVEMBER, timeZone: 'Asia/Tokyo' }
    expect(campaignWindows('na', 'US', tokyo)).toEqual(['2026-10-31T15:00/2026-11-30T15:00'])
    expect(campaignWindows('world', 'XX', tokyo)).toEqual(['2026-10-31T15:00/2026-11-30T15:00'])
  })

  it("the validity of an asset is read on its own zone, and on each territory's clock without one", () => {
    const validity = { validFrom: NOVEMBER.start, validUntil: NOVEMBER.end }
    const validityIn = (code: string, timeZone: string) => {
      const { hot } = compiled('dach', { assets: [anAsset({ ...validity, timeZone })] })
      return windowsOf(
        hot.windows,
        (hot.assets.window[0] ?? 0) * hot.territories.length + hot.territories.indexOf(code),
      )
    }
    expect(validityIn('DE', 'territory')).toEqual(['2026-10-31T23:00/2026-11-30T23:00'])
    expect(validityIn('DE', 'UTC')).toEqual(['2026-11-01T00:00/2026-12-01T00:00'])
    expect(validityIn('AT', 'Asia/Tokyo')).toEqual(['2026-10-31T15:00/2026-11-30T15:00'])
  })

  it('no window is left of a day that no two ends of the earth share', () => {
    const oneDay = { start: '2026-11-01T00:00:00', end: '2026-11-02T00:00:00' }
    const { hot, rejected } = compiled('world', {
      assets: [anAsset({ worldwide: true, validFrom: oneDay.start, validUntil: oneDay.end })],
    })
    expect(hot.candidateAsset).toHaveLength(0)
    expect(rejected).toMatchObject([{ reason: 'territory' }])
  })

  it.each([
    ['*', 'DE', 1],
    ['DE', 'DE', 1],
    ['@dach', 'AT', 1],
    ['@dach', 'LI', 1],
    ['DE', 'AT', 0],
    ['@nobody', 'DE', 0],
  ])('the selector %s reaches %s: %i', (selector, code, count) => {
    expect(campaignWindows('dach', code, { territories: [selector, 'CH'] })).toHaveLength(count)
  })
})

describe('blackouts', () => {
  const blackouts = [{ start: '2026-11-10T00:00:00', end: '2026-11-11T00:00:00' }]

  it("a blackout is cut out of the window, on the territory's clock", () => {
    expect(campaignWindows('dach', 'DE', { ...NOVEMBER, blackouts })).toEqual([
      '2026-10-31T23:00/2026-11-09T23:00',
      '2026-11-10T23:00/2026-11-30T23:00',
    ])
  })

  it('a blackout holds from the first clock that enters to the last that leaves', () => {
    const hour = [{ start: '2026-11-10T10:00:00', end: '2026-11-10T11:00:00' }]
    expect(campaignWindows('apac', 'KI', { ...NOVEMBER, blackouts: hour })[0]).toMatch(/2026-11-09T20:00$/)
    expect(campaignWindows('apac', 'KI', { ...NOVEMBER, blackouts: hour })[1]).toMatch(/^2026-11-09T23:00/)
  })

  it('a blackout leaves no hole between the ends of the earth, where the place is unknown', () => {
    const hour = [{ start: '2026-11-10T10:00:00', end: '2026-11-10T11:00:00' }]
    expect(campaignWindows('world', 'XX', { ...NOVEMBER, blackouts: hour })).toEqual([
      '2026-11-01T12:00/2026-11-09T20:00',
      '2026-11-10T23:00/2026-11-30T10:00',
    ])
  })

  it('a blackout holds on both passes of a doubled hour', () => {
    const doubled = [{ start: '2026-10-25T02:10:00', end: '2026-10-25T02:50:00' }]
    expect(campaignWindows('dach', 'DE', { start: '2026-10-01T00:00:00', blackouts: doubled })).toEqual([
      '2026-09-30T22:00/2026-10-25T00:10',
      '2026-10-25T01:50/open',
    ])
  })

  it('blackouts may overlap, and may take everything', () => {
    const two = [{ start: '2026-11-10T12:00:00', end: '2026-11-12T00:00:00' }, ...blackouts]
    expect(campaignWindows('dach', 'DE', { ...NOVEMBER, blackouts: two })).toEqual([
      '2026-10-31T23:00/2026-11-09T23:00',
      '2026-11-11T23:00/2026-11-30T23:00',
    ])
    const all = [{ start: '2026-10-01T00:00:00', end: '2027-01-01T00:00:00' }]
    expect(campaignWindows('dach', 'DE', { ...NOVEMBER, blackouts: all })).toEqual([])
  })
})

describe('offers', () => {
  const embargoed = (until: string | null, territories: string[]) => ({
    ...{ territories, start: '2026-12-01T00:00:00', embargoUntil: until, promoteFrom: '2026-11-01T00:00:00' },
  })
  const offers = [
    embargoed('2026-11-05T09:00:00', ['DE', 'AT']),
    embargoed('2026-11-08T09:00:00', ['DE']),
    embargoed(null, ['*']),
  ]

  it("a title is embargoed until the last of its offers' embargoes there", () => {
    const { hot } = compiled('dach', { titles: [aTitle({ offers })] })
    const embargoOf = (code: string) => hot.offers.embargoUntil[hot.offers.cells[hot.territories.indexOf(code)] ?? -1]
    expect(embargoOf('DE')).toBe(Date.UTC(2026, 10, 8, 8))
    expect(embargoOf('AT')).toBe(Date.UTC(2026, 10, 5, 8))
    expect(embargoOf('CH')).toBe(0)
  })

  it('an embargo holds through both passes of a doubled hour', () => {
    const { hot } = compiled('dach', { titles: [aTitle({ offers: [embargoed('2026-10-25T02:30:00', ['DE'])] })] })
    expect(hot.offers.embargoUntil[hot.offers.cells[hot.territories.indexOf('DE')] ?? -1]).toBe(
      Date.UTC(2026, 9, 25, 1, 30),
    )
  })

  it('an offer counts at an unknown place for its embargo alone, until the last clock has passed it', () => {
    const { hot } = compiled('world', { titles: [aTitle({ offers })] })
    expect(hot.offers.embargoUntil[0]).toBe(Date.UTC(2026, 10, 8, 21))
    expect([...hot.offers.offsets]).toEqual([0, 0])
  })

  it('an offer may be promoted from `promoteFrom`, and never later than it starts', () => {
    const late = { territories: ['*'], start: '2026-11-01T00:00:00', promoteFrom: '2026-12-01T00:00:00' }
    const { hot } = compiled('dach', { titles: [aTitle({ offers: [offers[1], late] })] })
    expect(windowsOf(hot.offers, hot.territories.indexOf('DE'))).toEqual([
      '2026-11-30T23:00/open',
      '2026-10-31T23:00/open',
    ])
    const [first = 0] = hot.offers.offsets.slice(hot.offers.cells[hot.territories.indexOf('DE')])
    expect([...hot.offers.promoteFrom.slice(first, first + 2)]).toEqual([
      Date.UTC(2026, 9, 31, 23),
      Date.UTC(2026, 9, 31, 23),
    ])
  })
})

describe('ratings at an unknown place', () => {
  const unknown = (own: object[], title: object[]) =>
    ratingPlaces(bundledRules(), 'world', ['XX'])[0]?.rate(
      anAsset({ ratings: own }).ratings,
      aTitle({ ratings: title }).ratings,
    )

  it('the rating at an unknown place is the greatest age of any', () => {
    const ratings = [
      { territory: 'US', label: 'G' },
      { territory: 'DE', label: 'FSK 12' },
      { territory: 'GB', label: 'PG' },
    ]
    expect(unknown([], ratings)).toMatchObject({ state: 'rated', age: 12 })
  })

  it("the rating at an unknown place counts the title's where the asset has none of its own", () => {
    const own = [{ territory: 'US', label: 'G' }]
    expect(unknown(own, [{ territory: 'DE', label: 'FSK 18' }])).toMatchObject({ state: 'rated', age: 18 })
    expect(unknown(own, [{ territory: 'US', label: 'R' }])).toMatchObject({ state: 'rated', age: 0 })
    expect(unknown(own, [{ territory: 'US', label: 'RB', system: 'MPAAT' }])).toMatchObject({ age: 17 })
  })

  it('the rating at an unknown place is for kids only where it is so everywhere', () => {
    const kids = { territory: 'US', label: 'TV-Y7' }
    expect(unknown([kids], [])).toMatchObject({ age: 7, kind: 'kids' })
    expect(unknown([kids, { territory: 'DE', label: 'FSK 6' }], [])).toMatchObject({ age: 7, kind: 'restricted' })
  })

  it('a rating at an unknown place is none when a label is unknown, and refused when refused anywhere', () => {
    const known = { territory: 'US', label: 'G' }
    const unheard = { territory: 'DE', label: 'Nobody knows' }
    expect(unknown([known, unheard], [])).toMatchObject({ state: 'unrated' })
    expect(unknown([unheard, known, { territory: 'AU', label: 'RC' }], [])).toMatchObject({ state: 'refused' })
    expect(unknown([], [])).toMatchObject({ state: 'unrated' })
  })
})

describe('ratings of other places than territories', () => {
  const rated = (region: 'na' | 'dach', code: string, territories: string[], ratings: object[]) =>
    ratingPlaces(bundledRules(), region, territories)
      .find((place) => place.code === code)
      ?.rate(anAsset({ ratings }).ratings, [])

  it('a part of a country with its own scale is rated by its own labels only', () => {
    const canada = { territory: 'CA', label: 'PG' }
    expect(rated('na', 'CA-QC', ['CA', 'US'], [canada])).toMatchObject({ state: 'unrated' })
    expect(rated('na', 'CA-QC', ['CA', 'US'], [{ territory: 'CA-QC', label: '13+' }])).toMatchObject({ age: 13 })
  })

  it('the rating abroad is the greatest age of any EEA territory that knows one', () => {
    const ratings = [
      { territory: 'DE', label: 'FSK 6' },
      { territory: 'FR', label: '12' },
      { territory: 'JP', label: 'R18+' },
    ]
    expect(rated('dach', '@eea', ['DE'], ratings)).toMatchObject({ state: 'rated', age: 12 })
    expect(rated('dach', '@eea', ['DE'], [{ territory: 'JP', label: 'G' }])).toMatchObject({ state: 'unrated' })
  })

  it('a region whose residents keep no rights abroad has no column of ratings abroad', () => {
    expect(ratingPlaces(bundledRules(), 'na', ['CA', 'US']).map(({ code }) => code)).toEqual([
      'CA',
      'US',
      'CA-QC',
      'CA-*',
    ])
  })
})
