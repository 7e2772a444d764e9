import { describe, expect, it } from 'vitest'
import type { SlateItem, Trace } from '../../../src/decide/slate/slate-item.ts'
import { SLATE_CONSTRAINTS, type SlateConstraint } from '../../../src/model/policies/slate-policy.ts'
import { compose, feed, hero, item, items, labels, planOf, reasonsOf, relaxedOf, rowsOf } from './slate-world.ts'

const TITLE = 77

/** What played last has one of everything; before it, another of `TITLE` did. */
const BEFORE: readonly Trace[] = [
  item(90, { title: TITLE }),
  item(91, { cluster: 5, franchise: 6, exclusionLabels: labels(1) }),
]

/** For each constraint an item that breaks it after `BEFORE`, and no other. */
const BREAKS: Readonly<Record<SlateConstraint, Partial<SlateItem>>> = {
  'cluster-run': { cluster: 5 },
  'franchise-run': { franchise: 6 },
  tier: { tier: 0 },
  'title-window': { title: TITLE },
  separation: { exclusionLabels: labels(3) },
}
const tiers = { takeover: 0, guaranteed: 0.2, standard: 0.5, evergreen: 1 }
const broken = { mostOfTitle: 1, tiers }
const pairs = SLATE_CONSTRAINTS.flatMap((milder, index) =>
  SLATE_CONSTRAINTS.slice(index + 1).map((harder) => [milder, harder] as const),
)

describe('a constraint', () => {
  it.each(SLATE_CONSTRAINTS)('the constraint %s keeps the best from a slot while anything keeps to it', (name) => {
    const pool = [item(0, BREAKS[name]), item(1, { score: 1 })]
    const slate = compose(pool, planOf(feed(broken), 1), { before: BEFORE })
    expect(rowsOf(slate)).toEqual([1])
    expect(relaxedOf(slate)).toEqual([[]])
    expect(reasonsOf(slate).get(0)).toBe(name === 'separation' ? 'exclusion' : 'diversity')
  })

  it.each(SLATE_CONSTRAINTS)(
    'the constraint %s gives way rather than leave a slot empty, and the pick names it',
    (name) => {
      expect(relaxedOf(compose([item(0, BREAKS[name])], planOf(feed(broken), 1), { before: BEFORE }))).toEqual([[name]])
    },
  )

  it.each(pairs)('the constraint %s gives way before %s, or after it where the order says so', (milder, harder) => {
    const pool = [item(0, BREAKS[harder]), item(1, BREAKS[milder])]
    const taken = (order: readonly SlateConstraint[]) =>
      relaxedOf(compose(pool, planOf(feed({ ...broken, relaxationOrder: order }), 1), { before: BEFORE }))
    expect(taken(SLATE_CONSTRAINTS)).toEqual([[milder]])
    expect(taken([...SLATE_CONSTRAINTS].reverse())).toEqual([[harder]])
  })

  it('a constraint gives way alone: two broken lose to the harder of them', () => {
    const pool = [item(0, { ...BREAKS['franchise-run'], ...BREAKS['cluster-run'] }), item(1, BREAKS['franchise-run'])]
    const slate = compose(pool, planOf(feed(broken), 2), { before: BEFORE })
    expect(rowsOf(slate)).toEqual([1, 0])
    expect(relaxedOf(slate)[0]).toEqual(['franchise-run'])
  })
})

describe('a set that allows nothing better', () => {
  it.each([
    ['one title', { title: 1 }, ['franchise-run', 'title-window']],
    ['one franchise', { franchise: 1 }, ['franchise-run']],
    ['one genre cluster', { cluster: 1 }, ['cluster-run']],
    ['rivals', { exclusionLabels: labels(4) }, ['separation']],
    ['takeovers', { tier: 0 }, ['tier']],
  ] as const)('a set of %s fills the page all the same', (_name, fields, relaxed) => {
    const slate = compose(
      items(10, () => fields),
      planOf(feed(), 10),
    )
    expect(new Set(rowsOf(slate)).size).toBe(10)
    expect(relaxedOf(slate)[0]).toEqual([])
    expect(relaxedOf(slate)[9]).toEqual(relaxed)
  })

  it('a set of one asset under many campaigns shows it once', () => {
    const slate = compose(
      items(5, () => ({ asset: 1 })),
      planOf(feed(), 5),
    )
    expect(rowsOf(slate)).toEqual([0])
    expect([...reasonsOf(slate).values()]).toEqual(Array(4).fill('diversity'))
  })

  it('a set of kids and mature leaves slots empty rather than set one beside the other', () => {
    const pool = items(6, (row) => ({ audience: row % 2 === 0 ? 'kids' : 'mature' }))
    const slate = compose(pool, planOf(feed(), 6))
    expect(rowsOf(slate)).toEqual([0, 2, 4])
    expect(rowsOf(compose(pool, planOf(feed(), 6), { before: [item(9, { audience: 'mature' })] }))).toEqual([1, 3, 5])
    const parted = compose([...pool, item(8, { score: 1592 })], planOf(feed(), 7))
    expect(rowsOf(parted)).toEqual([0, 2, 4, 8, 1, 3, 5])
  })
})

describe('a walk through the feed', () => {
  const pool = items(400, (row) => ({
    ...{ title: row % 160, franchise: 1 + (row % 70), cluster: 1 + (row % 11), source: 1 + (row % 30) },
    ...{ exclusionLabels: labels(row % 40 === 0 ? 1 : 0), tier: row % 10 === 0 ? 0 : row % 7 === 0 ? 1 : 3 },
    ...{ isNew: row >= 300, score: 1600 + (row % 10 === 0 ? 4000 : 0) - row },
  }))

  function walk(pageSize: number): { page: number; each: SlateItem }[] {
    const shown: { page: number; each: SlateItem }[] = []
    const left = new Set(pool)
    let before: readonly Trace[] = []
    for (let page = 0; ; page++) {
      const plan = planOf(feed({ temperature: 4 }), pageSize, { firstPosition: shown.length })
      const slate = compose([...left], plan, { before, seed: `page ${page}` })
      if (slate.picks.length === 0) break
      expect(relaxedOf(slate).flat()).toEqual([])
      for (const { row } of slate.picks) {
        const each = pool[row] ?? item(row)
        shown.push({ page, each })
        left.delete(each)
      }
      before = slate.trail
    }
    return shown
  }

  it.each([1, 7, 10])(
    'a walk in pages of %i keeps to every window over their borders, and ends after 200',
    (pageSize) => {
      const shown = walk(pageSize)
      expect(shown).toHaveLength(200)
      expect(new Set(shown.map(({ each }) => each.asset)).size).toBe(200)
      shown.forEach(({ each, page }, at) => {
        const window = shown.slice(Math.max(0, at - 19), at + 1).map((other) => other.each)
        expect(window.filter(({ title }) => title === each.title).length).toBeLessThanOrEqual(2)
        expect(window.filter(({ tier }) => tier === 0).length).toBeLessThanOrEqual(2)
        expect(shown[at - 1]?.each.franchise).not.toBe(each.franchise)
        expect(shown[at - 1]?.each.cluster).not.toBe(each.cluster)
        if (each.exclusionLabels[1]) expect(window.slice(-6, -1).some((other) => other.exclusionLabels[1])).toBe(false)
        if (at % 10 === 9 && at < 190) expect(each.isNew).toBe(true)
        const beginning = shown.slice(0, at + 1).filter((other) => other.page === page)
        const takeovers = beginning.filter((other) => other.each.tier === 0).length
        expect(takeovers).toBeLessThanOrEqual(Math.ceil(beginning.length / 10))
      })
    },
  )

  it('each tier has its lead in the clips feed, and a clear taste beats it', () => {
    const tiers = items(3, (row) => ({ tier: 3 - row, score: 0 }))
    expect(rowsOf(compose(tiers, planOf(feed({ tierLead: 20 }), 1)))).toEqual([2])
    const liked = [...tiers, item(3, { score: 40 * 16 + 1 })]
    expect(rowsOf(compose(liked, planOf(feed({ tierLead: 20 }), 1)))).toEqual([3])
    const again = { before: [item(9, { source: 5 })] }
    const [repeated] = compose(
      [item(0, { tier: 0, source: 5, score: 0 })],
      planOf(feed({ tierLead: 20 }), 1),
      again,
    ).picks
    expect(repeated?.slotScore).toBe(3 * 20 * 16)
  })

  it('a page spreads what is scheduled, and leaves the rest to taste', () => {
    const slate = compose(pool, planOf(feed(), 10))
    const positions = slate.picks.flatMap(({ row }, at) => (row % 10 === 0 ? [at] : []))
    expect(positions).toEqual([0])
  })
})

describe('tiers on a surface with one winner', () => {
  it('tiers on a surface with one winner are strict, whatever the scores', () => {
    for (const tier of [0, 1, 2]) {
      const pool = [item(0, { tier: tier + 1, score: 9999 }), item(1, { tier, score: -50 }), item(2, { tier: 3 })]
      const slate = compose(pool, planOf(hero({ temperature: 50 }), 1))
      expect(rowsOf(slate)).toEqual([1])
      expect(slate.picks[0]?.propensity).toBe(1)
      expect(reasonsOf(slate).get(0)).toBe('outranked')
    }
  })

  it('a rival on a surface with one winner waits behind weaker tiers, which say so', () => {
    const pool = [
      item(0, { tier: 0, exclusionLabels: labels(1) }),
      item(1, { tier: 0, exclusionLabels: labels(1) }),
      item(2),
      item(3),
    ]
    const slate = compose(pool, planOf(hero(), 4))
    expect(rowsOf(slate)).toEqual([0, 2, 3, 1])
    expect(relaxedOf(slate)).toEqual([[], ['tier'], ['tier'], []])
  })
})

it('the screen bars what other placements show, but from a placement about one title', () => {
  const pool = items(4, (row) => ({ title: row === 3 ? 2 : row }))
  const screen = { assets: new Set([0]), titles: new Set([2]) }
  expect(rowsOf(compose(pool, planOf(hero(), 4), { screen }))).toEqual([1])
  expect(reasonsOf(compose(pool, planOf(hero(), 0), { screen })).get(3)).toBe('diversity')
  const pinned = compose(pool, planOf(hero(), 4, { pinned: true }), { screen })
  expect(rowsOf(pinned)).toEqual([0, 1, 2, 3])
  expect(relaxedOf(pinned).flat()).toEqual([])
})
