import { ContextShape } from '../../../src/decide/context/context-shape.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { keptBesideBytes } from '../../../src/decide/plan/kept-beside.ts'
import { COLUMNS_MAX } from '../../../src/decide/score/arm-base-scores.ts'
import { viewerArms } from '../../../src/edge/answer/experiment-arms.ts'
import type { OtherLearning } from '../../../src/model/columns/other-learning.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { NOTHING_OWNED, type OwnedValues } from '../../../src/model/policies/owned-values.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { instantiateKernel } from '../../decide/engine/engines.ts'
import { AUTOPLAY, newContexts } from '../catalogue/asked.ts'
import { byName, NOW } from '../catalogue/large-snapshot.ts'
import { decided, decisionRequest } from '../product/decision.ts'
import { shardsWithTen } from '../product/ten-experiments.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared } from '../tables/comparison.ts'
import { interleaved } from '../tables/measure.ts'

/** Contexts that are at hand, as those of guests are; units so many that most combinations of arms come up. */
const KNOWN = 8
const UNITS = Array.from({ length: 4093 }, (_, number) => (number * 2_654_435_761).toString(16).padStart(16, '0'))

export const suite: Suite = {
  about: 'what ten experiments cost: assigning, deciding in arms beside control, and the memory of an arm',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [10_000, 100_000])) {
      run.say(`experiments: ${candidates} candidates`)
      rows.push(...(await timed(run, candidates)), ...heldBy(candidates))
    }
    return rows
  },
}

function opened(candidates: number): OpenedSnapshot {
  return openSnapshot(decodeSnapshot('bench', byName(shardsWithTen(candidates))), simdEngine(instantiateKernel))
}

function requestsOf({ snapshot }: OpenedSnapshot): readonly DecisionRequest[] {
  return newContexts(AUTOPLAY, KNOWN).map((context) => {
    const request = decisionRequest(snapshot, context, NOW)
    return { ...request, context: new ContextShape(request.context).at(NOW) }
  })
}

async function timed(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  const head = opened(candidates)
  const requests = requestsOf(head)
  const armsOf = (request: DecisionRequest, turn: number) =>
    viewerArms(
      head.snapshot,
      request.context,
      { unit: UNITS[turn % UNITS.length] ?? null, subject: null },
      request.placements,
    )
  /** As an A/A test has it: assigned and looked up, and decided on as control. */
  const own = (request: DecisionRequest, turn: number) => ({
    ...request,
    owned: armsOf(request, turn).isHeldOut ? {} : NOTHING_OWNED,
  })
  const each = (work: (request: DecisionRequest, turn: number) => number) => {
    let turn = 0
    return () => {
      const request = requests[turn % requests.length]
      return request === undefined ? 0 : work({ ...request, seed: `decision-${turn}` }, turn++)
    }
  }
  const floor = 'autoplay, control'
  return interleaved(
    run,
    {
      suite: 'experiments',
      candidates,
      floor,
      repeats: 15,
      unit: 'µs',
      sampleMs: 40,
      warmMs: 1_000,
      longestRunMs: 5_000,
    },
    [
      { name: floor, run: each((request) => decided(head, { ...request, owned: NOTHING_OWNED })) },
      { name: 'autoplay, assigned to ten', run: each((request, turn) => decided(head, own(request, turn))) },
      {
        name: 'autoplay, in arms of ten',
        run: each((request, turn) => decided(head, { ...request, owned: armsOf(request, turn).owned })),
      },
      { name: 'assigning alone', run: each((request, turn) => armsOf(request, turn).arms.length) },
    ],
  )
}

/**
 * Memory of the snapshot with what control keeps, and what arms with columns on every surface add: the first, which brings
 * the results of assets by row for all of them, the mean of as many as there may be, and the first of another run, whose
 * vectors the engine's memory holds once, for all arms of it.
 */
function heldBy(candidates: number): readonly BenchRow[] {
  const shards = shardsWithTen(candidates)
  const { snapshot, resultBytes } = withResults(decodeSnapshot('bench', byName(shards)))
  const head = openSnapshot(snapshot, simdEngine(instantiateKernel))
  const before = heldBytes(head)
  const shared = shards.reduce((sum, { name, bytes: own }) => sum + (name.startsWith('text') ? 0 : own.length), 0)
  const arm = (points: number) => added(head, { 'ranking.terms.freshness.points': points })
  const control = added(head, {})
  const series = (name: string, value: number) => ({ name, candidates, unit: 'MB', values: [value / 1e6] })
  const floor = series('a head', shared + resultBytes + heldBytes(head))
  const first = arm(15)
  let all = first
  for (let points = 14; points > 15 - COLUMNS_MAX; points--) all += arm(points)
  const other = openSnapshot({ ...snapshot, otherLearning: [tried(snapshot)] }, simdEngine(instantiateKernel))
  const vectors = heldBytes(other) + added(other, {}) - before - control
  const arms = [
    series('an arm, all surfaces', first),
    series('an arm, of eight', all / COLUMNS_MAX),
    series('the vectors of another run', vectors),
    series('an arm of another run, beside them', added(other, { learned: TRIED_RUN })),
  ]
  return [compared('experiments', floor, null), ...arms.map((each) => compared('experiments', each, floor))]
}

/** What an arm adds that is asked on every surface; of control, what it keeps. */
function added(head: OpenedSnapshot, values: OwnedValues): number {
  const before = heldBytes(head)
  const owned = Object.fromEntries(SURFACE_IDS.map((surface) => [surface, values]))
  for (const request of requestsOf(head)) {
    for (const surface of SURFACE_IDS) {
      const placements = request.placements.map((placement) => ({ ...placement, surface }))
      decided(head, { ...request, placements, owned, seed: 'decision-1' })
    }
  }
  return heldBytes(head) - before
}

function heldBytes(head: OpenedSnapshot): number {
  return head.engine.bytes + keptBesideBytes(head)
}

const TRIED_RUN = `lrn_${'b'.repeat(32)}` as const

function tried({ hot }: Snapshot): OtherLearning {
  const taste = hot.assets.taste.map((value) => -value)
  return { run: TRIED_RUN, space: 'tried', taste, genres: hot.genres, points: { freshness: 15, taste: 40 } }
}

/** Every other asset has results on all surfaces: without any, arms would have nothing to grade by. */
function withResults(snapshot: Snapshot): { readonly snapshot: Snapshot; readonly resultBytes: number } {
  const knownAssets = snapshot.hot.assets.idHash.filter((_, asset) => asset % 2 === 0).map((_, index) => 2 * index)
  const impressions = knownAssets.map(() => 5_000)
  const engagement = Int8Array.from(
    { length: knownAssets.length * SURFACE_IDS.length },
    (_, at) => ((at * 37) % 61) - 30,
  )
  const resultBytes = knownAssets.byteLength + impressions.byteLength + engagement.byteLength
  return {
    snapshot: { ...snapshot, weights: { ...snapshot.weights, knownAssets, impressions, engagement } },
    resultBytes,
  }
}
