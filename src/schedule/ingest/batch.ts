import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { renewLock } from '../store/lock.ts'
import { asText } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'

/** How long a batch lasts without renewal. */
const LEASE_MS = 60_000

/** Far longer than any call may take: until it expires, a batch can only be promoted or only be discarded. */
export const FATE_MS = 600_000

/** A batch that we are staging. */
export interface Batch {
  readonly id: string
  readonly token: string
  readonly actor: string
  /** How long it lasts without renewal, in milliseconds; left out: a minute. */
  readonly leaseMs?: number
}

/** A batch's entry in `batches`. */
export interface BatchEntry {
  readonly state: 'staging' | 'promoted'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly actor: string
}

/** Opens a batch, with a lease that must be renewed every minute. */
export async function openBatch(context: ScheduleContext, actor: string): Promise<Batch> {
  const batch: Batch = { id: `bat_${context.newToken()}`, token: context.newToken(), actor }
  const entry: BatchEntry = { state: 'staging', at: context.now(), actor }
  const [reply] = await sendPipeline(context.redis, (queue) => {
    // The lease is written first: a batch without one counts as expired.
    queue.set(keys.batchLease(batch.id), batch.token, { nx: true, px: LEASE_MS })
    queue.hset(keys.batches, { [batch.id]: JSON.stringify(entry) })
  })
  if (reply !== 'OK')
    throw new ScheduleError('busy', `batch ${batch.id} exists already: the token source repeats itself`)
  return batch
}

/** Renews the batch's lease; throws `lapsed` if it has expired. */
export async function renewBatch(context: ScheduleContext, batch: Batch): Promise<void> {
  if (!(await renewLock(context, keys.batchLease(batch.id), batch.token, batch.leaseMs ?? LEASE_MS)))
    throw lapsed(batch)
}

export const lapsed = (batch: Batch): ScheduleError =>
  new ScheduleError('lapsed', `the lease of batch ${batch.id} has expired, and its records are discarded: ingest again`)

/** Whether a batch was promoted: the answer to a promotion may be lost, but its entry in `batches` is not. */
export async function isPromoted({ redis }: ScheduleContext, batch: Batch): Promise<boolean> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hget(keys.batches, batch.id))
  const entry = asText(reply)
  return entry !== null && (JSON.parse(entry) as BatchEntry).state === 'promoted'
}
