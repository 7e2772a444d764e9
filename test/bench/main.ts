import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { suggestion } from '../../src/cli/nearest.ts'
import { table } from '../../src/cli/output.ts'
import { machine } from './machine.ts'
import { type BenchRow, loadSuite, suiteNames } from './suite.ts'

const names = suiteNames()

const HELP = `npm run bench [-- <suite> …] [--json FILE]

Measures suites, all of them if none is named, and prints medians, 99th percentiles and ratios. Within a suite
everything runs in turns in one process: compare the ratios; milliseconds belong to this machine.

  suites  ${names.join(' ')}
  --json  also writes {machine, results} to FILE
  --help  this text

Example: npm run bench -- ingest-parse --json bench.json
`

function usage(words: string): never {
  process.stderr.write(`bench: ${words}\n`)
  process.exit(2)
}

function parsed() {
  try {
    const options = { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    return usage(error instanceof Error ? error.message : 'unknown arguments')
  }
}

function row({ suite, name, candidates, unit, median, p99, ratio, ratioTo }: BenchRow): string[] {
  const compared = ratio === null || ratioTo === name ? '' : `${ratio} × ${ratioTo}`
  return [suite, name, candidates.toLocaleString('en-US'), String(median), String(p99), unit, compared]
}

async function main(): Promise<void> {
  const { values, positionals } = parsed()
  if (values.help) {
    process.stdout.write(HELP)
    return
  }
  const unknown = positionals.find((name) => !names.includes(name))
  if (unknown !== undefined) usage(`no suite "${unknown}"; ${suggestion(unknown, names)}`)
  const results: BenchRow[] = []
  for (const name of positionals.length > 0 ? positionals : names) {
    process.stderr.write(`${name} …\n`)
    const suite = await loadSuite(name)
    results.push(...(await suite()))
  }
  const heads = ['suite', 'name', 'candidates', 'median', 'p99', 'unit', 'compared']
  process.stdout.write(`${table(heads, results.map(row)).join('\n')}\n`)
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`)
  }
}

await main()
