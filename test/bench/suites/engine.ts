import type { Engine, OpenEngine, Plane } from '../../../src/decide/engine/engine.ts'
import { ENGINES } from '../../decide/engine/engines.ts'
import { type EngineCatalogue, engineCatalogue } from '../engine-catalogue.ts'
import { type Contender, interleaved } from '../measure.ts'
import type { BenchRow, Suite } from '../suite.ts'

/** The engines side by side: planes, their intersection, and the best rows of about 14 % of all, warm. */
export const suite: Suite = async () => [1000, 10_000, 100_000, 200_000].flatMap(enginesAt)

type Work = (open: OpenEngine, planes: readonly Plane[], turn: number) => unknown

const FALLING = 0
const SHUFFLED = 1

function enginesAt(candidates: number): BenchRow[] {
  const catalogue = engineCatalogue(candidates)
  const opened = ENGINES.map((engine) => open(engine, catalogue))
  assertEqualAnswers(opened, catalogue)
  const runs = Math.max(5, Math.ceil(200_000 / candidates))
  return Object.entries(works(catalogue)).flatMap(([what, work]) => {
    const contenders = opened.map(
      ({ engine, made, planes }): Contender => ({
        name: `${what}, ${engine.name}`,
        run: () => {
          let last: unknown
          for (let turn = 0; turn < runs; turn++) last = work(made, planes, turn)
          return last
        },
      }),
    )
    const plan = { suite: 'engine', candidates, floor: `${what}, typescript`, repeats: 25, warmups: 8 }
    return interleaved(plan, contenders).map((row) => ({
      ...row,
      ...{ unit: 'µs', median: microseconds(row.median, runs), p99: microseconds(row.p99, runs) },
    }))
  })
}

const microseconds = (milliseconds: number, runs: number) => Number(((milliseconds * 1000) / runs).toPrecision(4))

interface Opened {
  readonly engine: Engine
  readonly made: OpenEngine
  /** The planes of the gates, then their intersection. */
  readonly planes: readonly Plane[]
}

function open(engine: Engine, { columns, falling, shuffled, passes, campaignPasses }: EngineCatalogue): Opened {
  const made = engine.open(columns)
  made.setBase(FALLING, falling)
  made.setBase(SHUFFLED, shuffled)
  const gates = [
    ...passes.map((verdicts, group) => made.assetPlane(group, verdicts)),
    made.campaignPlane(campaignPasses),
  ]
  return { engine, made, planes: [...gates, made.intersect(gates)] }
}

function works(catalogue: EngineCatalogue): Readonly<Record<string, Work>> {
  const verdicts = catalogue.passes[2] ?? new Uint8Array()
  const base = catalogue.falling
  return {
    'plane of a group': (made) => made.free(made.assetPlane(2, verdicts)),
    'AND of 6 planes': (made, planes) => made.free(made.intersect(planes.slice(0, 6))),
    'base scores set': (made) => made.setBase(FALLING, base),
    'top 1': topOf(catalogue, FALLING, 1),
    'top 64': topOf(catalogue, FALLING, 64),
    'top 1 of rows in no order': topOf(catalogue, SHUFFLED, 1),
  }
}

function topOf({ queries }: EngineCatalogue, base: number, k: number): Work {
  return (made, planes, turn) => {
    const { vector, penalties } = queries[turn % queries.length] ?? { vector: new Int16Array(32), penalties: [] }
    const plane = planes[6] ?? { bytes: 0 }
    return made.top({ plane, base, from: 0, to: made.rows, vector, bonus: null, penalties, k })
  }
}

/** A bench of two different answers compares nothing. */
function assertEqualAnswers(opened: readonly Opened[], catalogue: EngineCatalogue): void {
  for (const turn of catalogue.queries.keys()) {
    const answers = opened.map(({ made, planes }) => topOf(catalogue, FALLING, 64)(made, planes, turn))
    const [first, ...others] = answers.map((answer) => JSON.stringify(answer))
    if (others.some((other) => other !== first)) throw new Error(`the engines disagree on query ${turn}`)
  }
}
