import { type Asked, AUTOPLAY, CLIPS, newContexts } from '../catalogue/asked.ts'
import { NOW } from '../catalogue/large-snapshot.ts'
import { decided, decisionRequest, openLarge } from '../product/decision.ts'
import { type Run, type Suite, sizes } from '../suite.ts'
import { compared } from '../tables/comparison.ts'
import { curves } from '../tables/curve.ts'
import { type Contender, type Plan, timedInTurns } from '../tables/measure.ts'

/** So many contexts in turn that none is still at hand when it comes again. */
const CONTEXTS = 1024
const UNIT = 'µs'
const FLOOR = '1 placement'
const TILE: Asked = { ...AUTOPLAY, surface: 'browse-tile' }

/** What is asked at each size: how many placements, and of what. */
const ASKED = [
  { name: FLOOR, asked: TILE, placements: 1 },
  { name: '10 placements', asked: TILE, placements: 10 },
  { name: '50 placements', asked: TILE, placements: 50 },
  { name: 'feed page of 10', asked: CLIPS, placements: 1 },
] as const

export const suite: Suite = {
  about: 'one decision from 10^3 to 10^6 candidates, of 1, 10 and 50 placements and a feed page of 10, as curves',
  mostCandidates: 1_000_000,
  picture: (rows) => curves(rows, UNIT),
  measure: async (run) => {
    const all = sizes(run, [1000, 10_000, 100_000, 1_000_000]).flatMap((candidates) => contendersAt(run, candidates))
    run.say('scale: every size in turn')
    const plan: Plan = {
      ...{ suite: 'scale', candidates: 0, floor: null, repeats: 9, unit: UNIT, sampleMs: 40 },
      ...{ warmMs: 600, longestRunMs: 60_000 },
    }
    const timed = await timedInTurns(run, plan, all)
    return timed.map(({ name, candidates, values }) => {
      const floor = timed.find((each) => each.candidates === candidates && each.name === FLOOR) ?? null
      const beside = floor && { name: FLOOR, candidates, unit: UNIT, values: floor.values }
      return compared('scale', { name, candidates, unit: UNIT, values }, beside)
    })
  },
}

/** Sizes take turns with each other, too: a curve is a comparison. */
interface Sized extends Contender {
  readonly candidates: number
}

function contendersAt(run: Run, candidates: number): readonly Sized[] {
  run.say(`scale: ${candidates} candidates: making the snapshot`)
  const opened = openLarge(candidates)
  const { snapshot } = opened
  const contexts = newContexts(TILE, CONTEXTS).map((context) => ({ ...context, surface: TILE.surface }))
  let turn = 0
  const next = (): Asked => contexts[turn++ % CONTEXTS] ?? TILE
  for (const { name, asked, placements } of ASKED) {
    // An empty screen would be measured as a fast one; a small schedule does not fill it.
    const picks = decided(opened, decisionRequest(snapshot, asked, NOW, placements))
    if (picks === 0) throw new Error(`scale: ${candidates} candidates have nothing for ${name}`)
  }
  return [
    ...ASKED.map(({ name, asked, placements }) => ({
      ...{ name, candidates },
      run: () => decided(opened, decisionRequest(snapshot, asked, NOW, placements)),
    })),
    {
      ...{ name: '1 placement, new context', candidates },
      run: () => decided(opened, decisionRequest(snapshot, next(), NOW)),
    },
  ]
}
