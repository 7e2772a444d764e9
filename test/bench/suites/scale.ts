import { type Asked, AUTOPLAY, CLIPS, newContexts } from '../asked.ts'
import { curves } from '../curve.ts'
import { NOW } from '../large-snapshot.ts'
import { interleaved, type Plan } from '../measure.ts'
import { decided, decisionRequest, openLarge } from '../product/decision.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'

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
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000, 1_000_000])) {
      rows.push(...(await decideAt(run, candidates)))
    }
    return rows
  },
}

async function decideAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`scale: ${candidates} candidates: making the snapshot`)
  const snapshot = openLarge(candidates)
  const contexts = newContexts(TILE, CONTEXTS).map((context) => ({ ...context, surface: TILE.surface }))
  let turn = 0
  const next = (): Asked => contexts[turn++ % CONTEXTS] ?? TILE
  for (const { name, asked, placements } of ASKED) {
    // An empty screen would be measured as a fast one; a small schedule does not fill it.
    const picks = decided(snapshot, decisionRequest(snapshot, asked, NOW, placements))
    if (picks === 0) throw new Error(`scale: ${candidates} candidates have nothing for ${name}`)
  }
  run.say(`scale: ${candidates} candidates`)
  const plan: Plan = {
    ...{ suite: 'scale', candidates, floor: FLOOR, repeats: 9, unit: UNIT, sampleMs: 40 },
    ...{ warmMs: 600, longestRunMs: 5000 },
  }
  return interleaved(run, plan, [
    ...ASKED.map(({ name, asked, placements }) => ({
      name,
      run: () => decided(snapshot, decisionRequest(snapshot, asked, NOW, placements)),
    })),
    { name: '1 placement, new context', run: () => decided(snapshot, decisionRequest(snapshot, next(), NOW)) },
  ])
}
