import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bundles } from '../../src/dev/stack/bundle-workers.ts'

/** One line of a bench: what was measured, and how it compares with another one of the same run. */
export interface BenchRow {
  readonly suite: string
  readonly name: string
  /** As asked for; a made-up schedule has about so many in the largest region. */
  readonly candidates: number
  readonly unit: string
  readonly median: number
  /** The value that one sample in a hundred is worse than. */
  readonly p99: number
  /** Of the rounds' values. */
  readonly least: number
  readonly greatest: number
  /** The name of the row that this one is compared with; null: with none. */
  readonly ratioTo: string | null
  /** The median, over the rounds, of this one's value divided by the other's in the same round. */
  readonly ratio: number | null
  /** Why nothing was measured, in a line: every number is NaN then, `null` in JSON. Null: it was. */
  readonly problem: string | null
}

/** How much of a suite is to run, and where it speaks. */
export interface Run {
  /** Instead of the suite's own sizes; null: those. */
  readonly candidates: readonly number[] | null
  /** As few repeats as show that everything works; the numbers then say little. */
  readonly quick: boolean
  /** Progress, for the person who waits. */
  readonly say: (words: string) => void
  /** Both workers as they would deploy. */
  readonly bundles: () => Promise<Bundles>
}

/** A suite is a file in `suites/` that exports this as `suite`; its name is the file's. */
export interface Suite {
  /** What it measures, in a line, for `--help`. */
  readonly about: string
  /** How many candidates may be asked for; left out: 200,000, beyond which a region is not supported. */
  readonly mostCandidates?: number
  /** What its rows look like, drawn beneath the table; left out: nothing. */
  readonly picture?: (rows: readonly BenchRow[]) => readonly string[]
  measure(run: Run): Promise<readonly BenchRow[]>
}

/** The sizes to measure: those asked for, else the suite's own. */
export function sizes({ candidates }: Run, own: readonly number[]): readonly number[] {
  return candidates ?? own
}

const FOLDER = join(import.meta.dirname, 'suites')

export function suiteNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
}

function isSuite(value: unknown): value is Suite {
  return typeof value === 'object' && value !== null && 'about' in value && 'measure' in value
}

export async function loadSuite(name: string): Promise<Suite> {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(FOLDER, `${name}.ts`)).href)
  if (!isSuite(module.suite)) throw new Error(`test/bench/suites/${name}.ts exports no suite`)
  return module.suite
}
