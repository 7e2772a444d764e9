import type { Message as QueueMessage } from '@cloudflare/workers-types'
import { ScheduleError } from '../../schedule/store/schedule-error.ts'
import { bury } from '../queue/bury.ts'
import { retryDelaySeconds } from '../queue/retry-delay.ts'
import { type KnownRecords, readKnown } from './known-records.ts'
import { learnViewer } from './learn-viewer.ts'
import type { ProfileContext } from './profile-context.ts'
import { type ReadMessage, readMessage } from './profile-message.ts'

/** The queue's name without what a deployment adds to it. */
const QUEUE = 'firstframe-profiles'

type Message = Pick<QueueMessage, 'id' | 'body' | 'attempts' | 'ack' | 'retry'>

/** A message of the queue with what it says. */
interface Received {
  readonly message: Message
  readonly body: ReadMessage
}

/**
 * Writes what consented viewers did into their profiles. The messages of one viewer are taken together, and settled
 * together. A message that is none never will be: it goes to the dead messages at once, with the name of the field that
 * is wrong, and never what it said.
 */
export async function consumeProfiles(
  context: ProfileContext,
  { messages }: { readonly messages: readonly Message[] },
): Promise<void> {
  const received: Received[] = []
  for (const message of messages) {
    const body = readMessage(message.body)
    if (typeof body !== 'string') received.push({ message, body })
    else await settled([{ message }], () => bury(context, QUEUE, message, `poison:${body}`))
  }
  await takeTogether(context, received)
}

/**
 * Takes messages for which the schedule is read once. If that fails, each by itself, so that one about a record that cannot
 * be read holds up no other; not while the store gives no answer at all.
 */
async function takeTogether(context: ProfileContext, received: readonly Received[]): Promise<void> {
  let known: KnownRecords
  try {
    known = await knownTo(context, received)
  } catch (error) {
    const isAway = error instanceof ScheduleError && error.kind === 'unreachable'
    if (isAway || received.length === 1) for (const { message } of received) later(message, error)
    else for (const one of received) await takeTogether(context, [one])
    return
  }
  for (const [subject, some] of bySubject(received)) {
    const bodies = some.map(({ body }) => body)
    await settled(some, () => learnViewer(context, subject, bodies, known))
  }
}

function knownTo(context: ProfileContext, received: readonly Received[]): Promise<KnownRecords> {
  const items = received.flatMap(({ body }) => body.items)
  return readKnown(context, {
    regions: new Set(received.map(({ body }) => body.region)),
    assets: new Set(items.map(({ assetId }) => assetId)),
    campaigns: new Set(items.flatMap(({ event, campaignId }) => (event === 'impression' ? campaignId : []))),
  })
}

async function settled(some: readonly Pick<Received, 'message'>[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
    for (const { message } of some) message.ack()
  } catch (error) {
    for (const { message } of some) later(message, error)
  }
}

/** Tries again, later each time: a store that is away for hours costs nothing. */
function later(message: Message, error: unknown): void {
  const name = error instanceof Error ? error.name : 'unknown'
  console.error(JSON.stringify({ level: 'error', code: 'profile-later', name, attempts: message.attempts }))
  message.retry({ delaySeconds: retryDelaySeconds(message.attempts) })
}

function bySubject(received: readonly Received[]): ReadonlyMap<string, readonly Received[]> {
  const subjects = new Map<string, Received[]>()
  for (const each of received) {
    const known = subjects.get(each.body.subject)
    if (known === undefined) subjects.set(each.body.subject, [each])
    else known.push(each)
  }
  return subjects
}
