import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance } from '../../../src/dev/demo/chance.ts'
import { largeCatalogue } from '../../../src/dev/demo/large-catalogue.ts'
import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { type ScheduleRecord, scheduleRecord } from '../../../src/model/nouns/record.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

function fingerprint(candidates: number, seed: number): string {
  const hash = createHash('sha256')
  for (const record of largeCatalogue({ candidates, seed })) hash.update(JSON.stringify(record))
  return hash.digest('hex')
}

function campaignsOf(records: readonly ScheduleRecord[]): Campaign[] {
  return records.filter((record): record is Campaign => record.type === 'campaign')
}

function assetsOf(records: readonly ScheduleRecord[]): Asset[] {
  return records.filter((record): record is Asset => record.type === 'asset')
}

function chosen(campaign: Campaign): readonly string[] {
  return Array.isArray(campaign.assets) ? campaign.assets : []
}

describe('largeCatalogue', () => {
  it('no offer among a hundred thousand candidates ends before it starts', () => {
    const upsideDown: string[] = []
    for (const record of largeCatalogue({ candidates: 100_000, seed: 7 })) {
      if (record.type !== 'title') continue
      if (record.offers.some(({ start, end }) => end !== null && end <= start)) upsideDown.push(record.id)
    }
    expect(upsideDown).toEqual([])
  })

  it('the large catalogue has only valid records, with every default filled in', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const record of largeCatalogue({ candidates: 300, seed })) {
          expect(scheduleRecord.parse(record)).toEqual(record)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('the large catalogue names every id once, and only after it was made', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const known = new Set<string>()
        for (const record of largeCatalogue({ candidates: 400, seed })) {
          expect(known.has(record.id)).toBe(false)
          if (record.type === 'asset') expect(known.has(record.titleId ?? '')).toBe(true)
          if (record.type === 'title' && record.parentId) expect(known.has(record.parentId)).toBe(true)
          if (record.type === 'campaign') expect(chosen(record).filter((id) => !known.has(id))).toEqual([])
          known.add(record.id)
        }
      }),
      { numRuns: 15 },
    )
  })

  it('the large catalogue gives the same bytes for the same seed, and others for another', () => {
    fc.assert(
      fc.property(seeds, seeds, (one, other) => {
        fc.pre(one !== other)
        expect(fingerprint(100, one)).toBe(fingerprint(100, one))
        expect(fingerprint(100, one)).not.toBe(fingerprint(100, other))
      }),
      { numRuns: 15 },
    )
  })

  it('the large catalogue still gives the bytes that others have measured with', () => {
    expect(fingerprint(200, 7)).toMatchInlineSnapshot(
      `"585d50293c74759b899fe19610839efb874a2a64f2e2c0f3872a9346081f9ff8"`,
    )
  })

  it.each([1, 1000, 20_000])(
    'the large catalogue gives North America about %i pairs, 3 % of them by marketers',
    (candidates) => {
      const campaigns = campaignsOf([...largeCatalogue({ candidates, seed: 7 })])
      const pairsOf = (some: Campaign[]) => some.reduce((sum, campaign) => sum + chosen(campaign).length, 0)
      const there = campaigns.filter(({ territories }) => territories.includes('*') || territories.includes('US'))
      const marketers = there.filter(({ priority }) => priority !== 'evergreen')
      expect(Math.abs(pairsOf(there) - candidates)).toBeLessThanOrEqual(100)
      expect(Math.abs(pairsOf(marketers) - candidates * 0.03)).toBeLessThanOrEqual(Math.max(10, candidates * 0.001))
    },
  )

  it('a large campaign stays within 500 assets, and popular titles are in more campaigns', () => {
    const campaigns = campaignsOf([...largeCatalogue({ candidates: 20_000, seed: 7 })])
    expect(Math.max(...campaigns.map((campaign) => chosen(campaign).length))).toBeLessThanOrEqual(500)
    const picks = campaigns.filter(({ priority }) => priority !== 'evergreen').flatMap((campaign) => chosen(campaign))
    const titlesBelow = (index: number) => picks.filter((id) => Number(id.split('-')[1]) < index).length
    expect(titlesBelow(40) / picks.length).toBeGreaterThan(0.35)
  })

  it('a title of the large catalogue has about 12 assets', () => {
    const records = [...largeCatalogue({ candidates: 20_000, seed: 7 })]
    const perTitle = assetsOf(records).length / records.filter(({ type }) => type === 'title').length
    expect(perTitle).toBeGreaterThan(10)
    expect(perTitle).toBeLessThan(14)
  })

  it('the large catalogue makes the first records without making the rest', () => {
    const records = largeCatalogue({ candidates: Number.MAX_SAFE_INTEGER, seed: 7 })
    expect(records.next().value).toMatchObject({ type: 'title' })
    expect(records.next().value).toMatchObject({ type: 'asset', kind: 'trailer', aspect: '16:9' })
  })
})

describe('chance', () => {
  it('chance draws ranks and whole numbers within their bounds', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 100_000 }), (seed, count) => {
        const draw = chance(seed, 3)
        const rank = draw.rank(count)
        expect(rank).toBeGreaterThanOrEqual(0)
        expect(rank).toBeLessThan(count)
        const whole = draw.whole(2, 2 + count)
        expect(whole).toBeGreaterThanOrEqual(2)
        expect(whole).toBeLessThanOrEqual(2 + count)
      }),
    )
  })

  it('neighbouring parts of the catalogue have streams of chance of their own', () => {
    expect(new Set(Array.from({ length: 1000 }, (_, part) => chance(7, part).next())).size).toBe(1000)
  })
})
