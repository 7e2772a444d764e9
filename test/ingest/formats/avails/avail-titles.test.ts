import { describe, expect, it } from 'vitest'
import { type Cells, EPISODE, FILM, readRows } from './avail-documents.ts'

const rulesOf = (findings: readonly { line: number; rule: string; path: string }[]) =>
  findings.map(({ line, rule, path }) => `${line} ${rule} ${path}`)

async function read(...rows: readonly Cells[]) {
  const found = await readRows(rows)
  return { ...found, rules: rulesOf(found.findings) }
}

const film = (...rows: readonly Cells[]) => read(...rows.map((row) => ({ ...FILM, ...row })))
const episodes = (...rows: readonly Cells[]) => read(...rows.map((row) => ({ ...EPISODE, ...row })))

describe('Titles of avails', () => {
  it.each<[string, readonly Cells[], Record<string, string>]>([
    ['as it is shown, not as partners call it', [{}], { en: 'The View from a Mountain' }],
    [
      'in the language of each row',
      [{}, { AssetLanguage: 'FR-ca', TitleDisplayUnlimited: 'La vue' }],
      { en: 'The View from a Mountain', 'fr-CA': 'La vue' },
    ],
    [
      'in the language of the store',
      [{ StoreLanguage: 'de', TitleDisplayUnlimited: 'Der Blick' }],
      { de: 'Der Blick' },
    ],
    [
      'with what is said of the language left aside',
      [{ AssetLanguage: 'en:audio, EN:subtitle' }],
      { en: 'The View from a Mountain' },
    ],
    ['in no language where there are several', [{ AssetLanguage: 'EN, FR' }], { und: 'The View from a Mountain' }],
    ['in no language where it is none', [{ AssetLanguage: 'English' }], { und: 'The View from a Mountain' }],
    ['in no language where there is none', [{ AssetLanguage: '' }], { und: 'The View from a Mountain' }],
    ['the right way round', [{ TitleDisplayUnlimited: '' }], { en: 'The View from a Mountain' }],
    [
      'with a French article before it',
      [{ TitleDisplayUnlimited: '', TitleInternalAlias: "Avventura, L'" }],
      { en: "L'Avventura" },
    ],
    [
      'with a comma of its own',
      [{ TitleDisplayUnlimited: '', TitleInternalAlias: 'Me, Myself and Irene' }],
      { en: 'Me, Myself and Irene' },
    ],
  ])('A title is named %s', async (_, rows, name) => {
    const { drafts, rules } = await film(...rows)
    expect(drafts).toMatchObject([{ name }])
    expect(Object.keys(drafts[0]?.name ?? {})).toEqual(Object.keys(name))
    expect(rules).toEqual([])
  })

  it('Another name in the same language is left out, with a warning', async () => {
    const { drafts, rules } = await film({}, { TitleDisplayUnlimited: 'View!' }, { TitleDisplayUnlimited: 'View!' })
    expect(drafts).toMatchObject([{ name: { en: 'The View from a Mountain' } }])
    expect(rules).toEqual(['5 left-out AvailMetadata/TitleDisplayUnlimited'])
  })

  it('A title without a name leaves the name that it has', async () => {
    const { drafts } = await film({ TitleDisplayUnlimited: '', TitleInternalAlias: '' })
    expect(drafts[0]).not.toHaveProperty('name')
  })

  it.each([
    ['Movie', 'movie'],
    ['movie', 'movie'],
    ['Short', 'short'],
    ['Non-episodic Show', 'movie'],
    ['Concert', 'event'],
    ['Series', 'series'],
    ['Season', 'season'],
    ['Volume', 'season'],
    ['Episode', 'episode'],
  ])('The work type %s is a %s', async (WorkType, kind) => {
    expect((await film({ WorkType })).drafts).toMatchObject([{ kind }])
  })

  it.each([
    ['Supplemental', 'no-rendition'],
    ['Promotion', 'no-rendition'],
    ['Collection', 'unknown-value'],
    ['Book', 'unknown-value'],
    ['constructor', 'unknown-value'],
    ['', 'missing-field'],
  ])('The work type %j is no title that could play: %s', async (WorkType, rule) => {
    const { drafts, findings } = await film({ WorkType })
    expect(drafts).toEqual([])
    expect(findings).toMatchObject([{ rule, severity: 'error', line: 4, path: 'AvailAsset/WorkType', value: WorkType }])
  })

  it('Two work types of one title are an error', async () => {
    const { rules } = await film({}, { WorkType: 'Short' })
    expect(rules).toEqual(['5 contradiction AvailAsset/WorkType'])
  })

  it('The day of the first release is kept, and a year alone is no day', async () => {
    expect((await film({ ReleaseHistoryOriginal: '2006-01-30' })).drafts).toMatchObject([{ releasedOn: '2006-01-30' }])
    expect((await film({ ReleaseHistoryOriginal: '2006' })).drafts[0]).not.toHaveProperty('releasedOn')
    expect((await film({ ReleaseHistoryOriginal: '30.1.2006' })).rules).toEqual([
      '4 left-out AvailMetadata/ReleaseHistoryOriginal',
    ])
  })
})

describe('Ids of avails', () => {
  it.each<[Cells, string | null]>([
    [{ ContentID: 'c', ALID: 'a', TitleID: 't', EditID: 'e', AltID: 'x' }, 'c'],
    [{ ContentID: '', ALID: 'a', TitleID: 't', EditID: 'e', AltID: 'x' }, 'a'],
    [{ ContentID: '', ALID: '', TitleID: 't', EditID: 'e', AltID: 'x' }, 't'],
    [{ ContentID: '', ALID: '', TitleID: '', EditID: 'e', AltID: 'x' }, 'e'],
    [{ ContentID: '', ALID: '', TitleID: '', EditID: '', AltID: 'x' }, 'x'],
  ])('An item whose row has the ids %j has the id %j', async (row, itemId) => {
    const { items } = await film(row)
    expect(items.map((item) => item.itemId)).toEqual([itemId])
  })

  it('A row without any id is an item by itself, which is an error', async () => {
    const nameless = { ContentID: '', ALID: '' }
    const { items, drafts, rules } = await film(nameless, {}, nameless)
    expect(items.map(({ itemId, line }) => [itemId, line])).toEqual([
      ['VIEW_MT_2006', 5],
      [null, 4],
      [null, 6],
    ])
    expect(drafts).toHaveLength(1)
    expect(rules).toEqual(['4 missing-id AvailAsset/ContentID', '6 missing-id AvailAsset/ContentID'])
  })

  it('The rows of a title are one item, wherever they stand', async () => {
    const { items } = await film({}, { ContentID: 'other' }, { Territory: 'DE' })
    expect(items.map(({ itemId, line }) => [itemId, line])).toEqual([
      ['VIEW_MT_2006', 4],
      ['other', 5],
    ])
  })

  it('The source of an item is what its rows say, and nothing of where they stand', async () => {
    const before = await film({ ContentID: 'first' }, {}, { Territory: 'DE' })
    const after = await film({}, { Territory: 'DE' })
    expect(after.items[0]?.source).toBe(before.items[1]?.source)
    const changed = await film({}, { Territory: 'FR' })
    expect(changed.items[0]?.source).not.toBe(after.items[0]?.source)
  })

  it('EIDRs and the ids of the sender are external ids, by which other feeds find the title', async () => {
    const { drafts, rules } = await film({
      ContentID: 'md:cid:eidr-s:8FF3-1C20-84F5-F247-8BCD-E',
      TitleID: '10.5240/8FF3-1C20-84F5-F247-8BCD-E',
      EditID: 'urn:eidr:10.5240:77C5-ED35-8FC2-7D9D-9531-1',
      ALID: 'md:alid:org:rockstar:view',
      AltID: '001143',
    })
    expect(drafts[0]?.externalIds).toEqual([
      { idType: 'EIDR', id: '10.5240/8FF3-1C20-84F5-F247-8BCD-E' },
      { idType: 'EIDR', id: '10.5240/77C5-ED35-8FC2-7D9D-9531-1' },
      { idType: 'ContentID', id: 'md:cid:eidr-s:8FF3-1C20-84F5-F247-8BCD-E' },
      { idType: 'AltID', id: '001143' },
      { idType: 'ALID', id: 'md:alid:org:rockstar:view' },
    ])
    expect(rules).toEqual([])
  })

  it('A mistyped EIDR is no external id, with one warning for all rows', async () => {
    const TitleID = '10.5240/8FF3-1C20-84F5-F247-8BCD-F'
    const { drafts, rules } = await film({ TitleID }, { TitleID, FormatProfile: 'SD' })
    expect(JSON.stringify(drafts[0]?.externalIds)).not.toContain('EIDR')
    expect(rules).toEqual(['4 left-out AvailAsset/TitleID'])
  })
})

describe('Episodes of avails', () => {
  it('An episode comes behind its season and its series, each a title with one id', async () => {
    const { items, drafts, rules } = await episodes({}, { EpisodeContentID: 'detectives-102' }, { FormatProfile: 'SD' })
    expect(items.map(({ itemId }) => itemId)).toEqual([
      'detectives',
      'detectives-s1',
      'detectives-101',
      'detectives-102',
    ])
    expect(drafts.map(({ id, kind, parentId }) => [id, kind, parentId])).toEqual([
      ['ttl_north-detectives', 'series', undefined],
      ['ttl_north-detectives-s1', 'season', 'ttl_north-detectives'],
      ['ttl_north-detectives-101', 'episode', 'ttl_north-detectives-s1'],
      ['ttl_north-detectives-102', 'episode', 'ttl_north-detectives-s1'],
    ])
    expect(rules).toEqual([])
  })

  it('A series and a season that rows of episodes name say nothing of offers and ratings', async () => {
    const { drafts } = await episodes({ RatingSystem: 'TVPG', RatingValue: 'TV-14' })
    const [series, season, episode] = drafts
    expect(series).toMatchObject({ name: { en: 'The Detectives' } })
    expect(season).toMatchObject({ name: { en: 'The Detectives 1' } })
    for (const above of [series, season]) {
      expect(above).not.toHaveProperty('offers')
      expect(above).not.toHaveProperty('ratings')
    }
    expect(episode).toMatchObject({
      ratings: [{ territory: 'US', label: 'TV-14' }],
      offers: [{ types: ['subscription'] }],
    })
  })

  it('A row of the season itself brings its offers', async () => {
    const row = {
      WorkType: 'Season',
      EpisodeContentID: '',
      SeasonTitleDisplayUnlimited: 'The First',
      LicenseType: 'EST',
    }
    const { drafts, rules } = await episodes({}, row)
    expect(rules).toEqual([])
    expect(drafts[1]).toMatchObject({
      id: 'ttl_north-detectives-s1',
      name: { en: 'The First' },
      offers: [{ types: ['buy'] }],
    })
  })

  it('A season stays the title above its episodes when its own licence is deleted', async () => {
    const deleted = { WorkType: 'Season', EpisodeContentID: '', EntryType: 'Full Delete' }
    const { items } = await episodes(deleted, {})
    expect(items[1]?.map()).toMatchObject({ drafts: [{ id: 'ttl_north-detectives-s1', offers: [] }] })
    expect(items[1]?.map()).not.toHaveProperty('deletes')
  })

  it('Deleted episodes alone name no title above them', async () => {
    const { items } = await episodes({ EntryType: 'Full Delete' })
    expect(items.map(({ itemId }) => itemId)).toEqual(['detectives-101'])
  })

  it('An item of a series does not change when an episode does', async () => {
    const [before, after] = [await episodes({}), await episodes({ End: '2027-01-01T00:00:00' })]
    const sources = ({ items }: typeof before) => items.map(({ source }) => source)
    expect(sources(after).slice(0, 2)).toEqual(sources(before).slice(0, 2))
    expect(sources(after)[2]).not.toBe(sources(before)[2])
  })

  it('An episode of two seasons is an error', async () => {
    const { rules } = await episodes({}, { SeasonContentID: 'detectives-s2' })
    expect(rules).toEqual(['5 contradiction AvailAsset/SeasonContentID'])
  })

  it('An episode without a season is of its series, and one of neither stands alone', async () => {
    expect((await episodes({ SeasonContentID: '' })).drafts[1]).toMatchObject({ parentId: 'ttl_north-detectives' })
    const { drafts } = await episodes({ SeasonContentID: '', SeriesContentID: '' })
    expect(drafts).toHaveLength(1)
    expect(drafts[0]).not.toHaveProperty('parentId')
  })
})

describe('Ratings of avails', () => {
  it.each<[string, readonly Cells[], readonly string[]]>([
    ['its own country', [{ RatingSystem: 'MPAA', RatingValue: 'PG-13' }], ['US MPAA PG-13']],
    [
      'the country of each row',
      [
        { RatingSystem: 'MPAA', RatingValue: 'PG' },
        { RatingSystem: 'FSK', RatingValue: 'FSK 12', Territory: 'DE' },
        { RatingSystem: 'CHVRS', RatingValue: 'PG', Territory: 'CA' },
      ],
      ['US MPAA PG', 'DE FSK FSK 12', 'CA CHVRS PG'],
    ],
    [
      'France alone, where Belgium has a scale of that name',
      [{ RatingSystem: 'CSA', RatingValue: '10', Territory: 'FR' }],
      ['FR CSA 10'],
    ],
  ])('A rating is that of %s', async (_, rows, ratings) => {
    const { drafts, rules } = await film(...rows)
    const found = (drafts[0]?.ratings ?? []) as readonly Record<string, string>[]
    expect(found.map(({ territory, system, label }) => `${territory} ${system} ${label}`)).toEqual(ratings)
    expect(rules).toEqual([])
  })

  it.each<Cells>([
    { RatingSystem: 'MPAA', RatingValue: 'General' },
    { RatingSystem: 'Nobody', RatingValue: 'PG' },
    { RatingSystem: '', RatingValue: 'PG' },
    { RatingSystem: 'MPAA', RatingValue: '' },
  ])('The unknown rating %j leaves the title unrated, with one warning for all rows', async (row) => {
    const { drafts, rules } = await film(row, { ...row, FormatProfile: 'SD' })
    expect(drafts).toMatchObject([{ ratings: [] }])
    expect(rules).toEqual(['4 rating-unmapped AvailMetadata/RatingValue'])
  })

  it('A title whose rows say nothing of ratings leaves those of another feed', async () => {
    expect((await film({})).drafts[0]).not.toHaveProperty('ratings')
  })
})
