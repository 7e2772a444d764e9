import type { BenchRow } from './suite.ts'

/** One way to do the work. `run` returns something of the result, so that no engine can leave the work out. */
export interface Contender {
  readonly name: string
  readonly run: () => unknown
}

interface Plan {
  readonly suite: string
  /** How many candidates or records one run works through. */
  readonly candidates: number
  /** The contender that the others are compared with. */
  readonly floor: string
  readonly repeats: number
  readonly warmups: number
}

/** The value below which `share` of the samples lie (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
  return sorted[rank] ?? Number.NaN
}

const rounded = (value: number) => Number(value.toPrecision(4))

/**
 * Times contenders in turns (A B C, then B C A …), so that a machine that slows down slows all of them alike:
 * their ratio holds where their milliseconds do not.
 */
export function interleaved(plan: Plan, contenders: readonly Contender[]): BenchRow[] {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  const kept: unknown[] = []
  for (let round = -plan.warmups; round < plan.repeats; round += 1) {
    for (const offset of contenders.keys()) {
      const contender = contenders[(offset + Math.max(0, round)) % contenders.length]
      if (!contender) continue
      const started = performance.now()
      kept[0] = contender.run()
      const milliseconds = performance.now() - started
      if (round >= 0) samples.get(contender.name)?.push(milliseconds)
    }
  }
  const floor = quantile(samples.get(plan.floor) ?? [], 0.5)
  return contenders.map(({ name }) => {
    const own = samples.get(name) ?? []
    const median = quantile(own, 0.5)
    return {
      suite: plan.suite,
      name,
      candidates: plan.candidates,
      unit: 'ms',
      median: rounded(median),
      p99: rounded(quantile(own, 0.99)),
      ratioTo: plan.floor,
      ratio: rounded(median / floor),
    }
  })
}
