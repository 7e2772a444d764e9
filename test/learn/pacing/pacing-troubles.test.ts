import { describe, expect, it } from 'vitest'
import { pace } from '../../../src/learn/pacing.ts'
import { BEGIN, DAY, evenSupply, HOUR, MINUTE, paced, runPaced } from './paced-world.ts'

const MIDDLE = BEGIN + 5 * DAY
const GOAL = 86_400

describe('counters that go back', () => {
  it('a store that loses all counts in the middle makes no campaign deliver its goal again', () => {
    let lost = 0
    const counters = (delivered: number, now: number) => {
      if (now >= MIDDLE && lost === 0) lost = Math.floor(delivered)
      return { counted: Math.floor(delivered) - lost, asOf: now }
    }
    const { delivered } = runPaced({ counters })
    expect(lost).toBeGreaterThan(GOAL * 0.45)
    expect(delivered / GOAL).toBeCloseTo(1.002, 2)
  })

  it('a read that finds a part of the counts, now and then, changes nothing in the end', () => {
    const counters = (delivered: number, now: number) => {
      const part = Math.floor(now / HOUR) % 5 === 0 ? 0.4 : 1
      return { counted: Math.floor(delivered * part), asOf: now }
    }
    expect(runPaced({ counters }).delivered / GOAL).toBeCloseTo(1.002, 1)
  })

  it('a small correction of the counts is believed', () => {
    const corrected = (delivered: number, now: number) => (now >= MIDDLE ? delivered - 20 : delivered)
    const counters = (delivered: number, now: number) => ({ counted: Math.floor(corrected(delivered, now)), asOf: now })
    expect(runPaced({ counters }).decisions.at(-1)?.next?.credit).toBe(0)
  })
})

describe('a campaign that is changed in the middle', () => {
  it('a campaign that was paused for two days gets no share then, and reaches its goal nevertheless', () => {
    const at = (now: number) => (now >= MIDDLE && now < MIDDLE + 2 * DAY ? { onAir: false } : undefined)
    const { decisions, delivered } = runPaced({ at })
    expect(decisions.filter(({ why }) => why.held === 'not-on-air').every(({ share }) => share === 0)).toBe(true)
    expect(delivered / GOAL).toBeCloseTo(1.002, 2)
  })

  it.each([360, 2_000])(
    'a goal of %i whose videos are gone for four days is not overshot when they are back',
    (goal) => {
      const yieldAt = (now: number) => (now >= MIDDLE && now < MIDDLE + 4 * DAY ? 0 : 1)
      const { delivered } = runPaced({ asked: { goal }, yieldAt })
      expect(delivered / goal).toBeGreaterThan(0.9)
      expect(delivered / goal).toBeLessThanOrEqual(1.01)
    },
  )

  it('a campaign that is extended is spread over the longer time', () => {
    const endAt = BEGIN + 15 * DAY
    const { delivered, course } = runPaced({ at: (now) => (now >= MIDDLE ? { endAt } : undefined), until: endAt })
    expect((course[Math.floor((10 * DAY) / (5 * MINUTE))] ?? 0) / GOAL).toBeLessThan(0.8)
    expect(delivered / GOAL).toBeCloseTo(1.002, 2)
  })

  it.each([0.8, 2, 5])('a goal that becomes %d times as much in the middle is reached', (times) => {
    const { delivered } = runPaced({ at: (now) => (now >= MIDDLE ? { goal: GOAL * times } : undefined) })
    expect(delivered / (GOAL * times)).toBeCloseTo(times === 5 ? 0.97 : 1.002, 1)
  })

  it('a goal that is lowered below what was delivered closes the gate at once', () => {
    const { share, why } = pace(paced({ goal: 1000, counted: 2000, now: MIDDLE }))
    expect([share, why.held]).toEqual([0, 'reached'])
  })
})

describe('goals at the borders', () => {
  it('a goal that no supply reaches gets all of it, and its greatest weight', () => {
    const { share, need, why } = pace(paced({ goal: 1e12 }))
    expect([share, need, why.held]).toEqual([1, 8, 'whole-supply'])
  })

  it('a goal of one is never overshot: where the finest share would, the gate stays closed and says so', () => {
    const { delivered, decisions } = runPaced({ asked: { goal: 1 } })
    expect(delivered).toBeLessThanOrEqual(1)
    expect(decisions[0]?.why.held).toBe('too-fine')
  })

  it('a share of a thousandth is met over time, in whole 64ths', () => {
    const goal = evenSupply(0, 10 * DAY) / 1000
    const { delivered, decisions } = runPaced({ asked: { goal } })
    expect(decisions.some(({ share }) => share === 1 / 64)).toBe(true)
    expect(delivered / goal).toBeGreaterThan(0.95)
    expect(delivered / goal).toBeLessThanOrEqual(1.003)
  })

  it('an end in the past closes the gate and says so', () => {
    const { share, why } = pace(paced({ now: BEGIN + 11 * DAY }))
    expect([share, why.held]).toEqual([0, 'ended'])
  })

  it('a campaign without an end is shown as soon as can be', () => {
    expect(pace(paced({ endAt: null })).share).toBe(1)
  })

  it('an hour in which it does not play, with late counts, changes nothing of what was measured', () => {
    const evenings = (from: number, until: number) => evenSupply(0, eveningMs(until) - eveningMs(from))
    const before = paced({ supply: evenings, now: BEGIN + 23 * HOUR, counted: 5000 })
    const open = pace({
      ...before,
      state: pace({ ...before, now: BEGIN + 20 * HOUR, counted: 2000, asOf: BEGIN + 20 * HOUR }).next,
    })
    const late = pace({ ...before, now: BEGIN + 34 * HOUR, counted: 5200, asOf: BEGIN + 34 * HOUR, state: open.next })
    expect(late.why.yield).toBeLessThan(2 * open.why.yield)
  })
})

/** How much of the evenings, 18 to 24 UTC, has passed. */
function eveningMs(instant: number): number {
  const days = Math.floor(instant / DAY)
  return days * 6 * HOUR + Math.max(0, instant - days * DAY - 18 * HOUR)
}
