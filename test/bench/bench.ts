import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { suggestion } from '../../src/cli/frame/nearest.ts'
import { type Bundles, bundleWorkers } from '../../src/dev/stack/bundle-workers.ts'
import { help } from './help.ts'
import { type BenchRow, loadSuite, type Run, type Suite, suiteNames } from './suite.ts'
import { machine } from './tables/machine.ts'
import { noise, report } from './tables/report.ts'

const names = suiteNames()

/** Where a bench writes; `process` is one. */
interface Output {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/** Wrong words on the command line. */
class UsageError extends Error {}

function usage(words: string): never {
  throw new UsageError(words)
}

const OPTIONS = {
  json: { type: 'string' },
  candidates: { type: 'string' },
  quick: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    return usage(error instanceof Error ? error.message : 'unknown arguments')
  }
}

/** Fewer than 100 make no schedule worth measuring; above 200,000 a region is beyond what is supported. */
const SIZES = { least: 100, most: 200_000 } as const

/** The sizes, as far as each of the suites takes them. */
function askedSizes(text: string, suites: readonly Suite[]): readonly number[] {
  const most = Math.min(...suites.map(({ mostCandidates = SIZES.most }) => mostCandidates))
  const asked = text.split(',').map(Number)
  const fits = (size: number) => Number.isInteger(size) && size >= SIZES.least && size <= most
  if (asked.every(fits)) return asked
  return usage(`--candidates takes whole numbers from ${SIZES.least} to ${most}, with commas between`)
}

/** Both workers, built when the first suite wants them and then kept. */
function lazyBundles(say: Run['say']): Run['bundles'] {
  let built: Promise<Bundles> | null = null
  return () => {
    if (built === null) {
      say('bundling the workers, as they would deploy')
      const folder = mkdtempSync(join(tmpdir(), 'firstframe-bench-bundles-'))
      built = bundleWorkers(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
    }
    return built
  }
}

/** The exit code of a bench with these words: 2 when they are wrong. */
export async function bench(args: readonly string[], output: Output): Promise<number> {
  try {
    await measure(args, output)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    output.stderr.write(`bench: ${error.message}\n`)
    return 2
  }
}

async function measure(args: readonly string[], { stdout, stderr }: Output): Promise<void> {
  const { values, positionals } = parsed(args)
  if (values.help) {
    stdout.write(await help(names))
    return
  }
  const unknown = positionals.find((name) => !names.includes(name))
  if (unknown !== undefined) usage(`no suite "${unknown}"; ${suggestion(unknown, names)}`)
  const started = performance.now()
  const say = (words: string): void => {
    stderr.write(`${String(Math.round((performance.now() - started) / 1000)).padStart(4)} s  ${words}\n`)
  }
  const chosen = positionals.length > 0 ? positionals : names
  const suites = new Map<string, Suite>()
  for (const name of chosen) suites.set(name, await loadSuite(name))
  const candidates = values.candidates === undefined ? null : askedSizes(values.candidates, [...suites.values()])
  const run: Run = { candidates, quick: values.quick, say, bundles: lazyBundles(say) }
  const results: BenchRow[] = []
  const pictures: string[] = []
  for (const [name, suite] of suites) {
    say(`suite ${name}`)
    const rows = await suite.measure(run)
    results.push(...rows)
    const picture = suite.picture?.(rows) ?? []
    if (picture.length > 0) pictures.push('', ...picture)
  }
  stdout.write(`${[...report(results), ...pictures, '', ...noise(results)].join('\n')}\n`)
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`)
  }
}
