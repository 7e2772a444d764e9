import { describe, expect, it } from 'vitest'
import { chanceFrom } from '../../../src/decide/chance.ts'
import { composeSlate } from '../../../src/decide/slate/compose-slate.ts'
import { EMPTY_SCREEN, feed, items, planOf } from './slate-world.ts'

const DECISIONS = 1_000_000

/** Two places, the second kept for new assets; near ties, a cluster that bars, a rival and a twin. */
const pool = items(7, (row) => ({
  ...{ score: 1600 - 23 * row, cluster: row < 2 ? 1 : 0, exclusionLabels: row === 2 || row === 5 ? 1 : 0 },
  ...{ isNew: row > 3, source: row === 0 || row === 6 ? 2 : 0 },
}))
const plan = planOf(feed({ temperature: 4, head: 5, floor: 0.05, newAssetEvery: 2 }), 2)

interface Cell {
  count: number
  readonly propensity: number
}

/** Counts what was drawn; what one outcome is drawn with has to be the same each time. */
function tally(cells: Map<string, Cell>, outcome: string, propensity: number): void {
  const cell = cells.get(outcome)
  if (cell === undefined) cells.set(outcome, { count: 1, propensity })
  else if (cell.propensity === propensity) cell.count++
  else throw new Error(`${outcome} was drawn with ${cell.propensity}, then with ${propensity}`)
}

/** A million decisions, each by an id of its own: the first places, and the whole pages. */
function drawn(): readonly [Map<string, Cell>, Map<string, Cell>] {
  const firsts = new Map<string, Cell>()
  const pages = new Map<string, Cell>()
  for (let decision = 0; decision < DECISIONS; decision++) {
    const { picks } = composeSlate(pool, plan, EMPTY_SCREEN, [], chanceFrom(`decision ${decision}`))
    const [first, second] = picks
    tally(firsts, `${first?.row}`, first?.propensity ?? 0)
    tally(pages, `${first?.row} ${second?.row}`, (first?.propensity ?? 0) * (second?.propensity ?? 0))
  }
  return [firsts, pages]
}

/** Each outcome within 5 standard deviations of its propensity, and all together within 5 of chi-square's own. */
function expectAsOften(cells: ReadonlyMap<string, Cell>, outcomes: number): void {
  expect(cells.size).toBe(outcomes)
  const all = [...cells.values()]
  expect(all.reduce((sum, { propensity }) => sum + propensity, 0)).toBeCloseTo(1, 9)
  let chiSquare = 0
  for (const { count, propensity } of all) {
    const expected = DECISIONS * propensity
    expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected * (1 - propensity)))
    chiSquare += (count - expected) ** 2 / expected
  }
  const freedom = outcomes - 1
  expect(chiSquare).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom))
}

/** A few seconds of work, and patience for a machine that is busy with something else. */
const PATIENCE_MS = 300_000

describe('over a million decisions', () => {
  it('places and pages come as often as their propensities say', { timeout: PATIENCE_MS }, () => {
    const [firsts, pages] = drawn()
    expectAsOften(firsts, 5)
    expectAsOften(pages, 13)
  })
})
