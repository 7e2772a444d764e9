import { describe, expect, it } from 'vitest'
import { learnRun } from '../../../src/learn/run/learn-run.ts'
import { learnedAsset, learnedHead } from '../../../src/model/learned/learned-run.ts'
import { mappedTaste } from '../../../src/model/learned/mapped-taste.ts'
import { aggregatesOf, madeUpAudience } from '../made-up-audience.ts'

const world = madeUpAudience()
const OPTIONS = { seed: 1, leastUnits: 1 }
const aggregates = aggregatesOf(world, world.likes)
const first = learnRun(aggregates, world.catalogue, null, OPTIONS)

function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [product, ofOne, ofOther] = [0, 0, 0]
  for (let index = 0; index < one.length; index++) {
    const [left, right] = [one[index] ?? 0, other[index] ?? 0]
    product += left * right
    ofOne += left ** 2
    ofOther += right ** 2
  }
  return product / Math.sqrt(ofOne * ofOther)
}

describe('a run', () => {
  it('a run has a sound head and a sound line for every asset of the catalogue', () => {
    const head = { ...first.run.head, id: `lrn_${'0'.repeat(32)}` }
    expect(learnedHead().safeParse(head).error).toBeUndefined()
    for (const asset of first.run.assets.values()) expect(learnedAsset().safeParse(asset).error).toBeUndefined()
    expect([...first.run.assets.keys()]).toEqual(world.catalogue.map(({ assetId }) => assetId).sort())
  })

  it('the same rows and seed give the same run', () => {
    const again = learnRun(aggregatesOf(world, world.likes), world.catalogue, null, OPTIONS)
    expect(JSON.stringify([again.run.head, ...again.run.assets])).toBe(
      JSON.stringify([first.run.head, ...first.run.assets]),
    )
  })

  it('a run goes on in the space before: vectors learned from other rows lie where they lay', () => {
    const fewer = learnRun(
      aggregatesOf(
        world,
        world.likes.map((own) => own.slice(0, -2)),
      ),
      world.catalogue,
      null,
      { ...OPTIONS, seed: 2 },
    )
    const next = learnRun(aggregates, world.catalogue, fewer.run, OPTIONS)
    expect(next.run.head.space).toBe(fewer.run.head.space)
    const cosines = (run: typeof next.run): number => {
      const own = [...run.assets].flatMap(([id, { taste, cold }]) =>
        cold ? [] : [cosine(taste, fewer.run.assets.get(id)?.taste ?? [])],
      )
      return own.reduce((sum, each) => sum + each, 0) / own.length
    }
    expect(cosines(next.run)).toBeGreaterThan(0.85)
    expect(cosines(next.run)).toBeGreaterThan(cosines(first.run) + 0.2)
  })

  it('a new space is declared where nothing of the one before can be found again', () => {
    const other = madeUpAudience(2)
    const before = learnRun(aggregatesOf(other, other.likes), other.catalogue, null, OPTIONS)
    const next = learnRun(aggregates, world.catalogue, before.run, OPTIONS)
    expect(next.report.alignment?.holds).toBe(false)
    expect(next.run.head.space).not.toBe(before.run.head.space)
  })

  it('assets that nobody acted on are placed where acts would have placed them', () => {
    const hidden = new Set(world.catalogue.filter((_, index) => index % 5 === 0).map(({ assetId }) => assetId))
    const likes = world.likes.map((own) => own.filter((id) => !hidden.has(id)))
    const { run } = learnRun(aggregatesOf(world, likes), world.catalogue, first.run, OPTIONS)
    const truth = (id: (typeof world.catalogue)[number]['assetId']) => first.run.assets.get(id)?.taste ?? []
    const ids = [...hidden].filter((id) => first.run.assets.get(id)?.cold === false)
    const own = ids.map((id) => cosine(run.assets.get(id)?.taste ?? [], truth(id)))
    const others = ids.map((id, index) =>
      cosine(run.assets.get(id)?.taste ?? [], truth(ids[(index + 7) % ids.length] ?? id)),
    )
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(ids.every((id) => run.assets.get(id)?.cold === true)).toBe(true)
    expect(mean(own)).toBeGreaterThan(mean(others) + 0.2)
  })

  it('an asset that is newer than the run is mapped from its metadata as the cold ones of the run are', () => {
    const [one] = world.catalogue
    if (one === undefined) throw new Error('an empty catalogue')
    const likes = world.likes.map((own) => own.filter((id) => id !== one.assetId))
    const { run } = learnRun(aggregatesOf(world, likes), world.catalogue, null, OPTIONS)
    expect([...mappedTaste(run.head.features, one.metadata)]).toEqual(run.assets.get(one.assetId)?.taste)
  })

  it('pairs that fewer units than asked have in common are dropped', () => {
    const { run, report } = learnRun(aggregates, world.catalogue, null, { ...OPTIONS, leastUnits: 5 })
    expect(report.droppedPairs).toBeGreaterThan(0)
    expect(report.taught).toBeLessThan(first.report.taught)
    expect(run.assets.size).toBe(first.run.assets.size)
  })

  it('a run without events teaches nothing, and all its tastes are neutral', () => {
    const nothing = {
      exposures: [],
      pairs: [],
      data: { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z', events: 0 },
    }
    const { run, report } = learnRun(nothing, world.catalogue, null, OPTIONS)
    expect(report.taught).toBe(0)
    expect(run.assets.get('ast_t1')?.taste.every((value) => value === 0)).toBe(true)
    expect(run.head.positions).toEqual({})
  })
})
