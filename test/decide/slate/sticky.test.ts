import { describe, expect, it } from 'vitest'
import { compose, hero, item, items, planOf, policyOf, reasonsOf, rowsOf } from './slate-world.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 22)
const plan = (viewerKey: string, now = NOW, remembered: readonly (readonly [number, number])[] = []) =>
  planOf(hero(), 3, { sticky: { viewerKey, now, remembered: new Map(remembered) } })

/** Three titles with four equal assets each. */
const pool = items(12, (row) => ({ title: row % 3, score: 1600 - (row % 3) }))
const viewers = Array.from({ length: 400 }, (_, index) => `viewer ${index}`)
const first = (viewer: string, now = NOW, from = pool) => rowsOf(compose(from, plan(viewer, now)))[0] ?? -1

describe('the asset that stands for a title', () => {
  it('the sticky asset is the same for a viewer whatever the decision, and is marked', () => {
    for (const viewer of viewers.slice(0, 20)) {
      const slates = ['one', 'two'].map((seed) => compose(pool, plan(viewer), { seed }))
      expect(slates[0]).toEqual(slates[1])
      expect(slates[0]?.picks.map(({ sticky }) => sticky)).toEqual([true, true, true])
      expect([...reasonsOf(compose(pool, plan(viewer))).values()]).toEqual(Array(9).fill('diversity'))
    }
  })

  it('the sticky asset is the only one of its title that may play, at every slot', () => {
    for (const viewer of viewers.slice(0, 20)) {
      const alone = [0, 1, 2].map((title) =>
        first(
          viewer,
          NOW,
          pool.filter((each) => each.title === title),
        ),
      )
      expect(rowsOf(compose(pool, plan(viewer)))).toEqual(alone)
    }
  })

  it('the sticky asset is outranked where its title is, and the others give way to it', () => {
    const slate = compose(pool, { ...plan('anyone'), count: 1 })
    const reasons = [...reasonsOf(slate).values()].sort()
    expect(reasons).toEqual([...Array(9).fill('diversity'), 'outranked', 'outranked'])
  })

  it('the sticky asset differs between viewers, evenly', () => {
    const counts = [0, 3, 6, 9].map((row) => viewers.filter((viewer) => first(viewer) === row).length)
    // 400 viewers over 4 assets: 5 standard deviations of a binomial are 43.
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(43)
  })

  it('the sticky asset lasts for the days that the rules say, and changes on another day for each viewer', () => {
    const changes = viewers.map((viewer) => {
      const days = Array.from({ length: 29 }, (_, day) => first(viewer, NOW + day * DAY_MS))
      return days.flatMap((row, day) => (day > 0 && row !== days[day - 1] ? [day] : []))
    })
    for (const days of changes) expect(new Set(days.map((day) => day % 7)).size).toBeLessThanOrEqual(1)
    expect(new Set(changes.flat().map((day) => day % 7)).size).toBe(7)
  })

  it('the sticky asset stays when another of the title comes or goes', () => {
    for (const viewer of viewers) {
      const chosen = first(viewer)
      const others = pool.filter(({ row }) => row === chosen || row % 6 !== 0)
      expect(first(viewer, NOW, others)).toBe(chosen)
    }
  })

  it('the sticky asset is the remembered one while it is eligible', () => {
    for (const viewer of viewers.slice(0, 20)) {
      const remembered = [[9, 0]] as const
      expect(rowsOf(compose(pool, plan(viewer, NOW, remembered)))[0]).toBe(9)
      const without = pool.filter(({ row }) => row !== 9)
      expect(rowsOf(compose(without, plan(viewer, NOW, remembered)))[0]).toBe(first(viewer, NOW, without))
    }
  })

  it('the sticky asset is the one remembered last, whatever tires of it', () => {
    const tired = pool.map((each) => (each.row === 9 ? { ...each, score: -1600 } : each))
    const both = [
      [3, 7],
      [9, 8],
    ] as const
    expect(rowsOf(compose(tired, plan('anyone', NOW, both)))).toContain(9)
    expect(rowsOf(compose(tired, plan('anyone', NOW, both)))).not.toContain(3)
  })

  it('the sticky asset is of the strongest tier: a takeover beats a memory', () => {
    const taken = pool.map((each) => (each.row === 3 ? { ...each, tier: 0 } : each))
    expect(rowsOf(compose(taken, plan('anyone', NOW, [[9, 0]])))[0]).toBe(3)
  })

  it('the sticky asset never scores worse than the best by more than the temperature', () => {
    const policy = policyOf('home-hero', { temperature: 2 })
    const uneven = items(8, (row) => ({ title: 1, score: row < 2 ? 1600 : row === 2 ? 1600 - 2 * 16 : 1600 - 33 }))
    const chosen = viewers.map((viewerKey) => {
      const sticky = { viewerKey, now: NOW, remembered: new Map<number, number>() }
      return rowsOf(compose(uneven, planOf(policy, 1, { sticky })))[0]
    })
    expect([...new Set(chosen)].sort()).toEqual([0, 1, 2])
  })

  it('the sticky asset stands under the best of its campaigns', () => {
    const campaigns = [5, 7, 6].map((score, row) => item(row, { title: 1, asset: 1, score }))
    const other = [8, 7].map((score, row) => item(row + 3, { title: 1, asset: 2, score }))
    const chosen = viewers.map((viewerKey) => {
      const sticky = { viewerKey, now: NOW, remembered: new Map<number, number>() }
      return rowsOf(compose([...campaigns, ...other], planOf(hero({ temperature: 2 }), 1, { sticky })))[0]
    })
    expect([...new Set(chosen)].sort()).toEqual([1, 3])
    const { picks } = compose(campaigns, plan('anyone'))
    expect(picks.map(({ row, sticky }) => [row, sticky])).toEqual([[1, false]])
  })

  it('the sticky asset opens a placement about its title, and the others follow', () => {
    const about = items(4, () => ({ title: 1, score: 16 }))
    for (const viewer of viewers.slice(0, 20)) {
      const { picks } = compose(about, { ...plan(viewer), pinned: true, count: 4 })
      const rest = [0, 1, 2, 3].filter((row) => row !== picks[0]?.row)
      expect(picks[0]?.row).toBe(first(viewer, NOW, about))
      expect(picks.slice(1).map(({ row }) => row)).toEqual(rest)
      expect(picks.map(({ sticky }) => sticky)).toEqual([true, false, false, false])
    }
  })

  it('an asset is drawn with the others where nothing is to stick', () => {
    const { picks } = compose(pool, planOf(policyOf('home-hero', { stickyDays: 0 }), 1, { sticky: plan('a').sticky }))
    expect(picks[0]).toMatchObject({ sticky: false })
    expect(picks[0]?.propensity).toBeLessThan(0.2)
  })
})
