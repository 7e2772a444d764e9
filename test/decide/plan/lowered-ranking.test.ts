import { expect, it } from 'vitest'
import type { Context, Placement } from '../../../src/decide/context/context.ts'
import { ContextShape } from '../../../src/decide/context/context-shape.ts'
import { NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide } from '../../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../../src/decide/decision-request.ts'
import { countCaps } from '../../../src/decide/eligibility/count-caps.ts'
import { chance, type DemoChance } from '../../../src/dev/demo/chance.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../../bench/catalogue/large-snapshot.ts'
import { contextOf } from '../case-world.ts'
import { opened } from '../opened.ts'
import type { OracleContext } from '../oracle/oracle-request.ts'

/** As an isolate that has decided nothing yet: what is kept goes by the columns. */
const afresh = (snapshot: Snapshot): Snapshot => ({ ...snapshot, hot: { ...snapshot.hot } })

const placement = (surface: Placement['surface'], count: number): Placement => ({
  ...{ id: surface, surface, count, titleId: null, inView: null, row: null },
})

const HERO = placement('home-hero', 1)
const CLIPS = placement('clips-feed', 10)

/** What one of several viewers remembers: some of them hundreds of the very assets that rank best. */
class Walk {
  readonly shown: number[] = []
  counts: DecisionRequest['counts'] = new Map()

  constructor(readonly viewerKey: string) {}

  remember(snapshot: Snapshot, candidates: readonly number[]): void {
    const { hot } = snapshot
    this.shown.push(...candidates.map((row) => hot.assets.idHash[hot.candidateAsset[row] ?? 0] ?? 0))
    this.counts = countCaps(snapshot, this.counts, candidates, NOW)
  }
}

function requestOf(walk: Walk, context: Context, draw: DemoChance, withheld: readonly number[]): DecisionRequest {
  const { shown, viewerKey } = walk
  return decisionRequest({
    context,
    placements: [draw.pick([HERO, CLIPS])],
    denies: DenyList.NONE,
    served: new Set(draw.happens(0.3) ? shown.slice(-30) : []),
    ...(withheld.length > 0 ? { withheld: new Set(withheld), attempt: 1 } : {}),
    memory: { ...NO_MEMORY, viewerKey, shown: shown.slice(-200), unwanted: draw.happens(0.2) ? shown.slice(0, 2) : [] },
    counts: walk.counts,
    seed: `seed ${draw.whole(0, 1_000_000)}`,
  })
}

it('viewers who remember what ranks best are decided for as if nothing were kept for anybody', () => {
  const snapshot = decodeSnapshot('lowered', byName(largeShards(2000)))
  const guest = { country: 'US', now: new Date(NOW).toISOString(), surface: 'home-hero' } as OracleContext
  const shape = new ContextShape(contextOf(snapshot, guest))
  const context = shape.at(NOW)
  const draw = chance(20_261_129, 1)
  const walks = ['first', 'second', 'third', 'nobody'].map((key) => new Walk(key))
  let last: readonly number[] = []
  let different = 0
  for (let times = 0; times < Number(process.env.STEPS ?? 200); times++) {
    const walk = walks[draw.whole(0, walks.length - 1)] as Walk
    const request = requestOf(walk, context, draw, draw.happens(0.2) ? last : [])
    const decisions = decide(opened(snapshot), request)
    expect(decisions).toEqual(decide(opened(afresh(snapshot)), { ...request, context: { ...context } }))
    const picked = decisions.flatMap(({ picks, backups }) => [...picks, ...backups].map(({ candidate }) => candidate))
    // Withheld next time are the best of all, which must not be missing for anybody after that.
    last = picked.map((row) => snapshot.hot.candidateAsset[row] ?? 0)
    if (walk.viewerKey !== 'nobody') walk.remember(snapshot, picked)
    if (request.memory.shown.length > 0) different++
  }
  expect(different).toBeGreaterThan(100)
})
