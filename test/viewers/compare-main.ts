/**
 * `npm run test:viewers -- [all | seed]`: compares viewers pair by pair, in every way of asking or in a pairwise sample
 * of them. Exit code 0: nothing widens; 1: the ways of asking in which something does.
 */
import { brokenRelations } from './compare-viewers.ts'
import { askingAt, pairwiseSample, SPACE_SIZE } from './viewer-space.ts'
import { ViewerWorld } from './viewer-world.ts'

const SHOWN_MAX = 20

const [which = String(Date.now() % 1_000_000)] = process.argv.slice(2)
if (which !== 'all' && !/^\d{1,9}$/.test(which)) {
  console.error('usage: npm run test:viewers -- [all | seed]')
  process.exit(2)
}
const askings =
  which === 'all' ? Array.from({ length: SPACE_SIZE }, (_, number) => askingAt(number)) : pairwiseSample(Number(which))
console.error(which === 'all' ? `${askings.length} ways of asking` : `seed ${which}: ${askings.length} ways of asking`)
const world = await ViewerWorld.start()
let broken = 0
for (const [index, asking] of askings.entries()) {
  const found = await brokenRelations(world, asking)
  if (found.length > 0 && ++broken <= SHOWN_MAX) console.log(JSON.stringify({ asking, found }))
  if (index % 2000 === 1999) console.error(`${index + 1} of ${askings.length}`)
}
console.log(`${broken} of ${askings.length} ways of asking widen something`)
process.exit(broken > 0 ? 1 : 0)
