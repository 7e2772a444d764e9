import { describe, expect, it } from 'vitest'
import type { ExposureRow } from '../../../src/learn/aggregates/aggregates.ts'
import { learnedRates } from '../../../src/learn/posteriors/learned-rates.ts'
import type { AssetId } from '../../../src/model/fields/identifier.ts'

const TITLES = 20
const DAY = '2026-11-22'
const metadata = { genres: ['drama'], tags: [], year: null }
const assetOf = (title: number): AssetId => `ast_${title}`
const catalogue = Array.from({ length: TITLES }, (_, title) => ({
  assetId: assetOf(title),
  titleId: `ttl_${title}`,
  metadata,
}))

function row(title: number, surface: ExposureRow['surface'], impressions: number, rewarded: number): ExposureRow {
  const place = { position: 0, region: 'dach' as const, day: DAY }
  return { assetId: assetOf(title), surface, ...place, impressions, rewarded, units: impressions, quantileSum: 0 }
}

/** Half of the titles are started three times as often in the feed; the hero has shown each of them four times, with one start. */
const rows = Array.from({ length: TITLES }, (_, title) => [
  row(title, 'clips-feed', 500, title % 2 === 0 ? 150 : 50),
  row(title, 'home-hero', 4, 1),
]).flat()

describe('rates of a surface that has shown little', () => {
  const heroRates = (exposures: readonly ExposureRow[]) => {
    const { rates } = learnedRates(exposures, catalogue, { places: {}, today: DAY })
    return [0, 1].map((title) => rates.get(assetOf(title))?.['home-hero']?.rate ?? 0)
  }

  it('a rate leans on how much better its title does on other surfaces than its genre lets expect', () => {
    const [liked = 0, other = 0] = heroRates(rows)
    expect(liked / other).toBeGreaterThan(1.5)
  })

  it('titles that no other surface has shown have like rates', () => {
    const [liked = 0, other = 0] = heroRates(rows.filter(({ surface }) => surface === 'home-hero'))
    expect(liked).toBeCloseTo(other, 6)
  })
})
