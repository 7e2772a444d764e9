import { describe, expect, it } from 'vitest'
import { readPacingState } from '../../../src/learn/pacing/pacing-state.ts'
import { pace } from '../../../src/learn/pacing.ts'
import { BEGIN, DAY, evenSupply, HOUR, MINUTE, paced, runPaced, STEP } from './paced-world.ts'

describe('a goal in a world that keeps to its forecast', () => {
  it.each([10_000, 86_400, 500_000])('a goal of %d is reached within 1 % before its end', (goal) => {
    expect(runPaced({ asked: { goal } }).delivered / goal).toBeCloseTo(1.002, 2)
  })

  it('a small goal misses at most what the finest share spends in the ten minutes until the next acts', () => {
    const { delivered } = runPaced({ asked: { goal: 100 } })
    expect(delivered).toBeGreaterThan(100 - evenSupply(0, 10 * MINUTE) / 64)
    expect(delivered).toBeLessThanOrEqual(100.2)
  })

  it('an even goal is spread evenly over its time', () => {
    const { course } = runPaced({})
    const half = course[Math.floor(course.length / 2)] ?? 0
    expect(half / 86_400).toBeGreaterThan(0.49)
    expect(half / 86_400).toBeLessThan(0.53)
  })

  it('a frontloaded goal is ahead of an even course, and ends as exactly', () => {
    const { course, delivered } = runPaced({ asked: { mode: 'frontload' } })
    // 1.4 p − 0.4 p² at a half is 0.6.
    expect((course[Math.floor(course.length / 2)] ?? 0) / 86_400).toBeCloseTo(0.6, 1)
    expect(delivered / 86_400).toBeCloseTo(1.002, 2)
  })

  it('an asap goal is over as soon as can be, and never above itself by more than its slack', () => {
    const { course, delivered } = runPaced({ asked: { mode: 'asap' } })
    expect((course[Math.floor((27 * HOUR) / STEP)] ?? 0) / 86_400).toBeGreaterThan(0.99)
    expect(delivered / 86_400).toBeLessThanOrEqual(1.003)
  })
})

describe('a goal in a world that does not', () => {
  it.each([0.2, 0.7, 1.4, 3])(
    'a goal is reached when each forecast chance gives %d times what was expected',
    (gives) => {
      expect(runPaced({ yieldAt: () => gives }).delivered / 86_400).toBeCloseTo(1.002, 2)
    },
  )

  it('a goal is reached without any forecast, by what is counted alone', () => {
    const { delivered } = runPaced({ asked: { supply: () => Number.NaN }, yieldAt: () => 0.4 })
    expect(delivered / 86_400).toBeCloseTo(1.002, 2)
  })

  it('a goal is nearly reached and not overshot while the publisher is away for its last two days', () => {
    const gone = BEGIN + 8 * DAY
    const { delivered } = runPaced({ at: (now) => (now > gone ? { skip: true } : undefined), yieldAt: () => 0.9 })
    expect(delivered / 86_400).toBeGreaterThan(0.97)
    expect(delivered / 86_400).toBeLessThanOrEqual(1.003)
  })

  it('a goal is reached when counters stop for three hours', () => {
    const stopped = BEGIN + 4 * DAY
    const back = stopped + 3 * HOUR
    const at = (now: number) => (now > stopped && now < back ? { counted: 34_000, asOf: stopped } : undefined)
    expect(runPaced({ at }).delivered / 86_400).toBeCloseTo(1.002, 2)
  })
})

describe('one step', () => {
  it('a step says what it goes by', () => {
    expect(pace(paced()).why).toEqual({
      ...{ delivered: 0, underway: 0, left: 86_572.8, yield: 1, supplyAhead: 846_720, basis: 'forecast' },
      ...{ wanted: 86_572.8 / 846_720, held: 'nothing', unreadable: [] },
    })
  })

  it.each(['goal', 'now', 'startAt', 'endAt'] as const)(
    'the gate is closed and %s named when that is no number',
    (field) => {
      const { share, why } = pace(paced({ [field]: Number.NaN }))
      expect([share, why.held, why.unreadable]).toEqual([0, 'unreadable', [field]])
    },
  )

  it('a share ends when 90 % of what is left is spent by forecast', () => {
    const { share, endsAt } = pace(paced({ goal: 86_400 * 0.1, endAt: BEGIN + DAY }))
    const spent = share * evenSupply(BEGIN, endsAt)
    expect(spent / (8640 * 1.002)).toBeCloseTo(0.9, 2)
  })

  it('a state that another version wrote otherwise is not read, and fields that it added are left out', () => {
    expect(readPacingState({ v: 2, steps: 'other' })).toBeUndefined()
    const kept = pace(paced()).next
    expect(readPacingState(JSON.parse(JSON.stringify({ ...kept, added: 'by a newer version' })))).toEqual(kept)
  })

  it('the gate is closed once the goal is counted', () => {
    const { share, why } = pace(paced({ counted: 90_000, now: BEGIN + MINUTE }))
    expect([share, why.held]).toEqual([0, 'reached'])
  })
})
