import { describe, expect, it } from 'vitest'
import type { ExposureRow } from '../../../src/learn/aggregates/aggregates.ts'
import { placeFactors } from '../../../src/learn/positions/place-factors.ts'
import { learnedRates } from '../../../src/learn/posteriors/learned-rates.ts'
import { rankCorrelation } from '../positions/shown-pages.ts'
import { type WatchedWorld, watchedWorld } from './watched-world.ts'

function learnedOf({ catalogue, exposures }: Pick<WatchedWorld, 'catalogue' | 'exposures'>) {
  const places = { 'home-hero': placeFactors(exposures) }
  return learnedRates(exposures, catalogue, { places, today: '2026-11-15' })
}

function unwatched(exposures: readonly ExposureRow[]): readonly ExposureRow[] {
  return exposures.map((row) => ({ ...row, quantileSum: 0 }))
}

/** How near the learned order of a world's assets is to the true one. */
function orderOf(world: WatchedWorld, exposures: readonly ExposureRow[]): number {
  const { rates } = learnedOf({ ...world, exposures })
  const ids = [...world.rates.keys()]
  return rankCorrelation(
    ids.map((id) => world.rates.get(id) ?? 0),
    ids.map((id) => rates.get(id)?.['home-hero']?.rate ?? 0),
  )
}

describe('watch time', () => {
  it('a run orders assets of few impressions better by how long they are watched, where that foretells rewards', () => {
    const world = watchedWorld({ seed: 1, impressions: 5, foretells: true })
    expect(orderOf(world, world.exposures)).toBeGreaterThan(orderOf(world, unwatched(world.exposures)) + 0.05)
  })

  it('videos that nobody rewards more for being watched longer keep their rates: a run takes no reward from it', () => {
    const world = watchedWorld({ seed: 1, impressions: 20, foretells: false })
    const [watched, without] = [learnedOf(world), learnedOf({ ...world, exposures: unwatched(world.exposures) })]
    expect(watched.watchTime).toEqual({ 'home-hero': 0 })
    expect([...watched.rates]).toEqual([...without.rates])
  })

  it('a run of one day takes nothing from watch times, as no other day bears them out', () => {
    const world = watchedWorld({ seed: 1, impressions: 20, foretells: true })
    const exposures = world.exposures.filter(({ day }) => day === '2026-11-12')
    expect(learnedOf({ ...world, exposures }).watchTime).toEqual({ 'home-hero': 0 })
  })
})
