/**
 * `npm run simulate:pacing`: a month of campaigns with product code, and whether what is promised of them holds. Exit code
 * 0: it holds; 1: it does not; 2: wrong options.
 */
import { writeFileSync } from 'node:fs'
import { simulatedMonth } from './simulated-month.ts'
import { campaignPicture } from './told/campaign-picture.ts'
import { type CampaignEnd, campaignEnds, claimResult } from './told/claim.ts'
import { HELP } from './told/help.ts'
import { monthPicture } from './told/picture.ts'
import { reportOf } from './told/report.ts'
import { type SimulationOptions, simulationOptions } from './told/simulation-options.ts'

const options = optionsOrExit()
if (options.help) {
  console.log(HELP)
  process.exit(0)
}
const ends: CampaignEnd[] = []
const bookedShares: number[] = []
for (const [index, seed] of options.seeds.entries()) {
  const month = simulatedMonth({ ...options.month, seed, told: tellDays(seed) })
  ends.push(...campaignEnds(seed, month))
  bookedShares.push(month.bookedShare)
  if (index !== 0) continue
  write(options.svg, () => monthPicture(month.campaigns, claimResult(campaignEnds(seed, month)).claimed, month.outages))
  write(options.one, () => campaignPicture(month.campaigns, month.outages))
}
const result = claimResult(ends)
console.log(reportOf(result, bookedShares))
process.exit(result.missed.length + result.overshot.length > 0 ? 1 : 0)

function optionsOrExit(): SimulationOptions {
  try {
    return simulationOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}; --help lists the options`)
    process.exit(2)
  }
}

function write(file: string | undefined, picture: () => string): void {
  if (file === undefined) return
  writeFileSync(file, picture())
  console.error(`wrote ${file}`)
}

function tellDays(seed: number): (day: number) => void {
  return (day) => {
    if (day % 10 === 0) console.error(`seed ${seed}: day ${day} of 30`)
  }
}
