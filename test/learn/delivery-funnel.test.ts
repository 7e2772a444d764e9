import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ProjectedCell } from '../../src/learn/delivery/delivery-forecast.ts'
import { deliveryFunnel, type FunnelSample } from '../../src/learn/delivery/delivery-funnel.ts'
import { shortfallOf } from '../../src/learn/delivery/shortfall.ts'

const samples = fc.array(
  fc.record({
    stratum: fc.constantFrom('DE home-hero', 'AT home-hero', 'DE clips-feed'),
    weight: fc.integer({ min: 1, max: 1_000 }),
    own: fc.nat({ max: 3 }),
    reason: fc.constantFrom('pacing' as const, 'outranked' as const, 'kids' as const, 'frequency-cap' as const),
    picked: fc.array(fc.constantFrom('cmp_a', 'cmp_b', 'cmp_c'), { minLength: 1, maxLength: 5 }),
  }),
  { maxLength: 50 },
)

it('a funnel accounts for every placement that was asked for, whatever the sample is', () => {
  const asked = fc.dictionary(fc.constantFrom('DE home-hero', 'AT home-hero', 'FR home-hero'), fc.nat({ max: 1e9 }))
  fc.assert(
    fc.property(samples, asked, (given, all) => {
      const sampled = given.map((each): FunnelSample => ({ ...each, reason: each.own > 0 ? null : each.reason }))
      const funnel = deliveryFunnel(sampled, new Map(Object.entries(all)))
      const lost = funnel.lost.reduce((sum, { placements }) => sum + placements, 0)
      const total = Object.values(all).reduce((sum, placements) => sum + placements, 0)
      expect(lost + funnel.picked).toBe(funnel.asked)
      expect(funnel.asked + funnel.unsampled).toBe(total)
      const outranked = funnel.lost.find(({ reason }) => reason === 'outranked')?.placements ?? 0
      expect(funnel.outrankedBy.reduce((sum, { placements }) => sum + placements, 0)).toBe(outranked)
    }),
  )
})

it('a context that stands for more decisions counts for more, and each place and surface by itself', () => {
  const sample = (stratum: string, weight: number, reason: FunnelSample['reason']): FunnelSample => {
    return { stratum, weight, own: reason === null ? 1 : 0, reason, picked: ['cmp_a', 'cmp_b'] }
  }
  const funnel = deliveryFunnel(
    [sample('DE', 30, 'outranked'), sample('DE', 10, null), sample('AT', 1, 'pacing')],
    new Map([
      ['DE', 1_000],
      ['AT', 500],
    ]),
  )
  expect(funnel).toEqual({
    ...{ asked: 1_500, picked: 250, picks: 250, unsampled: 0 },
    lost: [
      { reason: 'pacing', placements: 500 },
      { reason: 'outranked', placements: 750 },
    ],
    outrankedBy: [
      { campaign: 'cmp_a', placements: 375 },
      { campaign: 'cmp_b', placements: 375 },
    ],
  })
})

const cell = (more: Partial<ProjectedCell>): ProjectedCell => ({
  ...{ day: '2026-11-22', territory: 'DE', surface: 'home-hero', starts: 0, supply: 100, ahead: 50 },
  ...{ booked: 1_000, planned: 1_000, delivered: 400, projected: null },
  ...more,
})

it('a shortfall is what is lacking in the end, else what is lacking of the plan, and little is none', () => {
  const goal = { amount: 1_000, pacing: 'even' } as const
  const at = (mid: number) => [cell({ projected: { low: mid, mid, high: mid } })]
  expect(shortfallOf(at(900), goal, false)).toEqual({ events: 100, by: 'projection' })
  expect(shortfallOf(at(995), goal, false)).toBeNull()
  expect(shortfallOf([cell({})], goal, false)).toEqual({ events: 100, by: 'plan' })
  expect(shortfallOf([cell({ delivered: 490 })], goal, false)).toBeNull()
  expect(shortfallOf([cell({ delivered: 999 })], goal, true)).toEqual({ events: 1, by: 'end' })
})
