import { run } from '../../../src/cli/run.ts'

/** One `ff` in a process of its own, so that its memory is nobody else's. Its last line is the most that it held, in kB. */
const words = process.argv.slice(2)
const code = await run(words, {
  stdout: process.stderr,
  stderr: process.stderr,
  stdin: process.stdin,
  environment: process.env,
  json: false,
  colour: false,
  interactive: false,
  fetch,
  now: Date.now,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
  processRuns: () => false,
})
process.stdout.write(`${process.resourceUsage().maxRSS}\n`)
process.exitCode = code
