import { describe, expect, it } from 'vitest'
import { readDocument, shownOffers } from './avail-documents.ts'

const NAMES = (avails: string, common: string): string =>
  `xmlns="http://www.movielabs.com/schema/avails/v${avails}/avails" xmlns:m="http://www.movielabs.com/schema/md/v${common}/md"`

const TRANSACTION = `<Transaction TransactionID="a-1">
  <LicenseType>SVOD</LicenseType><Territory><m:country>US</m:country></Territory>
  <Start>2026-06-14T00:00:00</Start><EndCondition>Open</EndCondition><FormatProfile HDR="true">UHD</FormatProfile>
</Transaction>`
const METADATA = '<Metadata><TitleInternalAlias>View, The</TitleInternalAlias></Metadata>'

interface AvailParts {
  readonly workType?: string
  readonly metadata?: string
  readonly transaction?: string
  readonly flag?: string
}

const avail = ({ workType = 'Movie', metadata = METADATA, transaction = TRANSACTION, flag = '' }: AvailParts): string =>
  `<Avail><ALID>view</ALID><Disposition><EntryType>Full Extract</EntryType></Disposition>
<Licensor><m:DisplayName>North</m:DisplayName></Licensor><AvailType>single</AvailType><ShortDescription/>
<Asset contentID="view"><WorkType>${workType}</WorkType>${metadata}</Asset>
${transaction}${flag}</Avail>`

const listOf = (inner: string, names = NAMES('2.7', '2.12')): string => `<AvailList ${names}>${inner}</AvailList>`
const read = (text: string, feed: Record<string, unknown> = {}) => readDocument(new TextEncoder().encode(text), feed)
const readAvail = (parts: AvailParts, feed: Record<string, unknown> = {}) => read(listOf(avail(parts)), feed)

describe('Avails in XML', () => {
  it.each([
    ['2.1', '2.3'],
    ['2.2.2', '2.5'],
    ['2.5.2', '2.9'],
    ['2.7', '2.12'],
    ['2.9', '2.14'],
  ])('A document of version %s with Common Metadata %s is read', async (avails, common) => {
    const { drafts, findings } = await read(listOf(avail({}), NAMES(avails, common)))
    expect(drafts).toMatchObject([{ name: { und: 'The View' }, kind: 'movie' }])
    expect(shownOffers(drafts)).toEqual(['US: subscription 2026-06-14T00:00:00 to open'])
    expect(findings).toEqual([])
  })

  it('A signed document is read as the lists that it holds, and its signature is not', async () => {
    const names = NAMES('2.7', '2.12')
    const lists = `<AvailList>${avail({})}</AvailList><AvailList/>`
    const signature = '<d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:SignedInfo/></d:Signature>'
    const { items } = await read(`<AvailListSigned ${names}>${lists}${signature}</AvailListSigned>`)
    expect(items.map(({ itemId }) => itemId)).toEqual(['view'])
  })

  it('A list without avails brings no item, and is no fault', async () => {
    const { items, faults } = await read(listOf(''))
    expect([items, faults]).toEqual([[], []])
  })

  it('A title has a name in each language and a rating in each region', async () => {
    const rating = (region: string, system: string, value: string) =>
      `<m:Rating><m:Region><m:country>${region}</m:country></m:Region><m:System>${system}</m:System><m:Value>${value}</m:Value></m:Rating>`
    const { drafts, findings } = await readAvail({
      metadata: `<Metadata><TitleDisplayUnlimited language="en">The View</TitleDisplayUnlimited>
        <TitleDisplayUnlimited language="fr-CA">La vue</TitleDisplayUnlimited><TitleInternalAlias>View, The</TitleInternalAlias>
        <TitleEIDR-URN>urn:eidr:10.5240:8FF3-1C20-84F5-F247-8BCD-E</TitleEIDR-URN>
        <ReleaseHistory><m:ReleaseType>DVD</m:ReleaseType><m:Date>2007-01-01</m:Date></ReleaseHistory>
        <ReleaseHistory><m:ReleaseType>original</m:ReleaseType><m:Date>2006-01-30</m:Date></ReleaseHistory>
        <Ratings>${rating('US', 'MPAA', 'PG')}${rating('CA', 'CHVRS', '14A')}</Ratings></Metadata>`,
    })
    expect(drafts).toMatchObject([
      {
        name: { en: 'The View', 'fr-CA': 'La vue' },
        releasedOn: '2006-01-30',
        externalIds: [
          { idType: 'EIDR', id: '10.5240/8FF3-1C20-84F5-F247-8BCD-E' },
          { idType: 'ContentID' },
          { idType: 'ALID' },
        ],
        ratings: [
          { territory: 'US', system: 'MPAA', label: 'PG' },
          { territory: 'CA', system: 'CHVRS', label: '14A' },
        ],
      },
    ])
    expect(findings).toEqual([])
  })

  it('A season brings its offers, its own name and its series', async () => {
    const { drafts, findings } = await readAvail({
      workType: 'Season',
      metadata: `<SeasonMetadata><SeasonContentID>view-s1</SeasonContentID>
        <SeasonTitleDisplayUnlimited language="en">The First Season</SeasonTitleDisplayUnlimited>
        <SeasonNumber><m:Number>1</m:Number></SeasonNumber>
        <SeriesMetadata><SeriesContentID>views</SeriesContentID>
        <SeriesTitleDisplayUnlimited language="en">Views</SeriesTitleDisplayUnlimited>
        <SeriesTitleInternalAlias>Views</SeriesTitleInternalAlias></SeriesMetadata></SeasonMetadata>`,
    })
    expect(drafts).toMatchObject([
      { id: 'ttl_north-views', kind: 'series', name: { en: 'Views' } },
      { id: 'ttl_north-view', kind: 'season', name: { en: 'The First Season' }, parentId: 'ttl_north-views' },
    ])
    expect(shownOffers(drafts.slice(1))).toEqual(['US: subscription 2026-06-14T00:00:00 to open'])
    expect(findings).toEqual([])
  })

  it.each([
    ['an exclusion alone', '<TerritoryExcluded><m:country>US</m:country></TerritoryExcluded>', ['CA DE']],
    [
      'several territories',
      '<Territory><m:country>CA</m:country></Territory><Territory><m:country>US</m:country></Territory>',
      ['CA US'],
    ],
  ])('A transaction with %s is narrowed to the territories of the feed', async (_, regions, places) => {
    const transaction = TRANSACTION.replace(/<Territory>.*?<\/Territory>/, regions)
    const { drafts } = await readAvail({ transaction }, { territories: ['US', 'CA', 'DE'] })
    expect(shownOffers(drafts).map((offer) => offer.split(':')[0])).toEqual(places)
  })

  it.each([
    [
      'a part of a country',
      '<m:country>US</m:country>',
      '<m:countryRegion>US-NY</m:countryRegion>',
      'unknown-territory Transaction/Territory',
    ],
    [
      'an end with a broadcast',
      '<EndCondition>',
      '<EndCondition lag="-P5D">Broadcast</EndCondition><EndCondition>',
      'unresolved-window Transaction/EndCondition/@lag',
    ],
    ['a start that is no date', '2026-06-14T00:00:00', 'next June', 'bad-date Transaction/Start'],
    ['a licence of no known type', 'SVOD', 'Library', 'unknown-value Transaction/LicenseType'],
  ])('A transaction with %s is an error', async (_, found, instead, expected) => {
    const { findings } = await readAvail({ transaction: TRANSACTION.replace(found, instead) })
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toContain(expected)
  })

  it('The terms of a transaction say when it may be announced and known, and whether it holds', async () => {
    const term = (name: string, kind: string, value: string) =>
      `<Term termName="${name}"><${kind}>${value}</${kind}></Term>`
    const withTerms = (terms: string) => TRANSACTION.replace('</Transaction>', `${terms}</Transaction>`)
    const announced = term('AnnounceDate', 'Event', '2026-05-01') + term('SuppressionLiftDate', 'Event', '2026-04-01')
    const { drafts } = await readAvail({ transaction: withTerms(announced) })
    expect(shownOffers(drafts)).toEqual([
      'US: subscription 2026-06-14T00:00:00 to open, promoted from 2026-05-01T00:00:00, embargo until 2026-04-01T00:00:00',
    ])
    const revoked = await readAvail({ transaction: withTerms(term('TitleStatus', 'Text', 'Revoked')) })
    expect(shownOffers(revoked.drafts)).toEqual([])
    expect(revoked.findings.map(({ rule }) => rule)).toEqual(['left-out', 'no-offer'])
  })

  it.each(['<ExceptionFlag/>', '<ExceptionFlag>true</ExceptionFlag>'])(
    'An avail with %s waits for a review',
    async (flag) => {
      const { findings } = await readAvail({ flag })
      expect(findings).toMatchObject([{ rule: 'needs-review', path: 'ExceptionFlag' }])
    },
  )
})
