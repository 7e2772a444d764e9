import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cells, FILM, readRows, shownOffers } from './avail-documents.ts'

const ROWS_OF_SHEET = 3

async function read(rows: readonly Cells[], feed: Record<string, unknown> = {}) {
  const found = await readRows(
    rows.map((row) => ({ ...FILM, ...row })),
    feed,
  )
  const places = shownOffers(found.drafts).map((offer) => offer.split(':')[0])
  return { ...found, places, rules: found.findings.map(({ line, rule, path }) => `${line} ${rule} ${path}`) }
}

describe('Territories of avails', () => {
  it.each<[string, Cells, readonly string[], readonly string[]]>([
    ['one country', { Territory: 'US' }, ['US', 'CA'], ['US']],
    ['several countries', { Territory: 'US, CA;DE' }, ['US', 'CA', 'FR'], ['CA US']],
    ['the world by ZZ', { Territory: 'ZZ' }, ['US', 'CA', '@dach'], ['US CA @dach']],
    ['the world by WW', { Territory: 'ww' }, ['*'], ['*']],
    ['the world but two', { Territory: 'ZZ', TerritoryExclusion: 'US, CA' }, ['US', 'CA', '@dach'], ['AT CH DE LI']],
    ['a country but none of the feed', { Territory: 'ZZ', TerritoryExclusion: 'FR' }, ['US', 'CA'], ['US CA']],
  ])('A row for %s is narrowed to the territories of the feed', async (_, row, territories, places) => {
    const found = await read([row], { territories })
    expect(found.places).toEqual(places)
    expect(found.rules).toEqual([])
  })

  it.each<[string, Cells, readonly string[]]>([
    ['a country that is none', { Territory: 'UK' }, ['4 unknown-territory AvailTrans/Territory']],
    ['a part of a country', { Territory: 'US-NY' }, ['4 unknown-territory AvailTrans/Territory']],
    ['no territory', { Territory: '' }, ['4 missing-field AvailTrans/Territory']],
    ['a number', { Territory: '0' }, ['4 unknown-territory AvailTrans/Territory']],
    [
      'an exclusion that nobody knows',
      { Territory: 'ZZ', TerritoryExclusion: 'Amerika' },
      ['4 unknown-territory AvailTrans/TerritoryExclusion'],
    ],
  ])('A row with %s is an error', async (_, row, rules) => {
    const found = await read([row])
    expect(found.places).toEqual([])
    expect(found.rules).toEqual(rules)
  })

  it('A row for countries that are not the feed’s grants nothing, with a warning, and stops no other row', async () => {
    const found = await read([{ Territory: 'JP' }, {}])
    expect(found.places).toEqual(['US'])
    expect(found.findings).toMatchObject([{ rule: 'left-out', severity: 'warning', value: 'JP', line: 4 }])
  })

  it('A title that no row grants in the feed’s territories has no offer, with a warning', async () => {
    const found = await read([{ Territory: 'JP' }])
    expect(found.drafts).toMatchObject([{ offers: [] }])
    expect(found.rules).toEqual(['4 left-out AvailTrans/Territory', '4 no-offer AvailTrans/Territory'])
  })

  it('No rows ever grant anything outside of the feed’s territories or of what they name', async () => {
    const codes = fc.constantFrom('US', 'CA', 'DE', 'FR', 'GB', 'AT', 'ZZ', 'WW', 'JP')
    const lists = fc.array(codes, { minLength: 1, maxLength: 3 })
    const rows = fc.array(fc.record({ named: lists, excluded: fc.array(codes, { maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    const feeds = fc.uniqueArray(fc.constantFrom('US', 'CA', 'DE', 'FR', 'JP'), { minLength: 1 })
    const isWorld = (list: readonly string[]) => list.includes('ZZ') || list.includes('WW')
    await fc.assert(
      fc.asyncProperty(rows, feeds, async (given, feed) => {
        const cells = given.map(({ named, excluded }) => ({
          Territory: named.join(', '),
          TerritoryExclusion: excluded.join(', '),
        }))
        const granted = feed.filter((code) =>
          given.some(
            ({ named, excluded }) =>
              (isWorld(named) || named.includes(code)) && !isWorld(excluded) && !excluded.includes(code),
          ),
        )
        const { places } = await read(cells, { territories: feed })
        expect(places.flatMap((place) => place?.split(' ') ?? []).sort()).toEqual([...granted].sort())
      }),
      { numRuns: 60 },
    )
  })
})

describe('Rows that delete', () => {
  it.each(['Delete', 'Full Delete'])('A title whose rows all say %s is deleted', async (EntryType) => {
    const { items } = await read([{ EntryType }, { EntryType, FormatProfile: 'SD', Territory: 'DE' }])
    expect(items.map((item) => item.map())).toEqual([{ drafts: [], findings: [], deletes: true }])
  })

  it.each(['Full Extract', 'Create', 'Update', 'full extract'])('A row of a %s states a licence', async (EntryType) => {
    expect((await read([{ EntryType }])).places).toEqual(['US'])
  })

  it.each<[string, Cells, Cells, readonly string[]]>([
    ['everything in its territory', { EntryType: 'Full Delete' }, {}, []],
    ['nothing in other territories', { EntryType: 'Full Delete', Territory: 'DE' }, {}, ['US']],
    ['its part of a world', { EntryType: 'Full Delete', Territory: 'DE' }, { Territory: 'ZZ' }, ['CA FR GB US']],
    ['all of the world', { EntryType: 'Full Delete', Territory: 'ZZ' }, {}, []],
    ['every edit if it names none', { EntryType: 'Full Delete' }, { EditID: 'cut' }, []],
    ['an edit', { EntryType: 'Full Delete', EditID: 'cut' }, { EditID: 'cut' }, []],
    ['no other edit', { EntryType: 'Full Delete', EditID: 'cut' }, { EditID: 'theatrical' }, ['US']],
    ['the licence that it repeats', { EntryType: 'Delete' }, {}, []],
    ['no other window', { EntryType: 'Delete', Start: '2025-01-01' }, {}, ['US']],
    ['no other licence', { EntryType: 'Delete', LicenseType: 'VOD' }, {}, ['US']],
    ['the licence of its id', { EntryType: 'Delete', AvailID: 'a1', Start: '2025-01-01' }, { AvailID: 'a1' }, []],
    ['no licence of another id', { EntryType: 'Delete', AvailID: 'a1' }, { AvailID: 'a2' }, ['US']],
    ['a licence without an id', { EntryType: 'Delete', AvailID: 'a1' }, {}, []],
  ])('A deletion beside another row takes %s away', async (_, deletion, row, places) => {
    for (const rows of [
      [deletion, row],
      [row, deletion],
    ]) {
      expect((await read(rows)).places).toEqual(places)
    }
  })

  it.each(['', 'Remove', '__proto__'])('The entry type %j is an error', async (EntryType) => {
    const { places, rules } = await read([{ EntryType }])
    expect(places).toEqual([])
    expect(rules).toContain(`${ROWS_OF_SHEET + 1} unknown-value Disposition/EntryType`)
  })
})

describe('Rows that do not hold yet', () => {
  it.each(['Pending', 'revoked', 'Expired'])(
    'A row whose status is %s grants nothing, with a warning',
    async (TitleStatus) => {
      const found = await read([{ TitleStatus }, { Territory: 'DE', TitleStatus: 'Approved' }])
      expect(found.places).toEqual(['DE'])
      expect(found.rules).toEqual(['4 left-out AvailTrans/TitleStatus'])
    },
  )

  it.each(['Yes', 'true', '1'])('A row whose sender asks for a review by %j waits for it', async (ExceptionFlag) => {
    const { findings } = await read([{ ExceptionFlag }])
    expect(findings).toMatchObject([{ rule: 'needs-review', severity: 'error', path: 'Avail/ExceptionFlag' }])
  })

  it('A row that needs no review is taken', async () => {
    expect((await read([{ ExceptionFlag: 'No' }])).rules).toEqual([])
  })
})
