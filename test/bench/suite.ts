import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** One line of a bench: what was measured, and how it compares with the floor of its suite in the same run. */
export interface BenchRow {
  readonly suite: string
  readonly name: string
  readonly candidates: number
  readonly unit: string
  readonly median: number
  readonly p99: number
  /** The name of the row that this one is compared with; null: with none. */
  readonly ratioTo: string | null
  readonly ratio: number | null
}

/** A suite is a file in `suites/` that exports this as `suite`; its name is the file's. */
export type Suite = () => Promise<readonly BenchRow[]>

const FOLDER = join(import.meta.dirname, 'suites')

export function suiteNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()
}

function isSuite(value: unknown): value is Suite {
  return typeof value === 'function'
}

export async function loadSuite(name: string): Promise<Suite> {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(FOLDER, `${name}.ts`)).href)
  if (!isSuite(module.suite)) throw new Error(`test/bench/suites/${name}.ts exports no function named suite`)
  return module.suite
}
