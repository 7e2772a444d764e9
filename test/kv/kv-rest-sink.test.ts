import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { KvDoorError } from '../../src/kv/kv-door-error.ts'
import { kvRestSink } from '../../src/kv/kv-rest-sink.ts'
import {
  DOOR_TOKEN,
  type DoorRequest,
  type Fault,
  type KvRestDoor,
  NAMESPACE,
  startKvRestDoor,
} from './kv-rest-door.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const KEY = 'region/dach/pointer'
const OLD = 'what was there'

let door: KvRestDoor
let waits: number[]
beforeAll(async () => {
  door = await startKvRestDoor()
})
afterAll(() => door.close())
beforeEach(() => {
  waits = []
  door.reset(new Map([[KEY, new TextEncoder().encode(OLD)]]))
})

const sinkOf = (more: object = {}) => {
  const wait = async (milliseconds: number) => void waits.push(milliseconds)
  const patience = { now: () => NOW, wait, random: () => 0.5 }
  return kvRestSink({
    ...{ baseUrl: door.url, namespace: NAMESPACE, token: DOOR_TOKEN, fetch, patience, timeoutMs: 5_000 },
    ...more,
  })
}
/** The first `times` requests of this kind go wrong so. */
function wrong(fault: Fault, times = Number.POSITIVE_INFINITY, of: (request: DoorRequest) => boolean = () => true) {
  let left = times
  door.fault = (request) => (of(request) && left-- > 0 ? fault : null)
}
async function failureOf(work: Promise<unknown>): Promise<KvDoorError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof KvDoorError)) throw new Error(`expected a KvDoorError: ${error}`)
  expect(error.message + error.fix + error.stack).not.toContain(DOOR_TOKEN)
  expect(error.fix).not.toBe('')
  return error
}
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ key: `snap/${at}/hot`, bytes: Uint8Array.of(at & 255, 0, 255, at >> 8) }))

describe('KV by its REST API', () => {
  it('the sink puts, reads and removes text and bytes under any key', async () => {
    const sink = sinkOf()
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    await sink.put('a/b c%20?é', bytes)
    expect(await sink.getBytes('a/b c%20?é')).toEqual(bytes)
    await sink.put(KEY, 'ü')
    expect(await sink.getText(KEY)).toBe('ü')
    await sink.delete(KEY)
    await sink.delete(KEY)
    expect([await sink.getText(KEY), await sink.getBytes(KEY)]).toEqual([null, null])
  })

  it('the sink puts a thousand values in one request, and never more', async () => {
    const values = many(2_001)
    await sinkOf().putMany(values)
    expect(door.requests.map(({ what }) => what)).toEqual(['bulk', 'bulk', 'bulk'])
    for (const { key, bytes } of values) expect(door.values.get(key)).toEqual(bytes)
  })

  it('the sink sends again what a bulk write did not take, and nothing else', async () => {
    wrong({ kind: 'partial', says: true }, 2)
    const values = many(8)
    await sinkOf().putMany(values)
    expect(door.requests.map(({ body }) => JSON.parse(body.toString()).length)).toEqual([8, 4, 2])
    for (const { key, bytes } of values) expect(door.values.get(key)).toEqual(bytes)
  })

  it('an error names the value that a bulk write never takes', async () => {
    wrong({ kind: 'partial', says: true })
    expect((await failureOf(sinkOf().putMany(many(1)))).message).toBe(
      'KV did not take 1 of the values, the first of them snap/0/hot',
    )
    expect(door.requests).toHaveLength(5)
  })

  const PASSING: readonly [string, Fault][] = [
    ['429', { kind: 'status', status: 429 }],
    ['500', { kind: 'status', status: 500 }],
    ['503', { kind: 'status', status: 503 }],
    ['a connection that is reset', { kind: 'reset' }],
    ['a lost answer', { kind: 'lost-answer' }],
    ['half an answer', { kind: 'cut-body' }],
    ['a page of somebody in between', { kind: 'wrong-json' }],
  ]
  it.each(PASSING)(
    'the sink tries again after %s, later each time, and gives up after five tries',
    async (_what, fault) => {
      wrong(fault, 4)
      await sinkOf().put(KEY, 'new')
      expect(waits).toEqual([1_650, 3_300, 6_600, 13_200])
      expect(await sinkOf().getText(KEY)).toBe('new')
      wrong(fault)
      await failureOf(sinkOf().put(KEY, 'newer'))
    },
  )

  it.each(PASSING.filter(([, { kind }]) => kind !== 'wrong-json'))(
    'the sink reads again after %s',
    async (_what, fault) => {
      wrong(fault, 1)
      expect(await sinkOf().getText(KEY)).toBe(OLD)
      expect(waits).toEqual([1_650])
    },
  )

  it('the sink waits as long as it is told, in seconds or until a date, but no longer than a minute', async () => {
    wrong({ kind: 'status', status: 429, retryAfter: '7' }, 1)
    await sinkOf().put(KEY, 'new')
    wrong({ kind: 'status', status: 503, retryAfter: new Date(NOW + 9_000).toUTCString() }, 1)
    await sinkOf().put(KEY, 'new')
    expect(waits).toEqual([7_550, 9_550])
    wrong({ kind: 'status', status: 429, retryAfter: '3600' })
    await failureOf(sinkOf().put(KEY, 'newer'))
    expect(waits).toHaveLength(2)
  })

  it('the sink gives up on a request that takes too long', async () => {
    wrong({ kind: 'slow' })
    const { message } = await failureOf(sinkOf({ timeoutMs: 30 }).getText(KEY))
    expect(message).toContain('no answer to GET values/region/dach/pointer (too slow)')
  })

  it.each<[string, Fault, string, string]>([
    ['403', { kind: 'status', status: 403, code: 10_000 }, '403 to PUT values/region/dach/pointer: 10000 no', 'TOKEN'],
    ['404', { kind: 'status', status: 404, code: 10_013 }, '10013', 'namespace'],
    ['413', { kind: 'status', status: 413 }, '413', '25 MiB'],
    ['a refusal inside a 200', { kind: 'refused-200' }, '200', 'check'],
  ])('the sink asks once, and says what to do, after %s', async (_what, fault, words, fix) => {
    wrong(fault)
    const error = await failureOf(sinkOf().put(KEY, 'new'))
    expect(error.message).toContain(words)
    expect(error.fix).toContain(fix)
    expect([door.requests.length, waits]).toEqual([1, []])
    expect(new TextDecoder().decode(door.values.get(KEY))).toBe(OLD)
  })

  it.each([
    ['a wrong token', { token: 'another-secret' }, 403],
    ['another namespace', { namespace: 'b'.repeat(32) }, 404],
  ])('the sink does not take %s for a key that is not there', async (_what, more, status) => {
    expect((await failureOf(sinkOf(more).getText(KEY))).status).toBe(status)
  })
})
