import type { EventsAnswer, RejectedEvent } from '../../contracts/device/answers/events.ts'
import { LIMITS } from '../../contracts/device/limits.ts'
import { within } from '../../kv/deadline.ts'
import type { DeviceEventItem, EventsMessage } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { ProblemError } from '../problem.ts'
import { type AcceptedEvent, parseEventsBody } from '../request/events-body.ts'
import { readJsonBody } from '../request/json-body.ts'
import { type OpenedDecision, openDecisionToken } from '../token/decision/decision-token.ts'
import { type EdgeContext, privateJson } from './device-route.ts'

/** How long the queue may take to accept a beacon, in milliseconds; after that the device is asked to retry later. */
const SEND_DEADLINE_MS = 2_000
const RETRY_AFTER_SECONDS = 5

/**
 * `POST /v1/events`: answers 202 only when the events are queued. What an event is about comes only from its decision
 * token; a bad item is rejected by itself.
 */
export async function events(context: EdgeContext): Promise<Response> {
  await limitRate(context)
  const body = await readJsonBody(context.request, LIMITS.bodyBytes.events)
  const { accepted, rejected } = parseEventsBody(body)
  const now = Date.now()
  const tokens = new Map<string, Promise<OpenedDecision>>()
  const open = (token: string): Promise<OpenedDecision> => {
    const known = tokens.get(token) ?? openDecisionToken(token, context.isolate.settings.decisionKeys, now)
    tokens.set(token, known)
    return known
  }
  const refusals: RejectedEvent[] = [...rejected]
  const byRegion = new Map<RegionId, DeviceEventItem[]>()
  for (const event of accepted) {
    const item = believe(event, await open(event.token), now)
    if ('reason' in item) refusals.push(item)
    else byRegion.set(item.region, [...(byRegion.get(item.region) ?? []), item.item])
  }
  await send(context, byRegion)
  const taken = accepted.length + rejected.length - refusals.length
  refusals.sort((a, b) => a.index - b.index)
  const receipt: EventsAnswer = { accepted: taken, rejected: refusals }
  return privateJson(receipt, taken > 0 ? 202 : 400)
}

function believe(
  event: AcceptedEvent,
  opened: OpenedDecision,
  now: number,
): { readonly region: RegionId; readonly item: DeviceEventItem } | RejectedEvent {
  if (opened.outcome !== 'ok') return { index: event.index, field: 'token', reason: opened.outcome }
  const { record } = opened
  const decided = record.items.find(({ position }) => position === event.position)
  if (!decided) return { index: event.index, field: 'position', reason: 'not a position of this decision' }
  const { snapshot, sequence, privacy, decisionId, arms } = record
  return {
    region: record.region,
    item: {
      ...decided,
      decisionId,
      snapshot,
      sequence,
      privacy,
      arms,
      event: event.event,
      // An event cannot be earlier than its decision, whatever the device's clock says.
      occurredAt: Math.max(opened.issuedAt, now - event.ageMs),
      watchedMs: event.watchedMs,
      ttffMs: event.ttffMs,
    },
  }
}

async function send(context: EdgeContext, byRegion: ReadonlyMap<RegionId, readonly DeviceEventItem[]>): Promise<void> {
  if (byRegion.size === 0) return
  const messages = [...byRegion].map(([region, items]): { body: EventsMessage } => ({
    body: { type: 'events', region, items },
  }))
  const sent = await within(Promise.resolve(context.environment.EVENTS.sendBatch(messages)), SEND_DEADLINE_MS)
  if (sent.state === 'done') return
  throw new ProblemError('unavailable', {
    detail: 'The events could not be queued; keep them and send them again.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    code: `queue-${sent.state}`,
  })
}

/**
 * Limits requests per network address with the platform's limiter, which is approximate: it stops floods, but does not
 * count.
 */
async function limitRate(context: EdgeContext): Promise<void> {
  const address = context.request.headers.get('cf-connecting-ip')
  if (address === null || !context.environment.EVENTS_LIMIT) return
  const { success } = await context.environment.EVENTS_LIMIT.limit({ key: address })
  if (success) return
  throw new ProblemError('too-many-requests', {
    detail: 'Too many beacons from here; batch up to 50 events in each.',
    retryAfterSeconds: 60,
  })
}
