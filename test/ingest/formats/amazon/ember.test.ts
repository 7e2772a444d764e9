import { describe, expect, it } from 'vitest'
import { readEmber } from '../../../../src/ingest/formats/amazon/read-ember.ts'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import { aReading } from '../../mapping/reading.ts'
import { type ReadFeed, type ReadItem, readFeed } from '../read-feed.ts'

const emberOf = (programs: string, offers = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<DataCollections schemaVersion="1.0.0"><ProgramCatalog id="P" version="1">${programs}</ProgramCatalog><OfferCatalog id="O" version="1" action="upsert">${offers}</OfferCatalog></DataCollections>`

const readCatalogue = (text: string, feed: Record<string, unknown> = {}): Promise<ReadFeed> =>
  readFeed(readEmber, aReading({ format: 'ember', territories: ['DE', 'US'], ...feed }), text)

async function readOne(text: string, feed: Record<string, unknown> = {}): Promise<ReadItem> {
  const { items, fault } = await readCatalogue(text, feed)
  const [only, ...others] = items
  if (only === undefined || others.length > 0 || fault !== null) throw new Error(JSON.stringify({ items, fault }))
  return only
}

const offersOf = (id: string, programRef: string, inside: string, version = 1): string =>
  `<ProgramOffers id="${id}" version="${version}" programRef="${programRef}">${inside}</ProgramOffers>`
const FREE = '<ProgramOffer><Entitlements><Entitlement type="free"/></Entitlements></ProgramOffer>'
const offerWith = (attributes: string, inside = ''): string => `<ProgramOffer ${attributes}>${inside}</ProgramOffer>`
const rulesOf = ({ findings }: ReadItem) => findings.map(({ rule }) => rule)
const EVERYWHERE = { territories: ['DE', 'US'], start: '2000-01-01T00:00:00', end: null, timeZone: 'territory' }

const MOVIE = `<Movie id="MOVIE_1" version="7" action="upsert">
  <ExternalIds><ExternalId scheme="imdb">tt1375666</ExternalId></ExternalIds>
  <Titles><Title language="en" default="true">Inception</Title><Title language="es" territories="CO">Origen</Title></Titles>
  <Genres><Genre>Science Fiction</Genre></Genres>
  <Ratings><Rating system="MPAA">PG-13</Rating></Ratings>
  <ReleaseDates><ReleaseDate releaseType="streaming">2024-01-15</ReleaseDate><ReleaseDate releaseType="theatrical">2010-07-16</ReleaseDate></ReleaseDates>
</Movie>`
const TRAILER =
  '<Extra id="X-1" version="2" type="trailer"><Titles><Title language="en">Teaser</Title></Titles><RunLengths><RunLength>PT1M30S</RunLength></RunLengths><Relationships><Relationship type="trailerOf" programRef="MOVIE_1"/></Relationships></Extra>'

describe('An item of EMBER', () => {
  it('A film is a title without offers, which says nothing of them', async () => {
    const item = await readOne(emberOf(MOVIE))
    expect(item).toMatchObject({ itemId: 'MOVIE_1', version: 7, line: 2, source: MOVIE, findings: [] })
    expect(item.drafts).toEqual([
      {
        v: 1,
        type: 'title',
        id: 'ttl_north-MOVIE_1',
        name: { en: 'Inception', es: 'Origen' },
        kind: 'movie',
        genres: ['science-fiction'],
        releasedOn: '2010-07-16',
        externalIds: [{ idType: 'IMDB', id: 'tt1375666' }],
        ratings: [{ territory: 'US', system: 'MPA', label: 'PG-13' }],
      },
    ])
    expect(checkContent(item.drafts[0] ?? {}, 1)).toHaveProperty('record')
  })

  it.each([
    ['TVSeries', '', 'series', undefined],
    ['TVSeason', '<SeriesOf programRef="S-1"/>', 'season', 'ttl_north-S-1'],
    ['TVEpisode', '<A type="series" ref="S-1"/><A type="season" ref="S-2"/>', 'episode', 'ttl_north-S-2'],
    ['TVEpisode', '<Show>S-1</Show>', 'episode', 'ttl_north-S-1'],
    ['SportsEvent', '', 'event', undefined],
    ['Event', '', 'event', undefined],
  ])('A %s with the relationships %j is a title of the kind %s', async (name, relations, kind, parentId) => {
    const program = `<${name} id="1"><Titles><Title language="en">A</Title></Titles><Relationships>${relations}</Relationships></${name}>`
    const { drafts, version } = await readOne(emberOf(program))
    expect(drafts[0]).toMatchObject({ kind })
    expect([drafts[0]?.parentId, version]).toEqual([parentId, 1])
  })

  it('All offers of a program are one item, wherever they stand', async () => {
    const premium = offerWith(
      'start="2026-11-01T00:00:00Z"',
      '<Entitlements><Entitlement type="subscription"/></Entitlements>',
    )
    const offers =
      offersOf('B', 'MOVIE_1', FREE, 3) + offersOf('C', 'MOVIE_2', FREE) + offersOf('A', 'MOVIE_1', premium, 5)
    const { items } = await readCatalogue(emberOf('', offers))
    expect(items).toMatchObject([
      {
        itemId: 'A',
        version: 5,
        findings: [],
        drafts: [
          {
            type: 'title',
            id: 'ttl_north-MOVIE_1',
            offers: [
              { ...EVERYWHERE, types: ['free'] },
              { ...EVERYWHERE, types: ['subscription'], start: '2026-11-01T00:00:00', timeZone: 'UTC' },
            ],
          },
        ],
      },
      { itemId: 'C', drafts: [{ id: 'ttl_north-MOVIE_2' }] },
    ])
    expect(Object.keys(items[0]?.drafts[0] ?? {})).toEqual(['v', 'type', 'id', 'offers'])
    expect(items[0]?.source.split('\n')).toHaveLength(2)
  })

  it.each([
    ['startTime="2026-11-01T00:00:00Z" endTime="2026-12-01T00:00:00Z"', '', [], '2026-12-01T00:00:00'],
    [
      '',
      '<WindowStart>2026-11-01T00:00:00Z</WindowStart><WindowEnd>2026-12-01T00:00:00Z</WindowEnd>',
      [],
      '2026-12-01T00:00:00',
    ],
    ['start="2026-11-01T00:00:00Z" end=""', '', ['bad-date'], null],
    ['start="2026-11-01T00:00:00Z"', '<Blackouts/><ExpiresAt>2026-12-01</ExpiresAt>', ['unresolved-window'], null],
    ['start="2026-11-01T00:00:00Z" availableUntil="2026-12-01"', '', ['unresolved-window'], null],
  ])('An offer with %j and %j is told of by %j', async (attributes, inside, rules, end) => {
    const item = await readOne(emberOf('', offersOf('A', 'M', offerWith(attributes, inside))))
    expect(rulesOf(item)).toEqual(rules)
    expect(item.drafts[0]).toMatchObject({ offers: [{ start: '2026-11-01T00:00:00', end }] })
  })

  it.each([
    ['<GeoRestriction type="allow" territories="US"/>', [], ['US']],
    ['<GeoRestriction type="exclude">US CA</GeoRestriction>', [], ['DE']],
    ['<AllowedTerritories><T>DE</T><T>FR</T></AllowedTerritories>', [], ['DE']],
    ['<GeoRestriction type="allow" territories="FR"/>', ['left-out', 'no-offer'], null],
    ['<GeoRestriction type="DMA">807</GeoRestriction>', ['unknown-value'], ['DE', 'US']],
    ['<GeoRestriction type="deny"/>', ['unknown-value'], ['DE', 'US']],
  ])('The restriction %s is told of by %j and leaves %j', async (restriction, rules, territories) => {
    const offer = offerWith('', `<GeoRestrictions>${restriction}</GeoRestrictions>`)
    const item = await readOne(emberOf('', offersOf('A', 'M', offer)))
    expect(rulesOf(item)).toEqual(rules)
    expect(item.drafts[0]).toMatchObject({ offers: territories === null ? [] : [{ territories }] })
  })

  it('An entitlement of an unknown kind counts as a subscription, with a warning', async () => {
    const offer =
      '<ProgramOffer><Entitlements><Entitlement type="tve"/><Entitlement policyRef="p"/></Entitlements></ProgramOffer>'
    const item = await readOne(emberOf('', offersOf('A', 'M', offer)))
    expect(rulesOf(item)).toEqual(['left-out'])
    expect(item.drafts[0]).toMatchObject({ offers: [{ types: ['subscription'] }] })
  })

  it('What is deleted is gone, with its version', async () => {
    const { items } = await readCatalogue(emberOf('<Delete id="M" version="4"/>', '<Delete id="A"/><Delete/>'))
    expect(items).toMatchObject([
      { itemId: 'M', version: 4, deletes: true, drafts: [] },
      { itemId: 'A', version: 1, deletes: true },
      { itemId: null, findings: [{ rule: 'missing-id', severity: 'error' }] },
    ])
  })

  it('An extra becomes a clip of its own below what it is about, by the template of the feed', async () => {
    const template = { mediaTemplate: 'https://cdn.example.com/{LaunchId}.mpd' }
    const { drafts, findings } = await readOne(emberOf(TRAILER), template)
    expect(findings).toEqual([])
    expect(drafts).toMatchObject([
      { type: 'title', kind: 'short', id: 'ttl_north-X-1', parentId: 'ttl_north-MOVIE_1' },
      {
        type: 'asset',
        titleId: 'ttl_north-X-1',
        kind: 'trailer',
        durationMs: 90_000,
        renditions: [{ type: 'dash', url: 'https://cdn.example.com/X-1.mpd' }],
      },
    ])
    for (const draft of drafts) expect(checkContent(draft, 1)).toHaveProperty('record')
    expect(rulesOf(await readOne(emberOf(TRAILER)))).toEqual(['no-rendition'])
  })

  it.each([
    ['2', 120_000],
    ['90 ', null],
    ['<x/>', undefined],
  ])('A run length of %j counts minutes, and above the bound it is a feature', async (length, durationMs) => {
    const { drafts } = await readOne(emberOf(TRAILER.replace('PT1M30S', length)))
    expect(drafts.map(({ type }) => type)).toEqual(durationMs === null ? ['title'] : ['title', 'asset'])
    if (durationMs !== null) expect(drafts[1]?.durationMs).toBe(durationMs)
  })

  it('Each program that is none, and each list of offers for none, is an error by itself', async () => {
    const programs = '<Podcast id="1"/><Movie/><OffAir id="2"/>'
    const offers = `<ProgramOffers id="A"/><ProgramOffers programRef="M">${FREE}</ProgramOffers><Bundle id="B"/><StationOffers id="S"/>`
    const { items, fault } = await readCatalogue(emberOf(programs, offers))
    expect(fault).toBeNull()
    expect(items.map(rulesOf)).toEqual([
      ['unknown-value'],
      ['missing-id'],
      ['left-out'],
      ['missing-field'],
      ['unknown-value'],
      ['missing-id'],
    ])
  })

  it('Offers that are far apart in a large catalogue do not take the place of each other', async () => {
    const filler = Array.from({ length: 40 }, (_, index) =>
      offersOf(`F${index}`, `F${index}`, `${FREE}<!--${'x'.repeat(220_000)}-->`),
    )
    const { items } = await readCatalogue(
      emberOf('', [offersOf('A', 'M', FREE), ...filler, offersOf('B', 'M', FREE)].join('')),
    )
    expect(items).toHaveLength(42)
    expect(items.find(({ itemId }) => itemId === 'B')).toMatchObject({
      findings: [{ rule: 'duplicate-item' }],
      drafts: [],
    })
  })

  it('A catalogue that is cut gives no offers, which might not be all', async () => {
    const text = emberOf(MOVIE, offersOf('A', 'MOVIE_1', FREE))
    const { items, fault } = await readCatalogue(text.slice(0, -20))
    expect(items.map(({ itemId }) => itemId)).toEqual(['MOVIE_1'])
    expect(fault).toMatchObject({ rule: 'broken-document' })
  })
})
