import type { EventsAnswer, RejectedEvent } from '../../contracts/device/answers/events.ts'
import { LIMITS } from '../../contracts/device/limits.ts'
import { believedEvent } from '../events/believed-event.ts'
import { sendEvents } from '../events/send-events.ts'
import { type IndexedEvent, stopsOf } from '../events/stops.ts'
import { ProblemError } from '../problem.ts'
import { parseEventsBody } from '../request/events-body.ts'
import { readJsonBody } from '../request/json-body.ts'
import { type OpenedDecision, openDecisionToken } from '../token/decision/decision-token.ts'
import { type EdgeContext, privateJson } from './device-route.ts'

/**
 * `POST /v1/events`: answers 202 only when the events are queued. What an event is about comes only from its decision
 * token; a bad item is rejected by itself.
 */
export async function events(context: EdgeContext): Promise<Response> {
  const { settings } = context.isolate
  await limitRate(context)
  const body = await readJsonBody(context.request, LIMITS.bodyBytes.events)
  const { accepted, rejected } = parseEventsBody(body)
  const now = Date.now()
  const receipt = { now, source: settings.sources.of(addressOf(context), now) }
  const tokens = new Map<string, Promise<OpenedDecision>>()
  const open = (token: string): Promise<OpenedDecision> => {
    const known = tokens.get(token) ?? openDecisionToken(token, settings.decisionKeys, now)
    tokens.set(token, known)
    return known
  }
  const refusals: RejectedEvent[] = [...rejected]
  const believed: IndexedEvent[] = []
  for (const event of accepted) {
    const came = believedEvent(event, await open(event.token), receipt)
    if ('reason' in came) refusals.push(came)
    else believed.push({ index: event.index, event: came })
  }
  const queued = believed.map(({ event }) => event)
  const asked = { keepAlive: context.keepAlive, now }
  const [stops] = await Promise.all([
    stopsOf(context.isolate.regions, believed, asked),
    sendEvents(context.environment, queued),
  ])
  refusals.sort((a, b) => a.index - b.index)
  const answer: EventsAnswer = { accepted: believed.length, rejected: refusals, ...stops }
  return privateJson(answer, believed.length > 0 ? 202 : 400)
}

/** The network address of the device, as the platform says; it is used in this route and kept nowhere. */
function addressOf({ request }: EdgeContext): string | null {
  return request.headers.get('cf-connecting-ip')
}

/**
 * Limits requests per network address with the platform's limiter, which is approximate: it stops floods, but does not
 * count.
 */
async function limitRate(context: EdgeContext): Promise<void> {
  const address = addressOf(context)
  if (address === null || !context.environment.EVENTS_LIMIT) return
  const { success } = await context.environment.EVENTS_LIMIT.limit({ key: address })
  if (success) return
  throw new ProblemError('too-many-requests', {
    detail: 'Too many beacons from here; batch up to 50 events in each.',
    retryAfterSeconds: 60,
  })
}
