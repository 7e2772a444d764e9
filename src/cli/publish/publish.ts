import type { RegionId } from '../../model/nouns/region.ts'
import { findingLines } from '../frame/findings.ts'
import { answer, paint, plain, say, shortHash, table } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { REGIONS_FLAGS, regionsTyped } from '../frame/regions.ts'
import type { Shell } from '../frame/shell.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'
import { diffPicture, experimentLine } from './diff-picture.ts'
import { isRefused, outcomeText, type PublishAttempt } from './publish-outcome.ts'
import { refusalText } from './refusal-text.ts'
import { REASON_FLAG } from './steering.ts'

/** Whether it is a rehearsal, and why it is asked for. */
interface PublishAsked {
  readonly dryRun: boolean
  readonly reason?: string
}

const TONES = { published: 'green', canary: 'yellow', unchanged: 'dim', 'dry-run': 'yellow', refused: 'red' } as const

/**
 * A problem of one region counts as that region's refusal; a token that is not accepted would fail for every region.
 */
async function publishOne(ops: OpsClient, region: RegionId, order: PublishAsked): Promise<PublishAttempt> {
  try {
    return await ops.publish(region, order)
  } catch (error) {
    if (!(error instanceof OpsRefusal) || error.problem.status === 401) throw error
    return { region, outcome: 'refused', refusals: [error.problem] }
  }
}

function lines(shell: Shell, results: readonly PublishAttempt[]): string[] {
  const rows = results.map((result) => [
    result.region,
    paint(shell, isRefused(result) ? 'red' : TONES[result.outcome], outcomeText(result)),
    plain(result.sequence) || '–',
    shortHash(result.snapshot),
    result.refusals.map(refusalText).join('; '),
  ])
  return [
    ...table(['region', 'outcome', 'sequence', 'snapshot', 'why'], rows),
    ...results.flatMap(({ region, refusals }) => findingLines(region, refusals)),
    ...results.flatMap(dryRunLines),
    ...results.flatMap(experimentLines),
  ]
}

/** What a publish did of experiments: those that begin, end or change, and those that the region could not serve. */
function experimentLines({ region, receipt }: PublishAttempt): string[] {
  const changed = (receipt?.changedExperiments ?? []).map((each) => `${region}: ${experimentLine(each)}`)
  const refused = (receipt?.experiments ?? []).map(
    ({ key, reason }) => `${region}: experiment ${plain(key)} is off here, all get control: ${plain(reason)}`,
  )
  return [...changed, ...refused]
}

/** Additional lines of a dry run: what would stop the publish now, and what it would change. */
function dryRunLines({ region, snapshot, holds, changes }: PublishAttempt): string[] {
  const held = (holds ?? []).map((hold) => `${region}: a publish now would be refused: ${refusalText(hold)}`)
  if (!changes) return held.length > 0 ? ['', ...held] : []
  if (changes.from === snapshot) return ['', ...held, `${region}: nothing would change`]
  return ['', ...held, ...diffPicture({ region, ...changes })]
}

/** Publishes several regions. When a later one cannot be reached, the earlier results are still printed. */
async function publishAll(shell: Shell, ops: OpsClient, regions: readonly RegionId[], order: PublishAsked) {
  const results: PublishAttempt[] = []
  try {
    await withProgress(shell, 'publish', regions.length, async (shown) => {
      for (const next of regions) {
        results.push(await publishOne(ops, next, order))
        shown.to(results.length, [next, ...results.slice(-1).map(outcomeText)].join(' '))
      }
      shown.ends(`${results.length} of ${regions.length} regions done`)
    })
    return { results, broken: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { results, broken: error }
  }
}

/** Publishes one region, or several one after another: each has its own snapshot, lock and receipt. */
export const publish = defineVerb({
  name: 'publish',
  description: 'Compile, check, sign and announce the snapshot of a region, or of all of them',
  example: 'publish --regions dach --dry-run',
  args: {
    ...REGIONS_FLAGS,
    reason: { ...REASON_FLAG, required: false },
    'dry-run': {
      type: 'boolean',
      description: 'Compile and check only; exit code 1 where a publish now would be refused',
    },
  },
  run: async (args, shell) => {
    const regions = regionsTyped(args)
    if (regions === undefined) throw new UsageError('--regions is missing', `like: ff ${publish.example}`)
    const ops = await openOps(shell)
    const order = { dryRun: args['dry-run'] === true, ...(args.reason !== undefined && { reason: args.reason }) }
    const { results, broken } = await publishAll(shell, ops, regions, order)
    if (broken && results.length === 0) throw broken
    if (broken) say(shell, `ff: ${broken.message}; ${regions.length - results.length} regions were not published`)
    const document = { results, ...(broken && { error: { message: broken.message, hint: broken.hint } }) }
    answer(shell, document, lines(shell, results))
    return broken || results.some(isRefused) ? EXIT.refused : EXIT.done
  },
})
