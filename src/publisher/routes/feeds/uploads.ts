import type { ChunkReceived, DeliveryReport, UploadOpened } from '../../../contracts/ops/answers/deliveries.ts'
import { finishOrder, uploadQuery } from '../../../contracts/ops/requests/feeds.ts'
import { chunkInPath } from '../../../contracts/ops/requests/paths.ts'
import { finishUpload, openUpload } from '../../../schedule/feeds/finish-upload.ts'
import { receivedChunks } from '../../../schedule/feeds/stores/uploads.ts'
import { BY_HAND, feedName, knownFeed } from '../../feeds/known-feed.ts'
import { takeChunk } from '../../feeds/take-chunk.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'
import { notSo, storedDelivery } from './deliveries.ts'
import { DELIVERY_TITLES, dependenciesOf, lapsedAsConflict, modeOf, requireUnpackable } from './delivery-options.ts'

/** `POST /ops/v1/feeds/{id}/uploads[?mode=][&approve=1]`: begins a delivery in chunks. */
export async function beginUpload(context: OpsContext): Promise<Response> {
  const query = readQuery(context, uploadQuery, DELIVERY_TITLES)
  const name = feedName(context.req.param('id'))
  const feed = await knownFeed(context.get('publisher').redis, name, BY_HAND)
  const upload = { feed: name, actor: context.get('actor'), ...modeOf(context, feed, query) }
  const { delivery } = await openUpload(dependenciesOf(context), upload)
  return answer<UploadOpened>(context).with({ delivery }, 201)
}

/** `PUT /ops/v1/deliveries/{id}/chunks/{chunk}`: stores a chunk; nothing of it is visible before the end. */
export async function putChunk(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await storedDelivery(context, 'feed.deliver')
  const number = chunkInPath.safeParse(context.req.param('chunk'))
  if (!number.success) {
    throw new OpsProblem(400, 'Number of a chunk', 'Chunks are numbered from 0 or 1 on, up to 9999.', 'chunk')
  }
  if (stored.state !== 'open') throw notSo(stored, 'only an open one takes chunks')
  requireUnpackable(context)
  const { delivery } = stored
  const taken = await takeChunk(context.get('publisher'), context.req.raw, delivery, number.data)
  return answer<ChunkReceived>(context).with({ delivery, chunk: number.data, ...taken })
}

/** `POST /ops/v1/deliveries/{id}/finish`: reads all chunks as one delivery. Once more gives the same report. */
export async function finish(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const stored = await storedDelivery(context, 'feed.deliver')
  const { chunks, dryRun } = await readBody(context, finishOrder)
  if (stored.report !== null) return answer<DeliveryReport>(context).with(stored.report)
  if (stored.state !== 'open' && stored.state !== 'running') throw notSo(stored, 'only an open one can be finished')
  const { redis } = context.get('publisher')
  const received = await receivedChunks(redis, stored.delivery)
  checkWhole([...received.keys()], chunks)
  const feed = await knownFeed(redis, stored.feed, BY_HAND)
  const order = { actor: context.get('actor'), dryRun }
  const report = await finishUpload(dependenciesOf(context), feed, stored, order).catch(lapsedAsConflict)
  return answer<DeliveryReport>(context).with(report)
}

/** Refuses an upload with a gap: a full delivery would withdraw what is missing. */
function checkWhole(numbers: readonly number[], sent: number | undefined): void {
  const from = numbers[0] === 0 ? 0 : 1
  const missing = numbers.findIndex((number, index) => number !== from + index)
  if (missing !== -1) {
    const told = `Chunk ${from + missing} is missing: send it, and finish then.`
    throw new OpsProblem(409, 'A chunk is missing', told, 'chunks')
  }
  if (sent !== undefined && sent !== numbers.length) {
    const told = `${numbers.length} chunks are here, not ${sent}: send the others, and finish then.`
    throw new OpsProblem(409, 'A chunk is missing', told, 'chunks')
  }
}
