import type { IngestReport, WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import { ingestQuery } from '../../contracts/ops/requests/ingest.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { dryRunIngest, ingestStream } from '../../schedule/ingest/ingest.ts'
import { Unconfirmed } from '../../schedule/ingest/unconfirmed.ts'
import { outcomesOf, type TakedownOutcome } from '../../schedule/takedowns/takedowns.ts'
import { requireAction } from '../access/require-action.ts'
import { takedownRegions } from '../access/takedown-regions.ts'
import { withdrawalImpact } from '../inquiries/withdrawal-impact.ts'
import { OpsProblem, opsProblemResponse } from '../ops-problem.ts'
import { regionsOfTakedown } from '../takedowns/reach.ts'
import { answer } from './answer.ts'
import { type OpsContext, readQuery } from './ops-context.ts'
import { FLAG_TITLES, ingestDependencies, withUpload } from './schedule.ts'

/** How many reasons the text of a refusal quotes; the impact beside it has all of them. */
const REASONS = 1
const REASON_LENGTH = 300

/**
 * `POST /ops/v1/ingest[?format=][&approve=1][&dryRun=1][&confirm=]`: a feed in, report out; refusals are reported line by line.
 * An ingest that withdraws too much is refused as a whole, unless `confirm` is the number from its dry run.
 */
export async function ingest(context: OpsContext): Promise<Response> {
  const { format, approve, dryRun, confirm } = readQuery(context, ingestQuery, FLAG_TITLES)
  if (approve) requireAction(context, 'schedule.approve', REGION_IDS)
  const actor = context.get('actor')
  const options = { format, approve, actor, confirm }
  const publisher = context.get('publisher')
  const ordered = (takedown: Takedown): Takedown => ({ ...takedown, actor })
  const dependencies = {
    ...ingestDependencies(context, ordered),
    impactOf: (narrowings: readonly Narrowing[]) => withdrawalImpact(publisher, narrowings),
  }
  if (dryRun) {
    const takeDown = (takedowns: readonly Takedown[]) => wouldTakeDown(context, takedowns.map(ordered))
    const dry = { ...dependencies, takeDown }
    const report = await withUpload(context, (lines) => dryRunIngest(dry, lines, options))
    return answer<IngestReport>(context).with(report)
  }
  try {
    const report = await withUpload(context, (lines) => ingestStream(dependencies, lines, options))
    return answer<IngestReport>(context).with(report)
  } catch (error) {
    if (error instanceof Unconfirmed) return unconfirmed(error.impact, options.confirm)
    throw error
  }
}

/** The refusal, with the impact and the number that confirms it. */
function unconfirmed(impact: WithdrawalImpact, said: number | null): Response {
  const shown = impact.reasons.slice(0, REASONS).map((reason) => cut(reason, REASON_LENGTH))
  const more = impact.reasons.length > REASONS ? `; and ${impact.reasons.length - REASONS} more reasons` : ''
  const wrong = said === null ? '' : `${said} is not the number of what this would withdraw now. `
  const detail = `${wrong}Only takedowns were stored, because ${shown.join('; ')}${more}. If this is intended, send it again with confirm=${impact.confirm}.`
  return opsProblemResponse(new OpsProblem(409, 'It withdraws too much', detail, 'confirm'), { impact })
}

function cut(words: string, length: number): string {
  return words.length > length ? `${words.slice(0, length - 1)}…` : words
}

/** As `takeDown`, without any effect. */
async function wouldTakeDown(context: OpsContext, takedowns: readonly Takedown[]): Promise<readonly TakedownOutcome[]> {
  const { redis, rules } = context.get('publisher')
  for (const takedown of takedowns) requireAction(context, 'takedown.add', takedownRegions(rules, takedown))
  const placed = takedowns.map((takedown) => ({ takedown, regions: regionsOfTakedown(rules, takedown) }))
  return outcomesOf(redis, placed)
}
