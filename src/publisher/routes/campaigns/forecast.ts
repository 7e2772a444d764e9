import type { CampaignForecastAnswer, HeldCampaignAnswer } from '../../../contracts/ops/answers/campaigns/forecast.ts'
import { forecastOrder, holdOrder } from '../../../contracts/ops/requests/campaigns/forecast.ts'
import { type LineKey, privateLineKeys } from '../../../decision-log/line-key.ts'
import { refusalsOfIssues } from '../../../ingest/lines/explain-issue.ts'
import { goalOfEvents } from '../../../model/fields/goal.ts'
import { type Campaign, campaign } from '../../../model/nouns/campaign.ts'
import { HOLD_MS, keepHold } from '../../../schedule/campaigns/campaign-hold.ts'
import { waitingRecord } from '../../../schedule/campaigns/lifecycle.ts'
import { appendAudit } from '../../../schedule/reports/audit-log.ts'
import { requireAction } from '../../access/require-action.ts'
import { holdShown } from '../../campaigns/hold-shown.ts'
import { regionsOfStored } from '../../campaigns/regions-of-stored.ts'
import { forecastCampaign } from '../../forecast/forecast-campaign.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'
import { readableCampaign, type StoredCampaignDocument } from './stored-campaign.ts'

/**
 * `POST /ops/v1/campaigns/{id}/forecast {record?}`: for who may edit the campaign, and what is sent, in all of its regions.
 * It names campaigns that lose by it, wherever they play.
 */
export async function forecastRoute(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await readableCampaign(context)
  const { record } = await readBody(context, forecastOrder)
  const wanted = record === undefined ? plannedRecord(stored) : sentRecord(stored, record)
  requireAction(context, 'schedule.ingest', regionsOfStored(context.get('publisher').rules, stored, wanted))
  return answer<CampaignForecastAnswer>(context).with(await forecastOf(context, wanted))
}

/** `POST /ops/v1/campaigns/{id}/hold {reason}`: for who may edit the campaign in all of its regions. */
export async function holdRoute(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await readableCampaign(context)
  const { reason } = await readBody(context, holdOrder)
  const publisher = context.get('publisher')
  requireAction(context, 'schedule.ingest', regionsOfStored(publisher.rules, stored))
  const record = heldRecord(stored)
  const forecast = await forecastOf(context, record)
  if (forecast.reachable === 'no') {
    const detail = `${record.id} is expected to get ${forecast.expected?.high} ${forecast.counts} at most, and its goal is ${forecast.goal}: lower the goal, or give it more time, territories or surfaces.`
    throw new OpsProblem(409, 'Not there to be held', detail, 'goal')
  }
  const [at, actor] = [publisher.now(), context.get('actor')]
  const hold = { campaignId: record.id, by: actor, at, until: at + HOLD_MS }
  await keepHold(publisher.redis, hold)
  await appendAudit(publisher.redis, {
    ...{ at, actor, role: publisher.role ?? null, action: 'campaign.hold', target: record.id, before: null },
    after: { reason, until: new Date(hold.until).toISOString(), goal: forecast.goal, reachable: forecast.reachable },
  })
  return answer<HeldCampaignAnswer>(context).with({ ...forecast, hold: holdShown(hold) })
}

async function forecastOf(context: OpsContext, record: Campaign): Promise<CampaignForecastAnswer> {
  const keys = await lineKeys(context.env.DECISION_LOG_KEY)
  return forecastCampaign(context.get('publisher'), record, { keys, actor: context.get('actor') })
}

/** What waits of a campaign, or else what it says. */
function plannedRecord(stored: StoredCampaignDocument): Campaign {
  const { id, status } = stored.record
  if (status !== 'ended') return waitingRecord(stored) ?? stored.record
  throw new OpsProblem(
    409,
    'It has ended',
    `${id} has ended for good: \`ff campaign copy\` makes a new one of it.`,
    'id',
  )
}

function heldRecord(stored: StoredCampaignDocument): Campaign {
  const waiting = waitingRecord(stored)
  const record = plannedRecord(stored)
  if (waiting === null) {
    const detail = `Nothing waits of ${record.id}: what is on the air has its place, and a hold is for what is to come.`
    throw new OpsProblem(409, 'Nothing to hold', detail, 'id')
  }
  if (goalOfEvents(record.goal) !== null) return record
  const detail = `${record.id} has no goal in impressions or starts, so nobody can leave room for it: give it one.`
  throw new OpsProblem(409, 'Nothing to hold', detail, 'goal')
}

function sentRecord(stored: StoredCampaignDocument, record: Readonly<Record<string, unknown>>): Campaign {
  const { id } = plannedRecord(stored)
  if (record.id !== undefined && record.id !== id) {
    throw new OpsProblem(400, 'Another campaign', `The path says ${id}: leave id out, or say the same.`, 'record.id')
  }
  const said = { ...record, v: 1, type: 'campaign', id, status: 'draft' }
  const parsed = campaign.safeParse(said)
  if (parsed.success) return parsed.data
  const [refusal] = refusalsOfIssues(1, 'campaign', said, parsed.error.issues)
  const field = ['record', ...(refusal?.path ? [refusal.path] : [])].join('.')
  throw new OpsProblem(400, 'The campaign cannot be used', refusal?.hint ?? 'It is no campaign.', field)
}

async function lineKeys(json: string | undefined): Promise<readonly LineKey[]> {
  if (!json) return []
  try {
    return await privateLineKeys(json)
  } catch {
    // Without its cause, which could quote the key.
    const detail = 'DECISION_LOG_KEY of the publisher is neither a private JWK nor a list of them.'
    throw new OpsProblem(503, 'The decision log', detail)
  }
}
