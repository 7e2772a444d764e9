import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { title } from '../../../../src/model/nouns/title.ts'
import { type Cells, FILM, readRows } from './avail-documents.ts'

const FEED = ['CA', 'DE', 'US']
const COUNTRIES = [...FEED, 'FR']
const LAST_DAY = 28
const TYPES = { EST: 'buy', VOD: 'rent', SVOD: 'subscription', AVOD: 'free' } as const

const dayText = (day: number): string => `2026-06-${String(day).padStart(2, '0')}T00:00:00`
const country: fc.Arbitrary<string> = fc.constantFrom(...COUNTRIES)
const days = fc.integer({ min: 1, max: LAST_DAY })

/** A row by what it grants, day by day; `end` is a day, null, or the day on which the sale starts. */
const row = fc.record({
  licence: fc.constantFrom('EST', 'VOD', 'SVOD', 'AVOD'),
  format: fc.constantFrom('HD', 'SD', 'UHD'),
  named: fc.oneof(fc.constant<readonly string[]>(['ZZ']), fc.uniqueArray(country, { minLength: 1 })),
  excluded: fc.oneof({ weight: 3, arbitrary: fc.constant<readonly string[]>([]) }, fc.uniqueArray(country)),
  start: days,
  lasts: fc.oneof(fc.constant(null), days),
  longest: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.integer({ min: 1, max: 10 })),
})
type Row = typeof row extends fc.Arbitrary<infer Made> ? Made : never

const endOf = ({ start, lasts, longest }: Row): number =>
  Math.min(lasts === null ? Number.POSITIVE_INFINITY : start + lasts, start + (longest ?? Number.POSITIVE_INFINITY))

const endText = ({ start, lasts }: Row): string => {
  if (lasts === null) return 'Open'
  return new Date(Date.parse(`${dayText(start)}Z`) + lasts * 86_400_000).toISOString().slice(0, 19)
}

const cellsOf = (made: Row): Cells => ({
  ...FILM,
  LicenseType: made.licence,
  FormatProfile: made.format,
  Territory: made.named.join(', '),
  TerritoryExclusion: made.excluded.join(', '),
  Start: dayText(made.start),
  End: endText(made),
  WindowDuration: made.longest === null ? '' : `P${made.longest}D`,
})

/** What may be watched how, where and on which day, by the rows one by one. */
function grantedByRows(rows: readonly Row[]): readonly string[] {
  const granted = new Set<string>()
  for (const made of rows) {
    for (const place of FEED) {
      const isNamed = made.named.includes('ZZ') || made.named.includes(place)
      if (!isNamed || made.excluded.includes(place)) continue
      for (let day = made.start; day < Math.min(endOf(made), 60); day++) {
        granted.add(`${place} ${TYPES[made.licence]} ${day}`)
      }
    }
  }
  return [...granted].sort()
}

/** The same by the offers of the title. */
async function grantedByOffers(rows: readonly Row[]): Promise<readonly string[]> {
  const { drafts } = await readRows(rows.map(cellsOf), { territories: FEED })
  const granted = new Set<string>()
  for (const { territories, types, start, end } of title.shape.offers.parse(drafts[0]?.offers)) {
    for (let day = 1; day < 60; day++) {
      const at = new Date(Date.UTC(2026, 5, day)).toISOString().slice(0, 19)
      if (at < start || (end !== null && at >= end)) continue
      for (const territory of territories) for (const type of types) granted.add(`${territory} ${type} ${day}`)
    }
  }
  return [...granted].sort()
}

describe('Rights of avails', () => {
  it('A title may be watched where, how and when its rows say, and never elsewhere, otherwise or at another time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        expect(await grantedByOffers(rows)).toEqual(grantedByRows(rows))
      }),
      { numRuns: 80 },
    )
  })

  it('The order of its rows says nothing of the rights of a title', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 6 }), async (rows) => {
        expect(await grantedByOffers([...rows].reverse())).toEqual(await grantedByOffers(rows))
      }),
      { numRuns: 30 },
    )
  })
})
