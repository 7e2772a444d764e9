import { describe, expect, it } from 'vitest'
import { runTrial } from '../../src/trial/loop/run-trial.ts'
import { trialWorld } from '../../src/trial/loop/simulate-loop.ts'
import type { Policy, Visit } from '../../src/trial/serve/policy.ts'
import { visitorsOf } from '../../src/trial/world/audience.ts'
import type { MadeUpTitle } from '../../src/trial/world/catalogue.ts'

const world = trialWorld(7, 5)
const DAYS = { from: 0, until: 3 }

/** Shows titles in an order of its own, and keeps whom it met. */
class InOrder implements Policy {
  readonly met: string[] = []
  private titles: readonly MadeUpTitle[] = []

  constructor(private readonly ordered: (titles: readonly MadeUpTitle[]) => readonly MadeUpTitle[]) {}

  startDay({ titles }: Parameters<Policy['startDay']>[0]): void {
    this.titles = this.ordered(titles)
  }

  page({ viewer, id, now }: Visit, { count }: { readonly count: number }) {
    this.met.push(`${id} ${now} ${viewer.traits.join(' ')}`)
    return this.titles
      .slice(0, count)
      .flatMap(({ assets: [asset] }) => (asset ? [{ assetId: asset.id, propensity: 1 }] : []))
  }

  took(): void {}
}

describe('the audience of a trial', () => {
  it('the same viewers come at the same time whatever a policy shows, and however much of it they start', () => {
    const best = new InOrder((titles) => titles.toSorted((one, other) => other.appeal - one.appeal))
    const worst = new InOrder((titles) => titles.toSorted((one, other) => one.appeal - other.appeal))
    const [ofBest, ofWorst] = [best, worst].map((policy) => runTrial(world, policy, DAYS))
    const starts = (seen: typeof ofBest) => seen?.filter(({ started }) => started).length ?? 0
    expect(starts(ofBest)).toBeGreaterThan(2 * starts(ofWorst))
    expect(worst.met).toEqual(best.met)
  })

  it('some viewers come again with the taste that they had, and all others come once', () => {
    const days = [0, 1, 2, 3].map((day) => visitorsOf(day, world.audience))
    const [again, once] = [true, false].map((returning) =>
      days.map((all) => all.filter((v) => v.returning === returning)),
    )
    const tastes = new Map<string, string>()
    for (const { id, traits } of again?.flat() ?? []) {
      expect(tastes.get(id) ?? traits.join(' ')).toBe(traits.join(' '))
      tastes.set(id, traits.join(' '))
    }
    expect(tastes.size).toBeLessThan(again?.flat().length ?? 0)
    expect(new Set(once?.flat().map(({ id }) => id)).size).toBe(once?.flat().length)
  })
})

describe('the catalogue of a trial', () => {
  it('a title is shown from the day on which it arrives', () => {
    const newest = new InOrder((titles) => titles.toSorted((one, other) => other.arrivesOn - one.arrivesOn))
    const arrivals = new Map(
      world.catalogue.flatMap(({ assets, arrivesOn }) => assets.map(({ id }) => [id, arrivesOn])),
    )
    const seen = runTrial(world, newest, { from: 0, until: 5 })
    expect(seen.filter(({ day, assetId }) => (arrivals.get(assetId) ?? 0) > day)).toEqual([])
    expect(seen.some(({ day, assetId }) => day > 0 && arrivals.get(assetId) === day)).toBe(true)
  })
})
