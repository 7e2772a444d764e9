import type {
  DeadDropped,
  DeadList,
  DeadRetried,
  DeadState,
} from '../../../contracts/ops/answers/events/dead-messages.ts'
import { DEAD_AT_ONCE, deadDropOrder, deadQuery, deadRetryOrder } from '../../../contracts/ops/requests/events.ts'
import type { AuditEntry } from '../../../schedule/reports/audit-log.ts'
import { type DeadTotals, deadTotals } from '../../../schedule/reports/dead-messages.ts'
import { deadIds, deadNotes, forgetDead, listDead } from '../../../schedule/reports/read-dead.ts'
import { deployedEvents } from '../../queue/deployed-events.ts'
import { retryDead } from '../../queue/retry-dead.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'

/** `GET /ops/v1/events/dead[?limit=&queue=&type=]`: messages that no consumer could take, without their bodies. */
export async function deadMessages(context: OpsContext): Promise<Response> {
  const { limit, queue, type } = readQuery(context, deadQuery, 'A bad filter')
  const { redis, now } = context.get('publisher')
  const notes = await listDead(redis, {
    limit,
    wanted: (note) => (queue === undefined || note.queue === queue) && (type === undefined || note.type === type),
  })
  const at = now()
  const { count: total, ...state } = deadStateOf(await deadTotals(redis), at)
  return answer<DeadList>(context).with({
    asOf: new Date(at).toISOString(),
    total,
    ...state,
    messages: notes.map((note) => ({
      ...{ id: note.id, at: new Date(note.at).toISOString(), queue: note.queue, type: note.type },
      ...{ region: note.region, events: note.events, attempts: note.attempts, reason: note.reason },
    })),
  })
}

/** `POST /ops/v1/events/dead/retry`: passes dead messages to their consumers, and forgets those that were settled. */
export async function retryDeadMessages(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { ids: named, from, reason = null } = await readBody(context, deadRetryOrder)
  const publisher = context.get('publisher')
  const { redis } = publisher
  const ids = named === undefined ? await deadIds(redis, from, DEAD_AT_ONCE.retried) : [...new Set(named)]
  const messages = await retryDead(deployedEvents(context.env, publisher), ids)
  const many = (outcome: string) => messages.filter((message) => message.outcome === outcome).length
  const after = { reason, taken: many('taken'), diedAgain: many('died-again'), failed: many('failed') }
  await forgetDead(
    redis,
    messages.flatMap(({ spare }) => spare ?? []),
    entryOf(context, 'events.dead.retry', ids, after),
  )
  const left = (await deadTotals(redis)).total
  // These are still there, and still the oldest.
  const next = from + many('failed') + many('died-again')
  const isLast = named !== undefined || ids.length < DEAD_AT_ONCE.retried || next >= left
  return answer<DeadRetried>(context).with({
    messages: messages.map(({ id, outcome }) => ({ id, outcome })),
    left,
    next: isLast ? null : next,
  })
}

/** `POST /ops/v1/events/dead/drop`: forgets dead messages for good. */
export async function dropDeadMessages(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { ids: named, reason } = await readBody(context, deadDropOrder)
  const { redis } = context.get('publisher')
  const ids = named === undefined ? await deadIds(redis, 0, DEAD_AT_ONCE.dropped) : [...new Set(named)]
  const notes = await deadNotes(redis, ids)
  const dropped = ids.filter((_, index) => notes[index] !== null)
  const gone = ids.filter((_, index) => notes[index] === null)
  const events = notes.reduce((sum, note) => sum + (note?.events ?? 0), 0)
  await forgetDead(
    redis,
    dropped,
    entryOf(context, 'events.dead.drop', ids, { reason, dropped: dropped.length, events }),
  )
  return answer<DeadDropped>(context).with({ dropped, gone, left: (await deadTotals(redis)).total })
}

/** What the contract says of dead messages in all. */
export function deadStateOf({ total, oldestAt, full }: DeadTotals, now: number): DeadState {
  return {
    count: total,
    oldestAt: oldestAt === null ? null : new Date(oldestAt).toISOString(),
    oldestAgeSeconds: oldestAt === null ? null : Math.max(0, Math.round((now - oldestAt) / 1000)),
    full,
  }
}

function entryOf(context: OpsContext, action: string, ids: readonly string[], after: object): AuditEntry {
  const publisher = context.get('publisher')
  return {
    ...{ at: publisher.now(), actor: context.get('actor'), role: publisher.role ?? null, action, before: null, after },
    target: ids.length === 1 ? (ids[0] ?? '') : `${ids.length} dead messages`,
  }
}
