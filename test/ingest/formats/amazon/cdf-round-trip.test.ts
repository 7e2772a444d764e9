import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkContent } from '../../../../src/ingest/parse-line.ts'
import { title } from '../../../../src/model/nouns/title.ts'
import { readCatalogue } from './cdf-documents.ts'
import { writeCdf } from './write-cdf.ts'

const someOf = <Member>(members: readonly Member[], minLength: number) => fc.subarray([...members], { minLength })
const offer = fc
  .record({
    type: fc.constantFrom('free', 'subscription', 'rent', 'buy'),
    territories: someOf(['JP', 'US'], 1),
    start: fc.integer({ min: 1e9, max: 3e9 }),
    seconds: fc.option(fc.integer({ min: 1, max: 1e8 })),
  })
  .map(({ type, territories, start, seconds }) => ({
    ...{ territories, types: [type], timeZone: 'UTC', start: local(start) },
    end: seconds === null ? null : local(start + seconds),
  }))
const local = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19)

const work = fc
  .record({
    kind: fc.constantFrom('movie', 'series', 'season', 'episode', 'event'),
    parent: fc.option(fc.constantFrom('S-1', 'a b')),
    names: someOf(
      [
        ['en', 'Tom & Jerry'],
        ['de', '<Zoë>'],
        ['ja', '猫と鼠 🎬'],
      ] as const,
      1,
    ),
    genres: someOf(['comedy', 'animation', 'Slapstick'], 0),
    releasedOn: fc.option(fc.constantFrom('1940-02-10', '2024-02-29')),
    externalIds: someOf(
      [
        { idType: 'IMDB', id: 'tt1' },
        { idType: 'EIDR', id: '10.5240/1' },
      ],
      0,
    ),
    labels: someOf(['G', 'PG'], 0),
    offers: fc.uniqueArray(offer, { minLength: 1, maxLength: 5, selector: (made) => JSON.stringify(made) }),
  })
  .map(({ parent, names, labels, ...made }) => {
    const above = made.kind === 'season' || made.kind === 'episode' || made.kind === 'event' ? parent : null
    const parentId = above === null ? null : above === 'S-1' ? 'ttl_north-S-1' : 'ttl_north-hc8687a08aa5d6ed20443'
    const ratings = labels.map((label) => ({ territory: 'US', system: 'MPA', label }))
    const record = {
      v: 1,
      type: 'title',
      id: 'ttl_north-W-1',
      name: Object.fromEntries(names),
      parentId,
      ratings,
      ...made,
    }
    return { above, record: title.parse(record) }
  })

it('A title that is written as a work of CDF comes back as the same record, without a finding', async () => {
  await fc.assert(
    fc.asyncProperty(work, async ({ above, record }) => {
      const { items, fault } = await readCatalogue(writeCdf(record, 'W-1', above))
      expect(fault).toBeNull()
      expect(items).toMatchObject([{ itemId: 'W-1', findings: [] }])
      expect(items[0]?.drafts.map((draft) => checkContent(draft, 1))).toEqual([{ record }])
    }),
  )
})
