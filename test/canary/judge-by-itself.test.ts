import { describe, expect, it } from 'vitest'
import { judgeByItself } from '../../src/canary/judge-by-itself.ts'
import { CANARY_BOUNDS } from '../../src/canary/judge-canary.ts'
import { xoshiro128 } from '../../src/decide/draw/chance.ts'
import type { ArmCounts } from '../../src/model/messages/canary-counts.ts'

const START = Date.UTC(2026, 10, 22, 12)
const UNTIL = START + 3_600_000
const BAKED = START + CANARY_BOUNDS.bakeMs

const arm = (decisions: number, more: Partial<ArmCounts> = {}): ArmCounts => ({
  ...{ decisions, empty: 0, fallbacks: 0, errors: 0 },
  ...{ firstFrames: decisions, starts: decisions, impressions: decisions },
  ...more,
})
const judge = (control: ArmCounts, canary: ArmCounts, now = UNTIL, permille = 50) =>
  judgeByItself({ counts: { control, canary }, startedAt: START, until: UNTIL, permille, firstPermille: 50 }, now)

describe('a canary that began by itself, where few viewers come', () => {
  it('a canary goes to as many viewers as bring enough answers, once it has baked, and to no more later', () => {
    // 250 answers in half an hour: 1,000 of them by the end take 3 times as many viewers, and a quarter more.
    expect(judge(arm(4750), arm(250), BAKED - 1).verdict).toBe('wait')
    expect(judge(arm(4750), arm(250), BAKED)).toMatchObject({ verdict: 'widen', permille: 188 })
    expect(judge(arm(4750), arm(250), BAKED, 188).verdict).toBe('wait')
    expect(judge(arm(200), arm(10), BAKED)).toMatchObject({ verdict: 'widen', permille: 500 })
    expect(judge(arm(0), arm(0), BAKED)).toMatchObject({ verdict: 'widen', permille: 500 })
  })

  it('a canary that has enough answers by the end at this pace goes to no more viewers', () => {
    expect(judge(arm(9500), arm(500), BAKED).verdict).toBe('wait')
  })

  it('a canary that is likely worse goes to no more viewers, and is withdrawn at the end of its time', () => {
    const [control, canary] = [arm(4750, { empty: 50 }), arm(250, { empty: 8 })]
    expect(judge(control, canary, BAKED).verdict).toBe('wait')
    expect(judge(control, canary)).toMatchObject({ verdict: 'roll-back', why: expect.stringContaining('empty') })
  })

  it('a canary of which nothing says that it is worse is promoted at the end of its time, and what it may lose is said', () => {
    expect(judge(arm(300), arm(212))).toMatchObject({
      verdict: 'promote',
      why: 'time is up with 212 answers of 1000 in the smaller arm; nothing is likely worse, though up to 66 % of firstFrames may be lost (99 %)',
    })
    expect(judge(arm(0), arm(0))).toMatchObject({ verdict: 'promote', why: expect.stringContaining('up to 100 %') })
  })

  it('a canary whose viewers get hardly any answers is withdrawn, though no rate of them is worse', () => {
    expect(judge(arm(5000), arm(0))).toMatchObject({ verdict: 'roll-back', why: expect.stringContaining('some 263') })
  })

  it('a canary that is certainly worse is withdrawn at once, and one that is shown to be good is promoted', () => {
    expect(judge(arm(5000), arm(400, { errors: 90 }), START + 60_000).verdict).toBe('roll-back')
    expect(judge(arm(19_000), arm(1000), BAKED).verdict).toBe('promote')
  })

  it('a canary with enough answers that is worse as counted is withdrawn at the end, as any other is', () => {
    const [control, canary] = [arm(20_000, { empty: 400 }), arm(1_100, { empty: 30 })]
    expect(judge(control, canary, UNTIL - 1).verdict).toBe('wait')
    expect(judge(control, canary).verdict).toBe('roll-back')
  })
})

/** A region of 20 answers in five minutes, half of which the canary has from the middle of its time on. */
function quietHour(seed: number, emptyRate: number) {
  const chance = xoshiro128([seed, 3, 5, 7])
  let [control, canary, permille] = [arm(0), arm(0), 50]
  for (let looks = 1; ; looks++) {
    for (let nth = 0; nth < 20; nth++) {
      const inCanary = chance() * 1000 < permille
      const isEmpty = chance() < (inCanary ? emptyRate : 0.05)
      const before = inCanary ? canary : control
      const after = arm(before.decisions + 1, { empty: before.empty + Number(isEmpty) })
      if (inCanary) canary = after
      else control = after
    }
    const verdict = judge(control, canary, START + looks * 300_000, permille)
    permille = verdict.permille ?? permille
    if (verdict.verdict === 'promote' || verdict.verdict === 'roll-back') return verdict.verdict
  }
}

describe('many quiet hours of 240 answers', () => {
  const promoted = (emptyRate: number) =>
    Array.from({ length: 200 }, (_, seed) => quietHour(seed + 1, emptyRate)).filter((each) => each === 'promote').length

  it('a canary that is equal is promoted in at least 90 of 100 hours', () => {
    expect(promoted(0.05)).toBeGreaterThanOrEqual(180)
  })

  it('a canary with five times as many empty answers is withdrawn in at least 90 of 100 hours', () => {
    expect(promoted(0.25)).toBeLessThanOrEqual(20)
  })
})
