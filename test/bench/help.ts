import { loadSuite } from './suite.ts'

/** The text of `--help`. */
export async function help(suites: readonly string[]): Promise<string> {
  const width = Math.max(...suites.map((name) => name.length))
  const about = await Promise.all(
    suites.map(async (name) => `  ${name.padEnd(width)}  ${(await loadSuite(name)).about}`),
  )
  return `npm run bench [-- <suite> …] [--json FILE] [--candidates N,N] [--quick]

Measures suites, all of them if none is named, on made-up schedules that are the same every time. Prints a table
on stdout, progress on stderr, and ends by itself: a suite takes up to some minutes. Everything stays on loopback
and in temporary folders.

Suites
${about.join('\n')}

Options
  --json FILE       also writes {machine, results} to FILE
  --candidates N,N  these sizes instead of the suite's own, 100 to 200000; decide and
                    scale alone take up to 1000000
  --quick           two repeats of everything: shows that it works; the numbers say little
  --help            this text

Reading the table
  median       over the rounds, at least seven of them but for quality and load; least and greatest of them beside it
  p99          over the rounds; of a latency, over requests. Of a rate it is the low end.
  noise        how far apart the rounds were, beneath the table: a difference that is smaller says nothing
  compared     this row ÷ the named one, taken in every round and then the median of those. Below 1 is faster
               for times, above 1 for rates. Contenders take turns, so what else the machine does hits all alike:
               compare ratios; milliseconds belong to this machine and this hour.

Examples
  npm run bench -- open decide --json bench.json
  npm run bench -- http --candidates 10000
  npm run bench -- stages scale

What each suite measures, and how to read it: test/bench/README.md
`
}
