import { largeCatalogue } from '../../../src/dev/demo/large-catalogue.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { compileLarge, encodeLarge, largeSchedule, REGION } from '../catalogue/large-snapshot.ts'
import type { PublishOutcome, PublishStep } from '../publish/orders.ts'
import { type Publishing, startPublishing } from '../publish/publishing.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared, rounded, type Series } from '../tables/comparison.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

const RECORDS = 'JSON.stringify of the records'
const READ = 'reading the schedule from the store'
const SNAPSHOT = 'snapshot'

export const suite: Suite = {
  about: 'a publish from store to KV, its bytes and what it holds; and compiling beside writing records as JSON',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000])) {
      rows.push(...(await compileAt(run, candidates)))
      rows.push(...(await publishAt(run, candidates)))
    }
    return rows
  },
}

async function compileAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`publish: compiling ${candidates} candidates`)
  const schedule = largeSchedule(candidates)
  const plan: Plan = {
    ...{ suite: 'publish', candidates, floor: RECORDS, repeats: 7, unit: 'ms', sampleMs: 20, warmMs: 100 },
    longestRunMs: 60_000,
  }
  return interleaved(run, plan, [
    { name: RECORDS, run: () => JSON.stringify(schedule).length },
    { name: 'compile', run: () => compileLarge(schedule).hot.candidateAsset.length },
    { name: 'compile and encode', run: () => encodeLarge(compileLarge(schedule)).length },
  ])
}

/** The largest region first, with each kind of publish; then the others, one after another. */
async function publishAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`publish: taking in ${candidates} candidates`)
  const publishing = await startPublishing(run)
  try {
    const records = [...largeCatalogue({ candidates, seed: 7 })]
    await publishing.ingest(records)
    const changing = records.findLast((record) => record.type === 'campaign')
    if (!changing) throw new Error('a schedule with campaigns')
    const stage: Stage = { run, publishing, candidates, changing }
    return [...(await largestRegion(stage)), ...(await otherRegions(stage))]
  } finally {
    await publishing.close()
  }
}

interface Stage {
  readonly run: Run
  readonly publishing: Publishing
  readonly candidates: number
  /** The campaign that is edited before a publish. */
  readonly changing: Campaign
}

async function largestRegion(stage: Stage): Promise<readonly BenchRow[]> {
  const { run, publishing, candidates } = stage
  const step = (what: PublishStep['what'], watched = false) => publishing.step({ region: REGION, what, watched })
  run.say(`publish: region ${REGION}, watched`)
  const first = await step('by-hand', true)
  await edit(stage, 0)
  const changed = await step('by-hand', true)
  const rounds: Record<'read' | 'changed' | 'weights' | 'byHand' | 'byCron', PublishOutcome>[] = []
  for (let round = 1; round <= (run.quick ? 1 : 7); round++) {
    run.say(`publish: region ${REGION}, round ${round}`)
    await edit(stage, 2 * round)
    const [read, whole] = [await step('read'), await step('by-hand')]
    await edit(stage, 2 * round, round)
    const weights = await step('weights')
    const byHand = nothingPut(await step('by-hand'))
    const byCron = nothingPut(await step('cron'))
    rounds.push({ read, changed: whole, weights, byHand, byCron })
  }
  const series = (name: string, unit: string, values: readonly number[]): Series => ({ name, candidates, unit, values })
  const floor = series(
    READ,
    'ms',
    rounds.map(({ read }) => read.ms),
  )
  const all = series(SNAPSHOT, 'bytes', [first.bytes])
  const timed = (name: string, kind: keyof (typeof rounds)[number]) => [
    compared(
      'publish',
      series(
        name,
        'ms',
        rounds.map((each) => each[kind].ms),
      ),
      floor,
    ),
    compared(
      'publish',
      series(
        `${name}: CPU`,
        'ms',
        rounds.map((each) => each[kind].cpuMs),
      ),
      null,
    ),
  ]
  return [
    compared('publish', floor, null),
    ...timed('publish, one campaign changed', 'changed'),
    ...timed('publish of weights alone', 'weights'),
    ...timed('publish by hand, nothing changed', 'byHand'),
    ...timed('publish by cron, nothing changed', 'byCron'),
    compared('publish', all, null),
    compared('publish', series('put, one campaign changed', 'bytes', [changed.bytesPut]), all),
    compared(
      'publish',
      series(
        'put, weights alone',
        'bytes',
        rounds.map(({ weights }) => weights.bytesPut),
      ),
      all,
    ),
    compared('publish', series('values put, first publish', 'values', [first.puts]), null),
    compared('publish', series('values put, one campaign changed', 'values', [changed.puts]), null),
    compared('publish', series('held, first publish', 'MB', [rounded(first.heldMb)]), null),
    compared('publish', series('held, one campaign changed', 'MB', [rounded(changed.heldMb)]), null),
  ]
}

/** An edit that lets more or fewer stand beside the campaign, and withdraws nothing; or, with it, another weight. */
async function edit({ publishing, changing }: Stage, number: number, heavier = 0): Promise<void> {
  const { weight } = changing
  await publishing.ingest([{ ...changing, exclusionLabels: [`edit-${number}`], weight: weight + heavier }])
}

function nothingPut(outcome: PublishOutcome): PublishOutcome {
  if (outcome.puts > 0) throw new Error(`nothing had changed, and ${outcome.puts} values were put`)
  return outcome
}

/** How many candidates a region has, how long its first publish takes (watched), and what it holds. */
async function otherRegions({ run, publishing }: Stage): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const region of REGION_IDS.filter((each) => each !== REGION).slice(0, run.quick ? 1 : undefined)) {
    run.say(`publish: region ${region}, watched`)
    const { candidates, heldMb } = await publishing.step({ region, what: 'by-hand', watched: true })
    const row = (name: string, unit: string, value: number): BenchRow =>
      compared('publish', { name, candidates, unit, values: [rounded(value)] }, null)
    rows.push(row(`held, first publish of ${region}`, 'MB', heldMb))
    if (candidates > 0) rows.push(row(`candidates of ${region}`, 'candidates', candidates))
  }
  return rows
}
