import { describe, expect, it } from 'vitest'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import { cdfOf, OFFER, readCatalogue, readWork, rulesOf, workOf } from './cdf-documents.ts'

const MOVIE = `<Movie>
  <ID>MV-12345</ID>
  <ExternalID scheme="imdb">tt0076759</ExternalID>
  <Titles>
    <Title locale="en-US">The Avengers</Title>
    <Title locale="en" territories="GB">Marvel Avengers Assemble</Title>
    <Title locale="es" territories="CO,EC">Vengadores</Title>
    <Title locale="es">Los Vengadores</Title>
  </Titles>
  <Offers>
    <SubscriptionOffer>
      <Regions><Territories>US JP</Territories></Regions>
      <WindowStart>2026-11-01T00:00:00Z</WindowStart>
      <WindowEnd>2027-11-01T00:00:00Z</WindowEnd>
      <LaunchDetails><Quality>HD</Quality><LaunchId>a</LaunchId></LaunchDetails>
    </SubscriptionOffer>
    <SubscriptionOffer>
      <Regions><Country>JP</Country><Country>US</Country></Regions>
      <WindowStart>2026-11-01T00:00:00Z</WindowStart>
      <WindowEnd>2027-11-01T00:00:00Z</WindowEnd>
      <LaunchDetails><Quality>UHD</Quality><LaunchId>b</LaunchId></LaunchDetails>
    </SubscriptionOffer>
    <RentalOffer><Regions><Country>US</Country></Regions><Duration>48</Duration><Price currency="USD">3.99</Price></RentalOffer>
    <FreeOffer><Regions><Country>DE</Country></Regions></FreeOffer>
  </Offers>
  <RuntimeMinutes>143</RuntimeMinutes>
  <Genres><Genre locale="en">Sci-Fi</Genre><Genre locale="ja">アクション</Genre><Genre>Heist</Genre></Genres>
  <ContentRatings>
    <ContentRating><System>MPAA</System><Certification>PG-13</Certification></ContentRating>
    <ContentRating><System>EIRIN</System><Certification>G</Certification></ContentRating>
  </ContentRatings>
  <ReleaseDates><ReleaseDate>2012-05-04T00:00:00</ReleaseDate><ReleaseDate>2012-04-11T00:00:00</ReleaseDate></ReleaseDates>
</Movie>`

const TRAILER = workOf(
  'Extra',
  '<RuntimeMinutes>2</RuntimeMinutes><Language>en-US</Language><Type>trailer</Type><RelatesToID>MV-12345</RelatesToID>',
  OFFER.replace('</Regions>', '</Regions><LaunchDetails><LaunchId>tt1/HD en</LaunchId></LaunchDetails>'),
)
const TEMPLATE = { mediaTemplate: 'https://cdn.example.com/{LaunchId}.m3u8' }

describe('A work of CDF', () => {
  it('A film becomes a title with its offers in the countries of the feed', async () => {
    const item = await readWork(MOVIE)
    expect(item).toMatchObject({ itemId: 'MV-12345', line: 3, source: MOVIE })
    expect(item.findings).toMatchObject([
      { rule: 'rating-unmapped', value: 'EIRIN G' },
      { rule: 'left-out', path: 'Offers/FreeOffer', value: 'DE' },
    ])
    expect(item.drafts).toEqual([
      {
        v: 1,
        type: 'title',
        id: 'ttl_north-MV-12345',
        name: { 'en-US': 'The Avengers', es: 'Los Vengadores', en: 'Marvel Avengers Assemble' },
        kind: 'movie',
        genres: ['science-fiction', 'Heist'],
        releasedOn: '2012-04-11',
        externalIds: [{ idType: 'IMDB', id: 'tt0076759' }],
        ratings: [{ territory: 'US', system: 'MPA', label: 'PG-13' }],
        offers: [
          {
            territories: ['JP', 'US'],
            start: '2026-11-01T00:00:00',
            end: '2027-11-01T00:00:00',
            timeZone: 'UTC',
            types: ['subscription'],
          },
          { territories: ['US'], start: '2000-01-01T00:00:00', end: null, timeZone: 'territory', types: ['rent'] },
        ],
      },
    ])
    expect(checkContent(item.drafts[0] ?? {}, 1)).toHaveProperty('record')
  })

  it.each([
    ['Movie', '', 'movie', undefined],
    ['TvShow', '', 'series', undefined],
    ['MiniSeries', '', 'series', undefined],
    ['TvSeason', '<ShowID>S-1</ShowID>', 'season', 'ttl_north-S-1'],
    ['TvEpisode', '<ShowID>S-1</ShowID><SeasonID>S-2</SeasonID>', 'episode', 'ttl_north-S-2'],
    ['TvEpisode', '<ShowTitle>Show</ShowTitle><SeasonInShow>1</SeasonInShow>', 'episode', undefined],
    [
      'MiniSeriesEpisode',
      '<MiniSeriesID>M 1</MiniSeriesID>',
      'episode',
      expect.stringMatching(/^ttl_north-h[0-9a-f]{20}$/),
    ],
    ['TvSpecial', '', 'event', undefined],
  ])('A %s with %j is a title of the kind %s', async (name, more, kind, parentId) => {
    const { drafts, findings } = await readWork(workOf(name, more))
    expect(findings).toEqual([])
    expect(drafts[0]).toMatchObject({ kind, id: 'ttl_north-W-1' })
    expect(drafts[0]?.parentId).toEqual(parentId)
    expect(checkContent(drafts[0] ?? {}, 1)).toHaveProperty('record')
  })

  it.each([
    ['', ['no-offer'], 0],
    ['<FreeOffer/>', ['left-out', 'no-offer'], 0],
    ['<FreeOffer><Regions/></FreeOffer>', ['left-out', 'no-offer'], 0],
    ['<PreOrderOffer><Regions><Country>US</Country></Regions></PreOrderOffer>', ['left-out', 'no-offer'], 0],
    ['<FreeOffer><Regions><Country>USA</Country></Regions></FreeOffer>', ['unknown-territory', 'no-offer'], 0],
    [OFFER.replace('</Regions>', '</Regions><WindowEnd>soon</WindowEnd>'), ['bad-date'], 1],
    [OFFER.replace('</Regions>', '</Regions><WindowEnd/>'), ['bad-date'], 1],
    [OFFER.replace('</Regions>', '</Regions><WindowEnd>2026-12-01</WindowEnd>'), ['date-only-end'], 1],
    [
      OFFER.replace(
        '</Regions>',
        '</Regions><WindowStart>2026-12-01T00:00:00Z</WindowStart><WindowEnd>2027-01-01T00:00:00</WindowEnd>',
      ),
      ['mixed-times'],
      1,
    ],
  ])('The offers %j are told of by %j', async (offers, rules, count) => {
    const item = await readWork(workOf('Movie', '', offers))
    expect(rulesOf(item)).toEqual(rules)
    expect(item.drafts[0]).toMatchObject({ offers: { length: count } })
  })

  it('An extra becomes an asset about the work that it relates to, by the template of the feed', async () => {
    const { drafts, findings } = await readWork(TRAILER, TEMPLATE)
    expect(findings).toEqual([])
    expect(drafts).toMatchObject([
      {
        type: 'asset',
        id: 'ast_north-W-1',
        titleId: 'ttl_north-MV-12345',
        kind: 'trailer',
        name: { 'en-US': 'Sneeze' },
        durationMs: 120_000,
        audio: [{ language: 'en-US' }],
        territories: ['US'],
        renditions: [{ type: 'hls', url: 'https://cdn.example.com/tt1%2FHD%20en.m3u8', codec: 'avc', height: 720 }],
        feed: { id: 'north', itemId: 'W-1' },
      },
    ])
    expect(checkContent(drafts[0] ?? {}, 1)).toHaveProperty('record')
  })

  it.each([
    [TRAILER, {}, 'LaunchId'],
    [TRAILER.replace('<LaunchId>tt1/HD en</LaunchId>', ''), TEMPLATE, 'LaunchId'],
    [TRAILER, { mediaTemplate: 'https://cdn.example.com/{LaunchId}' }, 'mediaTemplate'],
  ])('An extra whose video cannot be told is an error', async (extra, feed, path) => {
    const item = await readWork(extra, feed)
    expect(item.findings).toMatchObject([{ rule: 'no-rendition', severity: 'error', path }])
  })

  it('An extra without a length is an error, and one that is long is a title', async () => {
    expect(rulesOf(await readWork(TRAILER.replace(/<RuntimeMinutes>.*<\/RuntimeMinutes>/, ''), TEMPLATE))).toEqual([
      'missing-field',
    ])
    const { drafts } = await readWork(TRAILER.replace('>2<', '>11<'), TEMPLATE)
    expect(drafts.map(({ type }) => type)).toEqual(['title'])
  })

  it.each([
    ['<RelatesToID>MV-1</RelatesToID>', {}, 'ttl_north-MV-1'],
    ['<RelatesToID>MV-1</RelatesToID>', { titles: 'ttl_known' }, 'ttl_known'],
    ['<RelatesToExternalID scheme="imdb">tt1</RelatesToExternalID>', {}, { externalId: { idType: 'IMDB', id: 'tt1' } }],
    ['', {}, 'ttl_north-W-1'],
  ])('An extra that says %j in a feed with %j is about %j', async (relation, feed, titleId) => {
    const extra = TRAILER.replace('<RelatesToID>MV-12345</RelatesToID>', relation)
    const { drafts } = await readWork(extra, { ...TEMPLATE, ...feed })
    expect(drafts.at(-1)).toMatchObject({ type: 'asset', titleId })
    expect(drafts.length).toBe(relation === '' ? 2 : 1)
  })

  it('An extra about nothing is an error in a feed of external ids', async () => {
    const extra = TRAILER.replace('<RelatesToID>MV-12345</RelatesToID>', '')
    expect(rulesOf(await readWork(extra, { ...TEMPLATE, titles: 'externalId' }))).toEqual(['unknown-title'])
  })

  it('An extra with offers of several windows has the first of them, with its countries', async () => {
    const later = OFFER.replace('US', 'JP').replace(
      '</Regions>',
      '</Regions><WindowStart>2027-01-01T00:00:00Z</WindowStart>',
    )
    const item = await readWork(TRAILER.replace('</Offers>', `${later}</Offers>`), TEMPLATE)
    expect(rulesOf(item)).toEqual(['left-out'])
    expect(item.drafts[0]).toMatchObject({ territories: ['US'] })
    const same = await readWork(TRAILER.replace('</Offers>', `${OFFER.replace('US', 'JP')}</Offers>`), TEMPLATE)
    expect(same.drafts[0]).toMatchObject({ territories: ['US', 'JP'] })
  })

  it('A work of no known type, or without an id, is an error by itself', async () => {
    const { items, fault } = await readCatalogue(cdfOf(`<Podcast><ID>1</ID></Podcast><Movie/>${MOVIE}`))
    expect(fault).toBeNull()
    expect(items.map(rulesOf)).toEqual([['unknown-value'], ['missing-id'], ['rating-unmapped', 'left-out']])
    expect(items.map(({ itemId }) => itemId)).toEqual(['1', null, 'MV-12345'])
  })

  it('A catalogue without its namespace is read, and another document is not', async () => {
    const bare = cdfOf(MOVIE).replace(/ xmlns="[^"]*"/, '')
    expect((await readCatalogue(bare)).items).toMatchObject([{ itemId: 'MV-12345' }])
    expect((await readCatalogue('<rss/>')).fault).toMatchObject({ rule: 'broken-document', value: '<rss>' })
  })
})
