import type { BenchRow, Run } from '../suite.ts'
import { compared, type Series } from './comparison.ts'

/** One way to do the work. `run` returns something of the result, so that no engine can leave the work out. */
export interface Contender {
  readonly name: string
  readonly run: () => unknown
}

export interface Plan {
  readonly suite: string
  /** How many candidates or records one run works through. */
  readonly candidates: number
  /** The contender that the others are compared with; null: with none. */
  readonly floor: string | null
  readonly repeats: number
  readonly unit: 'ms' | 'µs'
  /** What is shorter is run as often as fills so long, and the mean taken: a clock ticks too coarsely for one run. */
  readonly sampleMs: number
  /** Each contender runs so long before anything counts, for the compilers of the engine; at least once. */
  readonly warmMs: number
  /** A contender whose one run takes longer is left out, with a word; the floor never is. */
  readonly longestRunMs: number
}

const PER_UNIT = { ms: 1, µs: 1000 } as const

/** What a full run measures, cut to what shows that everything works when a quick one is asked for. */
export function planned({ quick }: Run, plan: Plan): Plan {
  return quick ? { ...plan, repeats: 2, warmMs: 0, sampleMs: Math.min(plan.sampleMs, 0.1) } : plan
}

/** Part of a sample that is run before it counts; what takes a whole sample at once has none. */
const LEAD_IN = 4

interface Entrant extends Contender {
  readonly runs: number
  readonly values: number[]
}

/**
 * Times contenders in turns (A B C, then B C A …), so that a machine that slows down slows all of them alike:
 * their ratio holds where their milliseconds do not.
 */
export async function interleaved(run: Run, plan: Plan, contenders: readonly Contender[]): Promise<BenchRow[]> {
  const { suite, candidates, floor, unit } = plan
  const series = (await timedInTurns(run, plan, contenders)).map(
    ({ name, values }): Series => ({ name, candidates, unit, values }),
  )
  const other = series.find(({ name }) => name === floor) ?? null
  return series.map((each) => compared(suite, each, other))
}

/** As `interleaved`: what each contender took a run, in the plan's unit, one value a round. */
export async function timedInTurns<One extends Contender>(
  run: Run,
  plan: Plan,
  contenders: readonly One[],
): Promise<readonly (One & { readonly values: readonly number[] })[]> {
  const { say } = run
  const { suite, candidates, floor, repeats, unit, ...pace } = planned(run, plan)
  const entrants: (One & Entrant)[] = []
  for (const contender of contenders) {
    const onceMs = await warm(contender, pace.warmMs)
    if (contender.name !== floor && onceMs > pace.longestRunMs) {
      say(`${suite}: ${contender.name} takes ${Math.round(onceMs)} ms at ${candidates} candidates: left out`)
    } else entrants.push({ ...contender, runs: Math.max(1, Math.ceil(pace.sampleMs / onceMs)), values: [] })
  }
  for (let round = 0; round < repeats; round += 1) {
    for (const offset of entrants.keys()) {
      const entrant = entrants[(offset + round) % entrants.length]
      if (entrant === undefined) continue
      // The processor's caches are still full of the contender before: so much of a sample is run ahead, uncounted.
      await timed(entrant.run, Math.floor(entrant.runs / LEAD_IN))
      entrant.values.push((await timed(entrant.run, entrant.runs)) * PER_UNIT[unit])
    }
  }
  return entrants
}

/**
 * Milliseconds a run once warm: the mean over the later half of the time. One run alone, which a collection of garbage or
 * another process may have stretched tenfold, would say too little of how many fill a sample.
 */
async function warm({ run }: Contender, warmMs: number): Promise<number> {
  const firstMs = await timed(run, 1)
  const started = performance.now()
  while (performance.now() < started + warmMs / 2) await timed(run, 1)
  let [runs, sum] = [0, 0]
  while (performance.now() < started + warmMs) {
    sum += await timed(run, 1)
    runs++
  }
  return Math.max(runs === 0 ? firstMs : sum / runs, 1e-4)
}

const kept: unknown[] = []

/** Milliseconds a run, as the mean of so many. */
async function timed(run: Contender['run'], runs: number): Promise<number> {
  const started = performance.now()
  for (let index = 0; index < runs; index += 1) {
    const result = run()
    // Only what must be waited for is: a turn of the event loop costs more than some of the contenders.
    kept[0] = result instanceof Promise ? await result : result
  }
  return (performance.now() - started) / runs
}
