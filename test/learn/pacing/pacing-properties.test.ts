import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PACING_STEP_MS, SHARE_ACTS_WITHIN_MS } from '../../../src/learn/pacing/bounds.ts'
import type { PacedGoal, PacingDecision } from '../../../src/learn/pacing/paced-goal.ts'
import { KEPT_STEPS_MAX, readPacingState } from '../../../src/learn/pacing/pacing-state.ts'
import { pace } from '../../../src/learn/pacing.ts'
import { NOW, pacedGoals } from './pacing-arbitraries.ts'

const always = (holds: (asked: PacedGoal, decision: PacingDecision) => void) =>
  fc.assert(fc.property(pacedGoals, (asked) => holds(asked, pace(asked))))

describe('every step of the controller', () => {
  it('a share is whole 64ths from 0 to 1, a need from 0 to 8, and both say when they end', () => {
    always((_asked, { share, need, endsAt }) => {
      expect(Number.isInteger(share * 64) && share >= 0 && share <= 1).toBe(true)
      expect(need >= 0 && need <= 8).toBe(true)
      expect(Number.isFinite(endsAt) && endsAt >= NOW).toBe(true)
    })
  })

  it('no share spends more than half of what is left, by forecast, before the next one acts', () => {
    always((asked, { share, endsAt, why }) => {
      const until = Math.min(endsAt, NOW + PACING_STEP_MS + SHARE_ACTS_WITHIN_MS)
      expect(share * why.yield * asked.supply(NOW, until)).toBeLessThanOrEqual(Math.max(0, why.left) / 2 + 1e-6)
    })
  })

  it('no share spends more than 90 % of what is left, by forecast, if no other follows', () => {
    always((asked, { share, endsAt, why }) => {
      expect(share * why.yield * asked.supply(NOW, endsAt)).toBeLessThanOrEqual(0.9 * Math.max(0, why.left) + 1e-6)
    })
  })

  it('all that is said and kept is numbers, and what is kept is read back as it was', () => {
    always((_asked, { why, next }) => {
      expect(Object.values(why).every((value) => typeof value !== 'number' || Number.isFinite(value))).toBe(true)
      expect(readPacingState(JSON.parse(JSON.stringify(next)))).toEqual(next)
      expect(next?.steps.length).toBeLessThanOrEqual(KEPT_STEPS_MAX)
    })
  })

  it('a greater goal never gets a smaller share', () => {
    fc.assert(
      fc.property(pacedGoals, fc.integer({ min: 1, max: 1000 }), (asked, times) => {
        fc.pre(asked.mode === 'even')
        const greater = pace({ ...asked, goal: asked.goal * (1 + times / 100) })
        expect(greater.next?.share ?? 0).toBeGreaterThanOrEqual(pace(asked).next?.share ?? 0)
      }),
    )
  })

  it('what was delivered more never gets a greater share', () => {
    fc.assert(
      fc.property(pacedGoals, fc.integer({ min: 0, max: 100_000 }), (asked, more) => {
        // Without steps before, nothing is measured: only what is left is less.
        const first = { ...asked, state: undefined, mode: 'even' } as const
        const [less, greater] = [pace(first), pace({ ...first, counted: first.counted + more })]
        expect(greater.next?.share ?? 0).toBeLessThanOrEqual(less.next?.share ?? 0)
      }),
    )
  })

  it('any input that is no number closes the gate or is left out, and is named', () => {
    const fields = ['goal', 'now', 'startAt', 'endAt', 'counted', 'asOf'] as const
    const broken = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    fc.assert(
      fc.property(pacedGoals, fc.constantFrom(...fields), broken, (asked, field, value) => {
        const { share, need, endsAt, why } = pace({ ...asked, [field]: value })
        expect([share, need, endsAt].every(Number.isFinite)).toBe(true)
        expect(why.unreadable).toEqual([field])
      }),
    )
  })

  it('a forecast that is no number, negative or infinite never gives a share that is none', () => {
    const broken = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0)
    fc.assert(
      fc.property(pacedGoals, broken, (asked, chances) => {
        const { share, need, endsAt, why } = pace({ ...asked, supply: () => chances })
        expect(Number.isInteger(share * 64) && need >= 0 && Number.isFinite(endsAt)).toBe(true)
        expect(why.basis).toBe('flat')
      }),
    )
  })
})
