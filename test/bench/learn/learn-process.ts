import { run } from '../../../src/cli/run.ts'

/** One `ff` in a process of its own, so that its memory is nobody else's. It says on stdout the most that it held, in kB, and its CPU time, in µs. */
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
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
process.stdout.write(`${maxRSS} ${userCPUTime + systemCPUTime}\n`)
process.exitCode = code
