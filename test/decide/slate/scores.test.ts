import { describe, expect, it } from 'vitest'
import { compose, feed, item, items, planOf, rowsOf } from './slate-world.ts'

const sixteenths = (points: number) => points * 16

describe('a score at a slot', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a score of %s sinks below every other',
    (score) => {
      const pool = [item(0, { score }), item(1, { score: -5000 }), item(2, { score: 3 })]
      const slate = compose(pool, planOf(feed({ temperature: 4 }), 3))
      expect(rowsOf(slate).at(-1)).toBe(0)
      expect(slate.picks.every(({ propensity }) => propensity > 0)).toBe(true)
    },
  )

  it('a score wears off by half above a quarter with each of a source, and no further than the quarter', () => {
    const pool = items(8, () => ({ source: 7, score: sixteenths(100) }))
    const { picks } = compose(pool, planOf(feed(), 8))
    const points = picks.map(({ slotScore }) => slotScore / 16)
    expect(points.slice(0, 4)).toEqual([100, 62.5, 43.75, 34.375])
    expect(points.at(-1)).toBeCloseTo(25.6, 1)
    expect(picks.every(({ score }) => score === sixteenths(100))).toBe(true)
  })

  it('a score below zero wears off downwards', () => {
    const pool = items(2, () => ({ source: 7, score: sixteenths(-100) }))
    expect(compose(pool, planOf(feed(), 2)).picks[1]?.slotScore).toBe(sixteenths(-137.5))
  })

  it('a score is forgiven its repeats once the window has moved on', () => {
    const before = Array.from({ length: 25 }, (_, row) => item(100 + row, { source: row < 6 ? 7 : 0 }))
    const [pick] = compose([item(0, { source: 7, score: 1600 })], planOf(feed(), 1), { before }).picks
    expect(pick?.slotScore).toBe(1600)
  })

  it('titles take turns where nothing else tells them apart', () => {
    const pool = items(6, (row) => ({ title: row >> 1, score: 0 }))
    expect(rowsOf(compose(pool, planOf(feed(), 6)))).toEqual([0, 2, 4, 1, 3, 5])
  })

  it('a score loses what makes it a twin of the page, and only there', () => {
    const taste = item(0).taste
    const pool = [item(0, { taste, score: 1000 }), item(1, { taste, score: 990 }), item(2, { score: 800 })]
    const { picks, trail } = compose(pool, planOf(feed(), 3))
    expect(picks.map(({ row }) => row)).toEqual([0, 2, 1])
    expect(picks[2]?.slotScore).toBeCloseTo(990 - (0.3 / 0.7) * 40 * 16, 9)
    expect(rowsOf(compose(pool, planOf(feed({ mmrLambda: 1 }), 3)))).toEqual([0, 1, 2])
    const next = compose([item(5, { taste, score: 500 })], planOf(feed(), 1), { before: trail })
    expect(next.picks[0]?.slotScore).toBe(500)
  })

  it('an opposite is no more different than a stranger, and a vector of zeros is a stranger', () => {
    const opposite = Int8Array.from(item(0).taste, (value) => -value)
    const pool = [item(0), item(1, { taste: opposite }), item(2), item(3, { taste: new Int8Array(32) })]
    const { picks } = compose(pool, planOf(feed(), 4))
    expect(picks.every(({ score, slotScore }) => score === slotScore)).toBe(true)
  })
})

describe('a slot kept for new assets', () => {
  const every = { newAssetEvery: 3 }

  it('a slot kept for new assets goes to one, by the count of the whole walk, and else to the others', () => {
    const pool = items(9, (row) => ({ isNew: row >= 7 }))
    const { picks } = compose(pool, planOf(feed(every), 6, { firstPosition: 1 }))
    expect(picks.map(({ row }) => row)).toEqual([0, 7, 1, 2, 8, 3])
    expect(picks.map(({ reserved }) => reserved)).toEqual([false, true, false, false, true, false])
    const [, , third] = compose(items(4), planOf(feed(every), 3)).picks
    expect(third).toMatchObject({ row: 2, reserved: false })
  })

  it('a slot kept for new assets does not break for one what something else would keep', () => {
    const pool = items(5, (row) => ({ isNew: row === 4, franchise: row === 4 || row === 1 ? 9 : 0 }))
    const { picks } = compose(pool, planOf(feed(every), 3))
    expect(picks.map(({ row }) => row)).toEqual([0, 1, 2])
  })

  it('a slot kept for new assets draws among them alone, and its propensity says so', () => {
    const pool = items(9, (row) => ({ isNew: row >= 7, score: 100 }))
    const { picks } = compose(pool, planOf(feed({ ...every, temperature: 4, mmrLambda: 1, head: 4 }), 3))
    expect(picks[2]).toMatchObject({ reserved: true, propensity: 0.5 })
  })
})
