import { readMessage } from '../../events/read-message.ts'
import type { EdgeMessage, EventsMessage } from '../../model/messages/queue-message.ts'
import { keepCanaryReport } from '../../schedule/reports/canary-counts.ts'
import { type BatchIntake, noteIntake } from '../../schedule/reports/counters/intake.ts'
import { keepDecision } from '../../schedule/reports/decision-lines.ts'
import { keepReport } from '../../schedule/reports/isolate-reports.ts'
import { keepSupply } from '../../schedule/reports/supply/keep-supply.ts'
import { BatchTries, type Waiting } from './batch-tries.ts'
import { bury } from './bury.ts'
import type { EventsBatch, EventsContext } from './events-context.ts'
import { retryDelaySeconds } from './retry-delay.ts'
import { takeEvents } from './take-events.ts'

/** The queue's name without what a deployment adds to it. */
const QUEUE = 'firstframe-events'

type Telemetry = Extract<EdgeMessage, { type: 'telemetry' }>
type Single = Exclude<EdgeMessage, EventsMessage>

/** Stores an isolate's report, and what it counted of a canary. */
async function takeReport({ redis, now }: EventsContext, report: Telemetry): Promise<void> {
  await keepReport({ redis, now }, report)
  const refused = await keepSupply(redis, report, now())
  if (refused.length > 0) console.warn(JSON.stringify({ level: 'warn', code: 'supply-refused', refused }))
  if (report.canary) await keepCanaryReport(redis, report.region, { isolate: report.isolate, report: report.canary })
}

async function takeSingle(context: EventsContext, message: Single): Promise<void> {
  if (message.type === 'telemetry') await takeReport(context, message)
  else await keepDecision(context.redis, message, context.now())
}

/**
 * Processes a batch of the edge's messages. A message is acknowledged once the store and the sink have what is in it;
 * until then it is tried again, ever more seldom. What cannot be read never can be: it goes to the dead messages at once.
 */
export async function consumeEvents(context: EventsContext, { messages }: EventsBatch): Promise<void> {
  const events: Waiting<EventsMessage>[] = []
  const singles: Waiting<Single>[] = []
  const poison: Waiting<string>[] = []
  for (const message of messages) {
    const reading = readMessage(message.body)
    if ('poison' in reading) poison.push({ message, body: reading.poison })
    else if (reading.message.type === 'events') events.push({ message, body: reading.message })
    else singles.push({ message, body: reading.message })
  }
  const newTries = () =>
    new BatchTries((message) => message.retry({ delaySeconds: retryDelaySeconds(message.attempts) }))
  // Each kind by itself: a sink that is away holds up events, and no report of an isolate.
  const [eventTries, singleTries, poisonTries] = [newTries(), newTries(), newTries()]
  await eventTries.take(events, (some) => takeTogether(context, some))
  for (const one of singles) await singleTries.take([one], () => takeSingle(context, one.body))
  for (const one of poison) await poisonTries.take([one], () => bury(context, QUEUE, one.message, one.body))
  for (const { failure } of [eventTries, singleTries, poisonTries]) {
    if (failure !== null) logged('events-retried', failure)
  }
}

async function takeTogether(context: EventsContext, some: readonly Waiting<EventsMessage>[]): Promise<void> {
  const { counts, receivedAt } = await takeEvents(
    context,
    some.map(({ body }) => body),
  )
  counts.set(
    'retried',
    some.reduce((sum, { message }) => sum + message.attempts - 1, 0),
  )
  await note(context, { counts, receivedAt })
}

/** The numbers of the intake are not worth another try of what is kept and counted already. */
async function note(context: EventsContext, intake: BatchIntake): Promise<void> {
  await noteIntake(context.redis, intake, context.now()).catch((error: unknown) => logged('events-intake', error))
}

/** Errors of the store and the sink name no record; a body is never logged. */
function logged(code: string, error: unknown): void {
  const { name, message } = error instanceof Error ? error : { name: 'unknown', message: '' }
  console.error(JSON.stringify({ level: 'error', code, name, detail: message.slice(0, 200) }))
}
