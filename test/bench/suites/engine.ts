import type { Engine, OpenEngine, Plane, TopRows } from '../../../src/decide/engine/engine.ts'
import { ENGINES } from '../../decide/engine/engines.ts'
import { type EngineCatalogue, engineCatalogue } from '../catalogue/engine-catalogue.ts'
import { mustAgree } from '../same-answer.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

export const suite: Suite = {
  about: 'the engines side by side: planes, their intersection, and the best rows of 14 %, warm',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000, 200_000])) {
      run.say(`engine: ${candidates} candidates`)
      rows.push(...(await enginesAt(run, candidates)))
    }
    return rows
  },
}

interface Opened {
  readonly engine: Engine
  readonly made: OpenEngine
  readonly gates: readonly Plane[]
  readonly eligible: Plane
}

/** `turn` counts up, so that no two queries in a row are alike. */
type Work = (opened: Opened, turn: number) => unknown

const FALLING = 0
const SHUFFLED = 1

async function enginesAt(run: Run, candidates: number): Promise<BenchRow[]> {
  const catalogue = engineCatalogue(candidates)
  const opened = ENGINES.map((engine) => open(engine, catalogue))
  checkAnswers(opened, catalogue)
  const rows: BenchRow[] = []
  for (const [what, work] of Object.entries(works(catalogue))) {
    const plan: Plan = {
      ...{ suite: 'engine', candidates, floor: `${what}, typescript`, repeats: 15, unit: 'µs' },
      ...{ sampleMs: 2, warmMs: 100, longestRunMs: 1000 },
    }
    const contenders = opened.map((one) => {
      let turn = 0
      return { name: `${what}, ${one.engine.name}`, run: () => work(one, turn++) }
    })
    rows.push(...(await interleaved(run, plan, contenders)))
  }
  return rows
}

function open(engine: Engine, { columns, falling, shuffled, passes, campaignPasses }: EngineCatalogue): Opened {
  const made = engine.open(columns)
  made.setBase(FALLING, falling)
  made.setBase(SHUFFLED, shuffled)
  const gates = [
    ...passes.map((verdicts, group) => made.assetPlane(group, verdicts)),
    made.campaignPlane(campaignPasses),
  ]
  return { engine, made, gates, eligible: made.intersect(gates) }
}

function works(catalogue: EngineCatalogue): Readonly<Record<string, Work>> {
  const verdicts = catalogue.passes[2] ?? new Uint8Array()
  return {
    'plane of a group': ({ made }) => made.free(made.assetPlane(2, verdicts)),
    'AND of 6 planes': ({ made, gates }) => made.free(made.intersect(gates)),
    'base scores set': ({ made }) => made.setBase(FALLING, catalogue.falling),
    'top 1': (one, turn) => topOf(catalogue, one, turn, FALLING, 1),
    'top 64': (one, turn) => topOf(catalogue, one, turn, FALLING, 64),
    'top 1 of rows in no order': (one, turn) => topOf(catalogue, one, turn, SHUFFLED, 1),
  }
}

function topOf({ queries }: EngineCatalogue, opened: Opened, turn: number, base: number, k: number): TopRows {
  const { vector, penalties } = queries[turn % queries.length] ?? { vector: new Int16Array(32), penalties: [] }
  const { made, eligible: plane } = opened
  return made.top({ plane, base, from: 0, to: made.rows, vector, taste: 0, bonus: null, penalties, k })
}

function checkAnswers(opened: readonly Opened[], catalogue: EngineCatalogue): void {
  const [first, ...others] = opened
  if (!first) return
  for (const turn of catalogue.queries.keys()) {
    const expected = topOf(catalogue, first, turn, FALLING, 64)
    for (const other of others) {
      const answer = topOf(catalogue, other, turn, FALLING, 64)
      mustAgree(`top 64, ${other.engine.name}`, [...expected.rows], [...answer.rows])
      mustAgree(`scores, ${other.engine.name}`, [...expected.scores], [...answer.scores])
    }
  }
}
