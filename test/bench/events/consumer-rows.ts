import { Redis } from 'ioredis'
import { startStoreDoor } from '../../../src/dev/store/door-server.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'
import type { EventsMessage } from '../../../src/model/messages/queue-message.ts'
import type { EventsContext } from '../../../src/publisher/queue/events-context.ts'
import { sendPipeline } from '../../../src/schedule/store/checked-pipeline.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { redisServerExists, startLocalRedis } from '../../dev/store/local-redis.ts'
import { deliver } from '../../publisher/queue/deliver.ts'
import type { BenchRow, Run } from '../suite.ts'
import { compared, type Series } from '../tables/comparison.ts'
import { EVENTS_EACH, madeUpBatches } from './made-up-events.ts'

const TOKEN = 'bench-token'
const SINK = { send: async () => undefined }

/** What takes the events of a batch. */
type Take = (context: EventsContext, batch: readonly EventsMessage[]) => Promise<unknown>

/** One write for each event, with the same client: nobody stores them with less. */
const raw: Take = ({ redis }, batch) =>
  sendPipeline(redis, (queue) => {
    for (const { items } of batch) {
      for (const { decisionId, event, occurredAt } of items) {
        queue.zadd(`raw:${event}`, { score: occurredAt, member: decisionId })
      }
    }
  })

async function consumed(context: EventsContext, batch: readonly EventsMessage[]): Promise<void> {
  const settled = await deliver(context, batch)
  if (settled.some((each) => each !== 'ack')) throw new Error(`events: ${settled.find((each) => each !== 'ack')}`)
}

/** Events a second through the consumer, all of them sampled or one in a hundred, beside raw writes, on both stores. */
export async function consumerRows(run: Run, decisions: number): Promise<readonly BenchRow[]> {
  const rows = await rowsOn(run, 'embedded store', undefined, decisions)
  if (!redisServerExists()) return rows
  const redis = await startLocalRedis()
  try {
    return [...rows, ...(await rowsOn(run, 'Redis', redis.url, decisions))]
  } finally {
    await redis.stop()
  }
}

async function rowsOn(
  run: Run,
  store: string,
  redisUrl: string | undefined,
  decisions: number,
): Promise<readonly BenchRow[]> {
  const backend = await openStore({ directory: null, ...(redisUrl !== undefined && { redisUrl }) })
  const door = await startStoreDoor({ backend, tokens: [{ token: TOKEN, allow: 'everything' }], port: 0 })
  const context = {
    redis: connectSchedule({ url: door.url, token: TOKEN, callTimeoutMs: 60_000 }),
    now: Date.now,
    sink: SINK,
  }
  const names = [`raw writes, ${store}`, `all sampled, ${store}`, `1 in 100 sampled, ${store}`] as const
  const takes: readonly Take[] = [
    raw,
    (given, batch) => consumed({ ...given, statsRate: 1 }, batch),
    (given, batch) => consumed({ ...given, statsRate: 0.01 }, batch),
  ]
  const series = names.map((name) => ({ name, candidates: decisions, unit: 'events/s', values: [] as number[] }))
  const grown: number[] = []
  const plain = redisUrl === undefined ? null : new Redis(redisUrl)
  try {
    const repeats = run.quick ? 1 : 7
    for (let round = 0; round < repeats; round++) {
      run.say(`events: ${store}, round ${round + 1} of ${repeats}`)
      for (const offset of takes.keys()) {
        const turn = (offset + round) % takes.length
        const batches = madeUpBatches(round * takes.length + turn, decisions, Date.now())
        const before = await usedBytes(plain)
        const started = performance.now()
        for (const batch of batches) await takes[turn]?.({ ...context, statsRate: 1 }, batch)
        const seconds = (performance.now() - started) / 1_000
        series[turn]?.values.push((decisions * EVENTS_EACH) / seconds)
        if (turn === 1 && before !== null) {
          const after = (await usedBytes(plain)) ?? before
          grown.push((after - before) / (decisions * EVENTS_EACH))
        }
      }
    }
  } finally {
    plain?.disconnect()
    await door.close()
    await backend.close()
  }
  const [floor = null] = series
  const memory: Series = { name: `memory, all sampled, ${store}`, candidates: decisions, unit: 'MB', values: grown }
  return [
    ...series.map((each) => compared('events', { ...each, moreIsBetter: true }, each === floor ? null : floor)),
    // Bytes an event are megabytes a million events.
    ...(grown.length > 0 ? [compared('events', memory, null)] : []),
  ]
}

/** `used_memory` of a real Redis; null: the embedded store counts none. */
async function usedBytes(redis: Redis | null): Promise<number | null> {
  if (redis === null) return null
  return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
}
