import type { RegionId } from '../../model/nouns/region.ts'
import { sendPipeline } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'

/** Draws the next sequence of a region's takedown list, above the live one even if the store has lost its counter. */
export async function drawListSequence(
  { redis }: Pick<ScheduleContext, 'redis'>,
  region: RegionId,
  live: number,
): Promise<number> {
  const key = keys.takedownSequence(region)
  const [first] = await sendPipeline(redis, (queue) => queue.incr(key))
  if (Number(first) > live) return Number(first)
  const [raised] = await sendPipeline(redis, (queue) => queue.incrby(key, live + 1 - Number(first)))
  return Number(raised)
}

/** The last drawn sequence of a region's takedown list; 0: there is none, or it was lost. */
export async function lastListSequence({ redis }: Pick<ScheduleContext, 'redis'>, region: RegionId): Promise<number> {
  const [last] = await sendPipeline(redis, (queue) => queue.get(keys.takedownSequence(region)))
  return Number(last ?? 0)
}
