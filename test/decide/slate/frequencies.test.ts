import { expect, it } from 'vitest'
import { chanceFrom } from '../../../src/decide/draw/chance.ts'
import { byChance } from '../../../src/decide/draw/choose.ts'
import { composeSlate } from '../../../src/decide/slate/compose-slate.ts'
import { Tally } from '../oracle/tally.ts'
import { EMPTY_SCREEN, feed, items, labels, planOf } from './slate-world.ts'

const DECISIONS = Number(process.env.DRAWS ?? 200_000)

/** Two places, the second kept for new assets; near ties, a cluster that bars, a rival and a twin. */
const pool = items(7, (row) => ({
  ...{ score: 1600 - 23 * row, cluster: row < 2 ? 1 : 0, exclusionLabels: labels(row === 2 || row === 5 ? 1 : 0) },
  ...{ isNew: row > 3, source: row === 0 || row === 6 ? 2 : 0 },
}))
const plan = planOf(feed({ temperature: 4, head: 5, floor: 0.05, newAssetEvery: 2 }), 2)

/** Many decisions, each by an id of its own: the first places, and the whole pages. */
function drawn(): readonly [Tally, Tally] {
  const firsts = new Tally()
  const pages = new Tally()
  for (let decision = 0; decision < DECISIONS; decision++) {
    const { picks } = composeSlate(pool, plan, EMPTY_SCREEN, [], byChance(chanceFrom(`decision ${decision}`)))
    const [first, second] = picks
    firsts.add(`${first?.row}`, first?.propensity ?? 0)
    pages.add(`${first?.row} ${second?.row}`, (first?.propensity ?? 0) * (second?.propensity ?? 0))
  }
  return [firsts, pages]
}

/** A few seconds of work, and patience for a machine that is busy with something else. */
const PATIENCE_MS = 300_000

it('slots and pages come as often as their propensities say, over many decisions', { timeout: PATIENCE_MS }, () => {
  const [firsts, pages] = drawn()
  expect([firsts.outcomes, pages.outcomes]).toEqual([5, 13])
  firsts.expectAsOften()
  pages.expectAsOften()
})
