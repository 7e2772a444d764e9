import { describe, expect, it } from 'vitest'
import { eventInterval, leastDifference, leastLoss, shareInterval } from '../../src/canary/difference.ts'
import { CANARY_BOUNDS, type CanaryVerdict, judgeCanary } from '../../src/canary/judge-canary.ts'
import { xoshiro128 } from '../../src/decide/draw/chance.ts'
import type { ArmCounts } from '../../src/model/messages/canary-counts.ts'

const START = Date.UTC(2026, 10, 22, 12)
const UNTIL = START + 6 * 3_600_000
const BAKED = START + CANARY_BOUNDS.bakeMs

const arm = (decisions: number, more: Partial<ArmCounts> = {}): ArmCounts => ({
  ...{ decisions, empty: 0, fallbacks: 0, errors: 0, firstFrames: 0, starts: 0, impressions: 0 },
  ...more,
})
const judge = (control: ArmCounts, canary: ArmCounts, now = BAKED): CanaryVerdict =>
  judgeCanary({ counts: { control, canary }, startedAt: START, until: UNTIL }, now)

describe('the least difference of two proportions', () => {
  // Newcombe 1998, table II: the lower bounds of method 10 at 95 %, two-sided.
  it.each([
    [56, 70, 48, 80, 0.0524],
    [9, 10, 3, 10, 0.1705],
    [6, 7, 2, 7, 0.0582],
    [5, 56, 0, 29, -0.0381],
    [0, 10, 0, 20, -0.1611],
    [10, 10, 0, 20, 0.6791],
  ])(
    'the least difference of %d of %d over %d of %d is the lower bound %d',
    (events, of, otherEvents, otherOf, bound) => {
      expect(leastDifference({ events, of }, { events: otherEvents, of: otherOf }, 1.96)).toBeCloseTo(bound, 3)
    },
  )

  it('the least difference and the least loss are -1 where nothing was counted', () => {
    const [none, some] = [
      { events: 0, of: 0 },
      { events: 5, of: 10 },
    ] as const
    expect([leastDifference(none, some, 3), leastDifference(some, none, 3)]).toEqual([-1, -1])
    expect([leastLoss(none, some, { z: 3, dispersion: 1 }), leastLoss(some, none, { z: 3, dispersion: 1 })]).toEqual([
      -1, -1,
    ])
  })
})

describe('the interval of a rate', () => {
  it('the interval of a share is that of Wilson, and of nothing counted it is everything', () => {
    // Newcombe 1998, Statistics in Medicine 17, 857-872, table I: 81 of 263 and 0 of 20 at 95 %, two-sided.
    expect(shareInterval({ events: 81, of: 263 }, 1.96).least).toBeCloseTo(0.2553, 4)
    expect(shareInterval({ events: 81, of: 263 }, 1.96).most).toBeCloseTo(0.3662, 4)
    expect(shareInterval({ events: 0, of: 20 }, 1.96).most).toBeCloseTo(0.1611, 4)
    expect(shareInterval({ events: 0, of: 0 }, 1.96)).toEqual({ least: 0, most: 1 })
  })

  it('the interval of events has their rate in it, is wider for clusters, and of none it ends above zero', () => {
    const [single, clustered] = [1, 10].map((dispersion) =>
      eventInterval({ events: 90, of: 100 }, { z: 2, dispersion }),
    )
    expect(single?.least).toBeLessThan(0.9)
    expect(single?.most).toBeGreaterThan(0.9)
    expect(clustered?.most).toBeGreaterThan(single?.most ?? 9)
    expect(eventInterval({ events: 0, of: 100 }, { z: 2, dispersion: 1 })).toEqual({ least: 0, most: 0.04 })
    expect(eventInterval({ events: 0, of: 0 }, { z: 2, dispersion: 1 }).most).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a canary', () => {
  it('a canary waits while it bakes, and is promoted the moment that it has', () => {
    expect(judge(arm(5000), arm(5000), BAKED - 1).verdict).toBe('wait')
    expect(judge(arm(5000), arm(5000), BAKED).verdict).toBe('promote')
  })

  it('a canary waits until the smaller arm has its least number of answers, to the last one', () => {
    const least = CANARY_BOUNDS.decisionsToPromote
    expect(judge(arm(5000), arm(least - 1))).toMatchObject({
      verdict: 'wait',
      why: `${least - 1} answers in the smaller arm, of ${least}`,
    })
    expect(judge(arm(least - 1), arm(5000)).verdict).toBe('wait')
    expect(judge(arm(least), arm(least)).verdict).toBe('promote')
  })

  it('a canary is rolled back when its time is up and nobody can tell', () => {
    expect(judge(arm(5000), arm(10), UNTIL - 1).verdict).toBe('wait')
    expect(judge(arm(5000), arm(10), UNTIL)).toMatchObject({
      verdict: 'roll-back',
      why: expect.stringContaining('time is up'),
    })
    expect(judge(arm(0), arm(0), UNTIL).verdict).toBe('roll-back')
  })

  it.each(['empty', 'fallbacks', 'errors'] as const)(
    'a canary with more %s is rolled back at once, however short it ran',
    (rate) => {
      const verdict = judge(arm(20_000, { [rate]: 100 }), arm(1_000, { [rate]: 60 }), START + 60_000)
      expect(verdict).toMatchObject({ verdict: 'roll-back', why: expect.stringContaining(rate) })
      expect(verdict.compared.find((each) => each.rate === rate)).toMatchObject({ control: 0.005, canary: 0.06 })
    },
  )

  it('a canary that answered too seldom to tell is not rolled back for it yet', () => {
    const few = CANARY_BOUNDS.decisionsToRollBack - 1
    expect(judge(arm(20_000), arm(few, { errors: few }), START + 60_000).verdict).toBe('wait')
    expect(judge(arm(20_000), arm(few + 1, { errors: few + 1 }), START + 60_000).verdict).toBe('roll-back')
  })

  it.each(['firstFrames', 'starts', 'impressions'] as const)(
    'a canary of which devices report no %s any more is rolled back',
    (rate) => {
      expect(judge(arm(20_000, { [rate]: 10_000 }), arm(1_000)).verdict).toBe('roll-back')
      expect(judge(arm(20_000, { [rate]: 10_000 }), arm(1_000, { [rate]: 500 })).verdict).toBe('promote')
    },
  )

  it('a canary that is worse as counted, and not for certain, waits, and is rolled back when its time is up', () => {
    const [control, canary] = [arm(2_000, { empty: 40 }), arm(1_000, { empty: 28 })]
    expect(judge(control, canary).verdict).toBe('wait')
    expect(judge(control, canary, UNTIL).verdict).toBe('roll-back')
  })

  it('a canary that is better is promoted', () => {
    expect(judge(arm(20_000, { empty: 2_000 }), arm(20_000, { empty: 20, impressions: 9 })).verdict).toBe('promote')
  })
})

/** A canary that is looked at every five minutes: what becomes of it, and when. */
function trial(
  seed: number,
  emptyRate: { readonly control: number; readonly canary: number },
): CanaryVerdict & { looks: number } {
  const chance = xoshiro128([seed, 7, 11, 13])
  const draw = (of: number, rate: number): number => {
    let hits = 0
    for (let turn = 0; turn < of; turn++) if (chance() < rate) hits++
    return hits
  }
  let [control, canary] = [arm(0), arm(0)]
  for (let looks = 1; ; looks++) {
    const more = (before: ArmCounts, decisions: number, rate: number): ArmCounts => ({
      ...before,
      decisions: before.decisions + decisions,
      empty: before.empty + draw(decisions, rate),
      errors: before.errors + draw(decisions, 0.001),
      impressions: before.impressions + draw(decisions, 0.6),
    })
    control = more(control, 1_600, emptyRate.control)
    canary = more(canary, 400, emptyRate.canary)
    const verdict = judge(control, canary, START + looks * 300_000)
    if (verdict.verdict !== 'wait') return { ...verdict, looks }
  }
}

describe('many seeded trials', () => {
  const SEEDS = Array.from({ length: 200 }, (_, seed) => seed + 1)

  it('a canary with five times as many empty answers is rolled back in every trial, within three looks', () => {
    const ended = SEEDS.map((seed) => trial(seed, { control: 0.02, canary: 0.1 }))
    expect(ended.filter(({ verdict }) => verdict !== 'roll-back')).toEqual([])
    expect(Math.max(...ended.map(({ looks }) => looks))).toBeLessThanOrEqual(3)
  })

  it('a canary that is equal is promoted in at least 95 of 100 trials', () => {
    const promoted = SEEDS.filter((seed) => trial(seed, { control: 0.02, canary: 0.02 }).verdict === 'promote')
    expect(promoted.length / SEEDS.length).toBeGreaterThanOrEqual(0.95)
  })
})
