import type { DeadMessage } from '../../schedule/reports/dead-note.ts'
import { deadNotes, readDead } from '../../schedule/reports/read-dead.ts'
import { type ConsumerContext, messageConsumer, type ReceivedBatch } from './message-consumers.ts'

/**
 * What came of a message that was sent again. `taken`: its consumer has it. `died-again`: its consumer found it beyond
 * help. `failed`: its consumer could not take it now. `gone`: none of this id is kept: it was taken or dropped before.
 */
export interface RetriedDead {
  readonly id: string
  readonly outcome: 'taken' | 'died-again' | 'failed' | 'gone'
  /** What may be forgotten now: the message, or the copy that its consumer kept of it; null: neither. */
  readonly spare: string | null
}

/**
 * Passes dead messages to the consumer of their queue, as the queue itself would. It removes none of them.
 *
 * A message goes there under an id of its own: a consumer that finds it dead at once keeps a copy under that one, which
 * tells, and which is then to spare: the message stays as old as it was.
 */
export async function retryDead(context: ConsumerContext, ids: readonly string[]): Promise<readonly RetriedDead[]> {
  const found = await readDead(context.redis, ids)
  const messages = found.filter((message) => message !== null)
  const refused = new Set<string>()
  for (const queue of new Set(messages.map((message) => message.queue))) {
    const batch = messages.filter((message) => message.queue === queue)
    for (const id of await refusedOf(context, queue, batch)) refused.add(id)
  }
  const again = await keptAgain(
    context,
    messages.filter(({ id }) => !refused.has(id)).map(({ id }) => copyOf(id)),
  )
  return ids.map((id, index): RetriedDead => {
    if (found[index] === null) return { id, outcome: 'gone', spare: id }
    if (refused.has(id)) return { id, outcome: 'failed', spare: null }
    const copy = copyOf(id)
    return again.has(copy) ? { id, outcome: 'died-again', spare: copy } : { id, outcome: 'taken', spare: id }
  })
}

/** Ids of the messages that a consumer wants again, or did not settle before it failed. */
async function refusedOf(
  context: ConsumerContext,
  queue: string,
  batch: readonly DeadMessage[],
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>()
  const settled = new Set<string>()
  const messages: ReceivedBatch['messages'] = batch.map(({ id, at, body }) => ({
    ...{ id: copyOf(id), timestamp: new Date(at), attempts: 1, body },
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

async function keptAgain({ redis }: ConsumerContext, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const notes = await deadNotes(redis, ids)
  return new Set(ids.filter((_, index) => notes[index] !== null))
}

/** The id of the copy that a consumer gets: `m1.1` of `m1`, `m1.2` of `m1.1`. */
function copyOf(id: string): string {
  const [, stem = id, lives = '0'] = /^(.*)\.(\d{1,6})$/.exec(id) ?? []
  return `${stem}.${Number(lives) + 1}`
}
