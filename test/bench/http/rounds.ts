import type { Generator } from '../load/generator-process.ts'
import type { Burst } from '../load/raw-client.ts'
import type { Run } from '../suite.ts'
import { cpuMicroseconds } from '../tables/cpu-time.ts'
import type { HttpContender } from './contenders.ts'

/** How much load, and how often. */
interface Effort {
  readonly concurrencies: readonly number[]
  readonly repeats: number
  readonly burstMs: number
  readonly warmMs: number
}

const FULL: Effort = { concurrencies: [1, 16, 64], repeats: 7, burstMs: 800, warmMs: 3000 }
const QUICK: Effort = { concurrencies: [1, 4], repeats: 2, burstMs: 60, warmMs: 60 }

/** A burst, and what it cost the one that answered; null: nobody tells. */
export interface Sample {
  readonly burst: Burst
  readonly cpuMicroseconds: number | null
  readonly kvReads: number | null
}

/** What one contender did in all rounds. */
export interface Entrant {
  readonly contender: HttpContender
  /** By concurrency: one sample a round. */
  readonly samples: ReadonlyMap<number, Sample[]>
  /** Why it is in no more rounds; null: it is in all of them. */
  problem: unknown
}

/** One burst after another, every contender once at every concurrency in each round. One that fails drops out alone. */
export async function rounds(
  run: Run,
  generator: Generator,
  contenders: readonly HttpContender[],
): Promise<{ readonly entrants: readonly Entrant[]; readonly concurrencies: readonly number[] }> {
  const { concurrencies, repeats, burstMs, warmMs } = run.quick ? QUICK : FULL
  const entrants = contenders.map(
    (contender): Entrant => ({ contender, samples: new Map(concurrencies.map((each) => [each, []])), problem: null }),
  )
  const turn = async (entrant: Entrant, work: () => Promise<unknown>): Promise<void> => {
    if (entrant.problem !== null) return
    try {
      await work()
    } catch (error) {
      entrant.problem = error
      run.say(`http: ${entrant.contender.name} drops out: ${error instanceof Error ? error.message : error}`)
    }
  }
  for (const entrant of entrants) {
    const { name, candidates, target } = entrant.contender
    run.say(`http: warming ${name}, ${candidates} candidates`)
    await turn(entrant, () => generator.fire(target, Math.max(...concurrencies), warmMs))
  }
  for (let round = 0; round < repeats; round++) {
    run.say(`http: round ${round + 1} of ${repeats}`)
    for (const concurrency of concurrencies) {
      for (const offset of entrants.keys()) {
        const entrant = entrants[(offset + round) % entrants.length]
        if (entrant === undefined) continue
        await turn(entrant, async () => {
          entrant.samples.get(concurrency)?.push(await sample(generator, entrant.contender, concurrency, burstMs))
        })
      }
    }
  }
  return { entrants, concurrencies }
}

async function sample(
  generator: Generator,
  { server, target }: HttpContender,
  concurrency: number,
  burstMs: number,
): Promise<Sample> {
  const readsBefore = (await server.kvReads?.()) ?? null
  const usedBefore = cpuMicroseconds(server.pid)
  const burst = await generator.fire(target, concurrency, burstMs)
  const used = cpuMicroseconds(server.pid)
  const reads = (await server.kvReads?.()) ?? null
  return {
    burst,
    cpuMicroseconds: used === null || usedBefore === null ? null : used - usedBefore,
    kvReads: reads === null || readsBefore === null ? null : reads - readsBefore,
  }
}
