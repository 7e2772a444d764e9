import { learnFromFiles } from '../../../src/cli/learn/run/learn-from-files.ts'

/**
 * One run in a process of its own, so that its memory is nobody else's: events, schedule and the folder to write. It says
 * the most that it held, in kB, and its CPU time, in µs.
 */
const [events = '', schedule = '', out = ''] = process.argv.slice(2)
const from = { events, erased: null }
await learnFromFiles({ from, schedule, out, previous: null, seed: 1, leastUnits: 5 }, () => undefined)
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
process.stdout.write(`${maxRSS} ${userCPUTime + systemCPUTime}\n`)
