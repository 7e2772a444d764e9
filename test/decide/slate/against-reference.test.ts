import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SlateItem } from '../../../src/decide/slate/slate-item.ts'
import { referencePlace } from './reference-slate.ts'
import { anyComposition, compose, feed, items, planOf } from './slate-world.ts'

describe('a slate', () => {
  it('a slate is the same from a pool that no buffer is kept for', () => {
    const pool = items(1500)
    const { picks, rejected } = compose(pool, planOf(feed(), 50))
    expect(picks.map(({ row }) => row)).toEqual(pool.slice(0, 50).map(({ row }) => row))
    expect(rejected).toHaveLength(1450)
  })

  it('a slate gives each slot by the chances, and breaks what, the obvious reading of the rules says', () => {
    fc.assert(
      fc.property(anyComposition, ({ pool, plan, others }) => {
        const { screen, before } = others
        const { picks } = compose(pool, plan, others)
        const page: SlateItem[] = []
        for (const pick of picks) {
          const place = referencePlace(pool, plan, screen, before, page)
          expect(place?.chances.get(pick.row)).toBeCloseTo(pick.propensity, 9)
          expect([...pick.relaxed].sort()).toEqual([...(place?.relaxed ?? [])].sort())
          expect(pick.reserved).toBe(place?.reserved)
          page.push(...pool.filter(({ row }) => row === pick.row))
        }
        if (picks.length < plan.count) expect(referencePlace(pool, plan, screen, before, page)).toBeNull()
      }),
      { numRuns: 1500 },
    )
  })

  it('a slate loses no row and takes none twice, whatever it is given', () => {
    fc.assert(
      fc.property(anyComposition, ({ pool, plan, others }) => {
        const { picks, rejected } = compose(pool, plan, others)
        const rows = [...picks, ...rejected].map(({ row }) => row)
        expect(rows.sort((a, b) => a - b)).toEqual(pool.map(({ row }) => row))
        expect(picks.length).toBeLessThanOrEqual(plan.count)
        expect(picks.every(({ propensity }) => propensity > 0 && propensity <= 1)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('a slate is the same whenever its inputs are, whatever was composed in between', () => {
    fc.assert(
      fc.property(anyComposition, anyComposition, ({ pool, plan, others }, between) => {
        const first = compose(pool, plan, others)
        compose(between.pool, between.plan, between.others)
        expect(compose(pool, plan, others)).toEqual(first)
      }),
      { numRuns: 300 },
    )
  })

  it('a slate does not depend on the order in which the pool arrives', () => {
    fc.assert(
      fc.property(anyComposition, ({ pool, plan, others }) => {
        const { picks } = compose(pool, plan, others)
        expect(compose([...pool].reverse(), plan, others).picks).toEqual(picks)
      }),
      { numRuns: 300 },
    )
  })
})
