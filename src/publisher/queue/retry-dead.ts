import type { DeadMessage } from '../../schedule/reports/dead-note.ts'
import { deadNotes, readDead } from '../../schedule/reports/read-dead.ts'
import type { EventsContext } from './events-context.ts'
import { messageConsumer, type ReceivedBatch } from './message-consumers.ts'

/**
 * What came of a message that was sent again. `taken`: its consumer has it. `died-again`: it is kept under another id.
 * `failed`: it is kept as it was. `gone`: none of this id is kept, because it was taken or dropped before.
 */
export interface RetriedDead {
  readonly id: string
  readonly outcome: 'taken' | 'died-again' | 'failed' | 'gone'
  /** The id that it is kept under now; null: it is not. */
  readonly keptAs: string | null
}

/**
 * Passes dead messages to the consumer of their queue, as the queue itself would. It removes none of them.
 *
 * A message goes there under its next id: a consumer that finds it dead at once keeps it under that one, and so the
 * old one may always be removed once the consumer has settled it.
 */
export async function retryDead(context: EventsContext, ids: readonly string[]): Promise<readonly RetriedDead[]> {
  const found = await readDead(context.redis, ids)
  const messages = found.filter((message) => message !== null)
  const refused = new Set<string>()
  for (const queue of new Set(messages.map((message) => message.queue))) {
    const batch = messages.filter((message) => message.queue === queue)
    for (const id of await refusedOf(context, queue, batch)) refused.add(id)
  }
  const again = await keptAgain(
    context,
    messages.filter(({ id }) => !refused.has(id)).map(({ id }) => nextId(id)),
  )
  return ids.map((id, index): RetriedDead => {
    if (found[index] === null) return { id, outcome: 'gone', keptAs: null }
    if (refused.has(id)) return { id, outcome: 'failed', keptAs: id }
    const next = nextId(id)
    return again.has(next) ? { id, outcome: 'died-again', keptAs: next } : { id, outcome: 'taken', keptAs: null }
  })
}

/** Ids of the messages that a consumer wants again, or did not settle before it failed. */
async function refusedOf(
  context: EventsContext,
  queue: string,
  batch: readonly DeadMessage[],
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>()
  const settled = new Set<string>()
  const messages: ReceivedBatch['messages'] = batch.map(({ id, at, body }) => ({
    ...{ id: nextId(id), timestamp: new Date(at), attempts: 1, body },
    ack: () => void settled.add(id),
    retry: () => void refused.add(id),
  }))
  const consume = messageConsumer(queue)
  const isWhole = await Promise.resolve(consume?.(context, { queue, messages })).then(
    () => consume !== null,
    () => false,
  )
  if (!isWhole) for (const { id } of batch) if (!settled.has(id)) refused.add(id)
  return refused
}

async function keptAgain({ redis }: EventsContext, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const notes = await deadNotes(redis, ids)
  return new Set(ids.filter((_, index) => notes[index] !== null))
}

/** The id of a message's next life: `m1`, `m1.1`, `m1.2`. */
function nextId(id: string): string {
  const [, stem = id, lives = '0'] = /^(.*)\.(\d{1,6})$/.exec(id) ?? []
  return `${stem}.${Number(lives) + 1}`
}
