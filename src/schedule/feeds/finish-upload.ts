import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import { readItemLines } from '../../ingest/formats/item-lines.ts'
import { keys } from '../store/keys.ts'
import { releaseLock, renewLock, takeLock } from '../store/lock.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { deliver } from './deliver.ts'
import type { DeliveryDependencies, KnownFeed } from './delivery-run.ts'
import { readDelivery, type StoredDelivery, writeDelivery } from './stores/delivery-store.ts'
import { deleteChunks, OPEN_SECONDS, type ReceivedChunk, readChunk, receivedChunks } from './stores/uploads.ts'

const LOCK_MS = 60_000

/** Opens an upload: chunks may be sent for a day, in any order, and nothing is visible before its end. */
export async function openUpload(
  context: DeliveryDependencies,
  upload: Pick<StoredDelivery, 'feed' | 'mode' | 'approve' | 'actor'>,
): Promise<StoredDelivery> {
  const delivery = `del_${context.newToken()}`
  const opened = { ...upload, delivery, state: 'open' as const, at: context.now(), items: 0, report: null }
  await writeDelivery(context.redis, opened)
  return opened
}

/**
 * Ends an upload: its chunks are read as one delivery. One that has ended already is not done again, and gives its report
 * once more.
 *
 * @throws ScheduleError `busy` while it is being ended, `lapsed` when its chunks are gone
 */
export async function finishUpload(
  dependencies: DeliveryDependencies,
  feed: KnownFeed,
  upload: StoredDelivery,
  order: { readonly actor: string; readonly dryRun: boolean },
): Promise<DeliveryReport> {
  const { redis, newToken } = dependencies
  const lock = keys.deliveryLock(upload.delivery)
  const token = newToken()
  if (!(await takeLock(dependencies, lock, token, LOCK_MS))) {
    throw new ScheduleError('busy', `${upload.delivery} is being finished just now: ask for its report in a minute`)
  }
  try {
    const { mode, approve, delivery } = upload
    const now = await readDelivery(redis, delivery)
    if (now?.report) return now.report
    if (now?.state !== 'open' && now?.state !== 'running') {
      throw new ScheduleError('lapsed', `${delivery} is ${now?.state ?? 'gone'}: send the upload again`)
    }
    const chunks = await receivedChunks(redis, delivery)
    // Without this an upload that waited too long would be a feed without items.
    if (chunks.size === 0 && now.at < dependencies.now() - OPEN_SECONDS * 1000) throw lapsedUpload(delivery, 'all')
    const renew = async () => {
      await renewLock(dependencies, lock, token, LOCK_MS)
    }
    const reading = { ...dependencies.lookups, feedId: feed.id, feed: feed.settings, now: dependencies.now() }
    const report = await deliver(
      dependencies,
      { feed, mode, approve, delivery, ...order, renew, upload: true },
      readItemLines(bytesOfChunks(dependencies, delivery, chunks), reading),
    )
    if (!order.dryRun) await deleteChunks(redis, delivery)
    return report
  } finally {
    await releaseLock(dependencies, lock, token).catch(() => undefined)
  }
}

async function* bytesOfChunks(
  { redis }: DeliveryDependencies,
  delivery: string,
  chunks: ReadonlyMap<number, ReceivedChunk>,
): AsyncGenerator<Uint8Array> {
  for (const [n, chunk] of chunks) {
    const packed = await readChunk(redis, delivery, chunk)
    if (packed === null) throw lapsedUpload(delivery, n)
    yield* new Response(packed).body?.pipeThrough(new DecompressionStream('gzip')) ?? []
    yield NEW_LINE
  }
}

function lapsedUpload(delivery: string, chunk: number | 'all'): ScheduleError {
  const what = chunk === 'all' ? 'the chunks' : `chunk ${chunk}`
  return new ScheduleError('lapsed', `${what} of ${delivery} lapsed after a day: send the upload again`)
}

/** Whoever ends a chunk without one would join two lines. Blank lines are passed over. */
const NEW_LINE = new Uint8Array([10])
