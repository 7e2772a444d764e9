import type { Message as QueueMessage } from '@cloudflare/workers-types'
import { bury } from '../queue/bury.ts'
import { retryDelaySeconds } from '../queue/retry-delay.ts'
import { readKnown } from './known-records.ts'
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
  try {
    const items = received.flatMap(({ body }) => body.items)
    const known = await readKnown(context, {
      assets: new Set(items.map(({ assetId }) => assetId)),
      campaigns: new Set(items.flatMap(({ event, campaignId }) => (event === 'impression' ? campaignId : []))),
    })
    for (const [subject, some] of bySubject(received)) {
      await settled(some, () =>
        learnViewer(
          context,
          subject,
          some.map(({ body }) => body),
          known,
        ),
      )
    }
  } catch (error) {
    for (const { message } of received) later(message, error)
  }
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
