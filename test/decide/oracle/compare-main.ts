/**
 * `npm run test:rules -- 10000000 [seed]`: compares so many verdicts of the code that serves with the oracle's.
 * Exit code 0: no difference; 1: the first one, made small.
 */
import { compareWorlds } from './compared-worlds.ts'

const [verdicts = 1_000_000, seed = Date.now() % 1_000_000_000] = process.argv.slice(2).map(Number)
if (!Number.isSafeInteger(verdicts) || verdicts < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run test:rules -- [verdicts] [seed]')
  process.exit(2)
}
console.error(`seed ${seed}`)
let next = 0
const tally = compareWorlds((sofar) => {
  if (sofar.verdicts >= next) {
    console.error(`${sofar.verdicts} of ${verdicts}`)
    next = sofar.verdicts + verdicts / 50
  }
  return sofar.verdicts >= verdicts
}, seed)
console.log(`no difference in ${tally}`)
