import type { z } from 'zod'
import type { IngestReport, WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import { ingestQuery } from '../../contracts/ops/requests/ingest.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'
import { MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import { DEFAULT_FEED_FORMAT } from '../../model/messages/feed-formats.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { dryRunIngest, ingestStream } from '../../schedule/ingest/ingest.ts'
import { Unconfirmed } from '../../schedule/ingest/unconfirmed.ts'
import { outcomesOf, type TakedownOutcome } from '../../schedule/takedowns/takedowns.ts'
import { requireAction } from '../access/require-action.ts'
import { requireFeed } from '../access/require-feed.ts'
import { takedownRegions } from '../access/takedown-regions.ts'
import { refusePacked } from '../access/within-limits.ts'
import { withdrawalImpact } from '../inquiries/withdrawal-impact.ts'
import { OpsProblem, opsProblemResponse } from '../ops-problem.ts'
import { regionsOfTakedown } from '../takedowns/reach.ts'
import { answer } from './answer.ts'
import { deliverBody } from './feeds/deliveries.ts'
import { DELIVERY_TITLES } from './feeds/delivery-options.ts'
import { type OpsContext, readQuery } from './ops-context.ts'
import { FLAG_TITLES, ingestDependencies, withUpload } from './schedule.ts'

/** How many reasons the text of a refusal quotes; the impact beside it has all of them. */
const REASONS = 1
const REASON_LENGTH = 300

/**
 * `POST /ops/v1/ingest[?format=][&feed=][&mode=][&approve=1][&dryRun=1][&confirm=]`: the short door. Schedule records in,
 * report out; refusals are reported line by line. With a feed, or in another format, it is a delivery.
 */
export async function ingest(context: OpsContext): Promise<Response> {
  const { confirm, feed, ...query } = readQuery(context, ingestQuery, { ...FLAG_TITLES, ...DELIVERY_TITLES })
  const isDelivery = feed !== undefined || (query.format ?? DEFAULT_FEED_FORMAT) !== DEFAULT_FEED_FORMAT
  const [forRecords, forDeliveries] = [{ confirm }, { mode: query.mode, territories: query.territories }]
  requireNone(isDelivery ? forRecords : forDeliveries, isDelivery)
  if (!isDelivery) return ingestRecords(context, { ...query, confirm })
  requireFeed(context, 'feed.deliver', feed ?? MANUAL_FEED)
  return deliverBody(context, feed ?? MANUAL_FEED, query)
}

/** Refuses parameters that mean nothing for what is sent. */
function requireNone(given: Readonly<Record<string, unknown>>, isDelivery: boolean): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    const told = isDelivery
      ? 'A delivery that withdraws too much is held, and released when that is meant: leave it out.'
      : 'Schedule records say it themselves: leave it out, or name the feed.'
    throw new OpsProblem(400, 'Not for this', told, name)
  }
}

/**
 * Takes schedule records in. An ingest that withdraws too much is refused as a whole, unless `confirm` is the number from its dry run.
 */
async function ingestRecords(
  context: OpsContext,
  { approve, dryRun, confirm }: Pick<z.output<typeof ingestQuery>, 'approve' | 'dryRun' | 'confirm'>,
): Promise<Response> {
  refusePacked(context.req.raw.headers)
  if (approve) requireAction(context, 'schedule.approve', REGION_IDS)
  const actor = context.get('actor')
  const options = { approve, actor, confirm }
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

/** What withdraws much is approved with the number that says how much; other errors pass. */
export function withImpact(error: unknown): Response {
  if (error instanceof Unconfirmed) return unconfirmed(error.impact, null, 'Nothing was approved')
  throw error
}

/** The refusal, with the impact and the number that confirms it. */
export function unconfirmed(
  impact: WithdrawalImpact,
  said: number | null,
  did = 'Only takedowns were stored',
): Response {
  const shown = impact.reasons.slice(0, REASONS).map((reason) => cut(reason, REASON_LENGTH))
  const more = impact.reasons.length > REASONS ? `; and ${impact.reasons.length - REASONS} more reasons` : ''
  const wrong = said === null ? '' : `${said} is not the number of what this would withdraw now. `
  const detail = `${wrong}${did}, because ${shown.join('; ')}${more}. If this is intended, send it again with confirm=${impact.confirm}.`
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
