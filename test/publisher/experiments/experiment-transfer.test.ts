import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/dev/store/open-store.ts'
import { rampByClock } from '../../../src/publisher/experiments/ramp-by-clock.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { redisServerExists, startLocalRedis } from '../../dev/store/local-redis.ts'
import { startFaultyDoor } from '../../schedule/faulty-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { act, audited, put, results, shown, WARM } from './experiment-door.ts'

let world: PublisherWorld
let other: PublisherWorld
let closing: (() => Promise<void>)[] = []
const DAMAGED = '{"later":true}'

beforeEach(async () => {
  world = await startPublisherWorld()
  other = await startPublisherWorld()
  closing = [() => world.close(), () => other.close()]
})
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
})

/** Lets a world keep its schedule in a real Redis. */
async function onRedis(of: PublisherWorld): Promise<void> {
  const server = await startLocalRedis()
  const store = await openStore({ directory: null, redisUrl: server.url })
  const door = await startFaultyDoor(store)
  const redis = connectSchedule({ url: door.url, token: 'test-token' })
  closing.push(async () => {
    await door.close()
    await store.close()
    await server.stop()
  })
  Object.assign(of.publisher, { redis })
}
const storeRaw = (of: PublisherWorld, key: string, text: string) =>
  of.publisher.redis.set(keys.experiments.document(key), text)
const list = async (of: PublisherWorld) =>
  (await (await of.ops('GET', '/experiments')).json()) as {
    experiments: { key: string; state: string }[]
    damaged: { key: string; reason: string }[]
  }
const exported = async (of: PublisherWorld) => (await of.ops('GET', '/export')).text()
const restore = async (into: PublisherWorld, text: string, query = '') => {
  const answer = await into.ops(
    'POST',
    `/restore${query}`,
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )
  return { status: answer.status, body: (await answer.json()) as { experiments?: object } }
}
const RAMP = [{ at: '2026-11-23T00:00:00Z', coverage: 0.6 }]
const another = (key: string, path: string) => ({
  ...{ ...WARM, key, layer: key },
  variations: [WARM.variations[0], { key: 'b', parameters: { [path]: 3 } }],
})

const STORES = [
  ['the embedded store', false],
  ['a real Redis', true],
] as const
describe.each(STORES)('experiments in %s', (_name, isReal) => {
  const test = it.skipIf(isReal && !redisServerExists())
  beforeEach(async () => {
    if (!isReal || !redisServerExists()) return
    await onRedis(world)
    await onRedis(other)
  })

  test('an experiment that ran is restored with its record and history, and draws nobody until it is resumed', async () => {
    await world.ingest(...SCHEDULE)
    await put(world, { ...WARM, ramp: RAMP })
    await act(world, 'start', { coverage: 0.4 })
    await act(world, 'moments', results([20_000, 20_100], 0.2))
    await put(world, another('tiles', 'slate.browse-tile.head'))
    const { status, body } = await restore(other, await exported(world))
    expect([status, body.experiments]).toEqual([200, { restored: ['tiles', WARM.key], held: [WARM.key], kept: [] }])
    const { body: there } = await shown(other)
    expect(there).toMatchObject({
      ...{ state: 'running', coverage: 0, latest: null, refused: [], experiment: { key: WARM.key, ramp: RAMP } },
      held: { coverage: 0.4, reason: expect.stringMatching(/restored from an export of .*40 % took part/) },
    })
    expect(there.history).toMatchObject([{ act: 'put' }, { act: 'start' }, { act: 'restore', coverage: 0 }])
    expect((await audited(other)).map(({ action }) => action)).toEqual(['experiment.restore', 'experiment.restore'])
    // Neither a publish nor the clock lets anybody in.
    await other.publish('dach')
    expect((await other.edge('dach'))?.snapshot.rules.experiments?.experiments).toEqual([])
    other.clock.now += 2 * 86_400_000
    expect(await rampByClock(other.publisher)).toEqual([])
    expect(await act(other, 'ramp', { coverage: 0.3, resume: true })).toMatchObject({ status: 409, field: 'coverage' })
    expect(await act(other, 'ramp', { resume: true })).toMatchObject({
      status: 200,
      body: { coverage: 0.4, held: null },
    })
    await other.publish('dach')
    const served = (await other.edge('dach'))?.snapshot.rules.experiments?.experiments
    expect(served).toMatchObject([
      {
        key: WARM.key,
        ranges: [
          [0, 0.2],
          [0.5, 0.7],
        ],
      },
    ])
  })

  test('what is stored under a key stays, and what is damaged is restored as it was, and named', async () => {
    await put(world, WARM)
    await put(world, another('tiles', 'slate.browse-tile.head'))
    await storeRaw(world, 'tiles', DAMAGED)
    const text = await exported(world)
    await put(other, { ...WARM, hypothesis: 'mine' })
    expect((await restore(other, text)).body.experiments).toEqual({ restored: ['tiles'], held: [], kept: [WARM.key] })
    expect((await shown(other)).body).toMatchObject({ revision: 1, experiment: { hypothesis: 'mine' } })
    expect(await list(other)).toMatchObject({ experiments: [{ key: WARM.key }], damaged: [{ key: 'tiles' }] })
  })

  test('a damaged experiment is told of, and is removed by key with a reason; its key stays taken', async () => {
    await put(world, WARM)
    await act(world, 'start')
    expect(await act(world, 'remove')).toMatchObject({ status: 409, detail: expect.stringContaining('can be read') })
    await storeRaw(world, WARM.key, DAMAGED)
    expect(await shown(world)).toMatchObject({ status: 409, detail: expect.stringContaining('experiment remove') })
    expect(await act(world, 'stop')).toMatchObject({
      status: 409,
      detail: expect.stringContaining('experiment remove'),
    })
    expect((await list(world)).damaged).toEqual([{ key: WARM.key, reason: expect.stringContaining('damaged') }])
    expect(await act(world, 'remove', { reason: ' ' })).toMatchObject({ status: 400, field: 'reason' })
    const reason = 'damaged on Monday'
    expect(await act(world, 'remove', { reason })).toMatchObject({
      ...{ status: 200, body: { key: WARM.key, damage: expect.stringContaining('damaged') } },
    })
    expect((await audited(world))[0]).toMatchObject({
      ...{ action: 'experiment.remove', before: { stored: DAMAGED }, after: { reason } },
    })
    expect((await shown(world)).status).toBe(404)
    expect(await list(world)).toMatchObject({ experiments: [], damaged: [] })
    expect(await put(world, WARM)).toMatchObject({ status: 409, field: 'key' })
    expect((await act(world, 'remove')).status).toBe(404)
  })
})
