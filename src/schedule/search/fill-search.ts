import { sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { DOCUMENT_TYPES, keys } from '../store/keys.ts'
import { readAllDocuments } from '../store/read-documents.ts'
import { asText } from '../store/replies.ts'
import { queueEntries } from './queue-entries.ts'
import { searchEntries } from './search-entries.ts'

/** Names the shape of the entries: another one fills the index anew. */
const SHAPE = '1'

/**
 * Enters documents that were stored before there was an index. A document that changes meanwhile may leave an entry too
 * many, which finds nothing.
 *
 * @returns how many documents were entered; null: the index is filled already
 */
export async function fillSearch({ redis }: Pick<ScheduleContext, 'redis'>): Promise<number | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.search.filled))
  if (asText(reply) === SHAPE) return null
  let entered = 0
  for (const type of DOCUMENT_TYPES) {
    for await (const documents of readAllDocuments(redis, type)) {
      const moves = documents.map(({ record }) => ({ entering: searchEntries(record), leaving: [] }))
      await sendRepeatable(redis, (queue) => queueEntries(queue, moves))
      entered += documents.length
    }
  }
  await sendRepeatable(redis, (queue) => queue.set(keys.search.filled, SHAPE))
  return entered
}
