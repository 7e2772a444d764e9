import type { DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import type { FeedFault, FeedItem } from '../../ingest/feeds/feed-reader.ts'
import { count } from '../frame/output.ts'
import { type Progress, withProgress } from '../frame/progress.ts'
import { Refusal } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import type { Source } from '../frame/upload.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'
import { type ItemChunk, itemChunks } from './item-chunks.ts'

/** How long a chunk waits before it is sent again, in milliseconds. */
const AGAIN_AFTER_MS = [1_000, 4_000]

/** A delivery of a file, in chunks. */
export interface FileDelivery {
  readonly feed: string
  readonly source: Source
  readonly items: AsyncIterable<FeedItem | FeedFault>
  /** `mode` and `approve`, as far as they were given. */
  readonly query: Readonly<Record<string, string>>
  readonly dryRun: boolean
  /** Id of the delivery that was cut; null: a new one. */
  readonly resume: string | null
  /** The command that goes on with a delivery. */
  readonly goOn: (delivery: string) => string
}

/**
 * Sends the items in chunks, and finishes the delivery. Nothing of it is visible before, and a chunk that is there
 * already is not sent again.
 *
 * @throws Refusal with the command that goes on, when the connection is cut
 */
export async function deliverFile(shell: Shell, ops: OpsClient, order: FileDelivery): Promise<DeliveryReport> {
  const before = order.resume === null ? null : await ops.delivery(order.resume)
  if (before?.report) return before.report
  if (before !== null) checkResumable(before, order.feed)
  const delivery = before?.delivery ?? (await ops.openUpload(order.feed, order.query)).delivery
  try {
    return await withProgress(shell, 'ingest', order.source.length, async (shown) => {
      const chunks = await sendChunks(shell, ops, order, { delivery, received: new Set(before?.chunks), shown })
      const report = await ops.finishDelivery(delivery, { chunks, dryRun: order.dryRun })
      if (order.dryRun) await forget(ops, delivery)
      shown.ends(`${count(report.items)} items ${order.dryRun ? 'read' : 'sent'}`)
      return report
    })
  } catch (error) {
    throw resumable(error) ? new Refusal(error.message, `go on with: ${order.goOn(delivery)}`) : error
  }
}

function checkResumable({ delivery, feed, state }: { delivery: string; feed: string; state: string }, asked: string) {
  if (feed !== asked) throw new Refusal(`${delivery} is a delivery of ${feed}, not of ${asked}`, `add --feed ${feed}`)
  if (state !== 'open') throw new Refusal(`${delivery} is ${state}: it takes no chunks`, 'send the file anew')
}

/** What a dry run has sent lapses in a day; whoever may throw it away does so now. */
async function forget(ops: OpsClient, delivery: string): Promise<void> {
  await ops.discardDelivery(delivery, 'it was sent for a dry run').catch(() => undefined)
}

/** @returns how many chunks the delivery has */
async function sendChunks(
  shell: Shell,
  ops: OpsClient,
  { items, source }: FileDelivery,
  to: { readonly delivery: string; readonly received: ReadonlySet<number>; readonly shown: Progress },
): Promise<number> {
  let chunks = 0
  for await (const chunk of itemChunks(items)) {
    if (!to.received.has(chunk.number)) await sendChunk(shell, ops, to.delivery, chunk)
    to.shown.to(source.read(), `${count(chunk.itemsSoFar)} items`)
    chunks = chunk.number
  }
  return chunks
}

async function sendChunk(shell: Shell, ops: OpsClient, delivery: string, { number, lines }: ItemChunk): Promise<void> {
  for (const waitMs of AGAIN_AFTER_MS) {
    try {
      await ops.sendChunk(delivery, number, lines)
      return
    } catch (error) {
      if (!resumable(error)) throw error
      await shell.wait(waitMs)
    }
  }
  await ops.sendChunk(delivery, number, lines)
}

/** Whether the same request may succeed later: nobody answered, or the publisher could not do it now. */
function resumable(error: unknown): error is Refusal {
  return error instanceof Refusal && !(error instanceof OpsRefusal && error.problem.status < 500)
}
