import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicLineKey } from '../../../src/decision-log/line-key.ts'
import { sealLine } from '../../../src/decision-log/seal-line.ts'
import { isWithheld } from '../../../src/decision-log/withheld-memory.ts'
import type { DecisionMessage } from '../../../src/model/messages/queue-message.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { sha256Hex } from '../../../src/snapshot/sha256.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, SCHEDULE } from '../records.ts'
import { deliver as deliverTo, eventsContext } from './deliver.ts'

const HOUR_MS = 3_600_000

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

const idOf = (number: number) => number.toString(16).padStart(32, '0')

function message(number: number, more: Partial<DecisionMessage> = {}): DecisionMessage {
  const decisionId = idOf(number)
  const at = world.clock.now + number
  return { type: 'decision', decisionId, region: 'dach', at, line: JSON.stringify({ decisionId, number }), ...more }
}

const deliver = (...bodies: DecisionMessage[]) => deliverTo(eventsContext(world.publisher), bodies)

async function read(query: string): Promise<readonly { readonly decisionId: string; readonly unreadable?: string }[]> {
  const answer = await world.ops('GET', `/decisions${query}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
  const text = await answer.text()
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
}
const numbers = async (query: string) => (await read(query)).map(({ decisionId }) => Number(`0x${decisionId}`))

describe('lines of the decision log', () => {
  it('lines of the decision log are read newest first, of one region or of all, as many as asked for', async () => {
    const regions: RegionId[] = ['dach', 'na']
    await deliver(...[1, 2, 3, 4, 5, 6].map((number) => message(number, { region: regions[number % 2] ?? 'dach' })))
    expect(await numbers('')).toEqual([6, 5, 4, 3, 2, 1])
    expect(await numbers('?last=2')).toEqual([6, 5])
    expect(await numbers('?region=dach')).toEqual([6, 4, 2])
    expect(await numbers('?region=fr')).toEqual([])
  })

  it("a line of the decision log is found by the decision's id", async () => {
    await deliver(message(1), message(2))
    expect(await numbers(`?id=${idOf(2)}`)).toEqual([2])
    expect(await numbers(`?id=${idOf(2)}&region=na`)).toEqual([])
    expect(await numbers(`?id=${idOf(9)}`)).toEqual([])
  })

  it('a line of the decision log that comes twice is there once', async () => {
    expect(await deliver(message(1), message(2), message(1))).toEqual(['ack', 'ack', 'ack'])
    expect(await numbers('')).toEqual([2, 1])
  })

  it('lines of the decision log that the store does not take are tried again', async () => {
    world.door.misbehave((request) => (request === 1 ? 'error-500' : null))
    expect(await deliver(message(1), message(2))).toEqual(['retry after 5 s', 'ack'])
    expect(await deliver(message(1))).toEqual(['ack'])
    expect(await numbers('')).toEqual([2, 1])
  })

  it('lines of the decision log span midnight, and are gone after 48 hours', async () => {
    await deliver(message(1))
    world.clock.now += 13 * HOUR_MS
    await deliver(message(2))
    expect(await numbers('')).toEqual([2, 1])
    world.clock.now += 36 * HOUR_MS
    expect(await numbers('')).toEqual([2])
    world.clock.now += 13 * HOUR_MS
    expect(await numbers('')).toEqual([])
    expect(await deliver(message(3, { at: world.clock.now - 49 * HOUR_MS }))).toEqual(['ack'])
    expect(await world.redis('DBSIZE')).toBeLessThan(5)
  })

  it('the lines of a region and day are the last 2,000, and those before leave nothing behind', async () => {
    const day = 'decisions:dach:2026-11-22'
    const before = Array.from({ length: 1_999 }, (_, number) => [
      String(world.clock.now - 2_000 + number),
      idOf(10_000 + number),
    ])
    await world.redis('ZADD', day, ...before.flat())
    await world.redis('SET', `decision:${idOf(10_000)}`, 'the oldest line')
    await deliver(message(1))
    expect(await world.redis('GET', `decision:${idOf(10_000)}`)).not.toBeNull()
    await deliver(message(2))
    expect(await world.redis('ZCARD', day)).toBe(2_000)
    expect(await world.redis('GET', `decision:${idOf(10_000)}`)).toBeNull()
    expect(await numbers('?last=2')).toEqual([2, 1])
  })

  it('lines of the decision log need the ops token, and whoever reads them is in the audit log', async () => {
    await deliver(message(1))
    expect((await world.app.request('/ops/v1/decisions', {}, world.environment)).status).toBe(401)
    await read('?region=dach')
    const { entries } = (await (await world.ops('GET', '/audit')).json()) as { entries: { action: string }[] }
    expect(entries.filter(({ action }) => action === 'decisions.read')).toMatchObject([
      { actor: 'ops', target: 'dach', after: { decisions: 1 } },
    ])
  })

  it.each(['?last=0', '?last=1001', '?last=few', '?id=1', '?region=mars', '?limit=3'])(
    'a request for lines with %s is 400',
    async (query) => {
      expect((await world.ops('GET', `/decisions${query}`)).status).toBe(400)
    },
  )
})

describe('what comes from a viewer’s profile', () => {
  const memory = { profile: [7, -3, 99], watched: [4_000_000_001], session: [1], viewerKey: '5' }
  const known = (number: number) => message(number, { line: JSON.stringify({ decisionId: idOf(number), memory }) })

  it("what comes from a viewer's profile is in lines for a replay alone, and the audit log tells them apart", async () => {
    await deliver(known(1))
    const told = await read('')
    expect(told).toMatchObject([{ decisionId: idOf(1), memory: { session: [1], viewerKey: '5' } }])
    expect(JSON.stringify(told)).not.toMatch(/99|4000000001/)
    expect(await read('?for=replay')).toMatchObject([{ decisionId: idOf(1), memory }])
    const { entries } = (await (await world.ops('GET', '/audit')).json()) as { entries: { action: string }[] }
    expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['decisions.replay', 'decisions.read'])
    expect((await world.ops('GET', '/decisions?for=fun')).status).toBe(400)
  })
})

describe('the counts of caps', () => {
  const counts = [{ key: 4_000_000_002, count: 99, since: 1, until: 2 }]
  const line = (number: number, privacy: string) =>
    message(number, { line: JSON.stringify({ decisionId: idOf(number), context: { privacy }, counts }) })

  it('the counts of caps of a consented viewer, which their profile holds, are in lines for a replay alone', async () => {
    await deliver(line(1, 'consented'), line(2, 'contextual'))
    const told = await read('')
    expect(told).toMatchObject([
      { decisionId: idOf(2), counts },
      { decisionId: idOf(1), counts: 'withheld' },
    ])
    expect(told.map(isWithheld)).toEqual([false, true])
    expect(await read('?for=replay')).toMatchObject([{ counts }, { counts }])
  })
})

describe('encrypted lines', () => {
  const sealed = async (number: number) => {
    const { privateKey, publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
    const key = await publicLineKey(JSON.stringify(await exportJWK(publicKey)))
    const { line } = message(number)
    return { secret: await exportJWK(privateKey), message: message(number, { line: await sealLine(line, key) }) }
  }
  const withKey = async (DECISION_LOG_KEY: string) => {
    const headers = { authorization: `Bearer ${world.environment.OPS_TOKEN}` }
    return world.app.request('/ops/v1/decisions', { headers }, { ...world.environment, DECISION_LOG_KEY })
  }

  it('encrypted lines are opened by the publisher that holds the key, or one of several while pairs change', async () => {
    const [one, two] = [await sealed(1), await sealed(2)]
    await deliver(one.message, two.message)
    const text = await (await withKey(JSON.stringify([one.secret, two.secret]))).text()
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).number),
    ).toEqual([2, 1])
    const half = await (await withKey(JSON.stringify(one.secret))).text()
    expect(
      half
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ decisionId: idOf(2), region: 'dach', unreadable: 'unknown-key' }, { number: 1 }])
  })

  it('encrypted lines are never stored in the clear', async () => {
    const one = await sealed(1)
    await deliver(one.message)
    expect(await world.redis('GET', `decision:${idOf(1)}`)).not.toContain('number')
  })

  it('encrypted lines cannot be read with a key that is none, which is said without quoting it', async () => {
    const answer = await withKey('{"kty":"EC","d":"canary-secret"}')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain('canary')
  })
})

describe('the snapshot of a decision', () => {
  const get = (path: string) => world.ops('GET', `/regions/dach/snapshots/${path}`)

  it('the snapshot of a decision is there by its id, shard by shard, also when another is live by now', async () => {
    await world.ingest(...SCHEDULE)
    const first = await world.publish()
    await world.ingest(asset('one', { name: { en: 'Another word' } }))
    await world.publish()
    const answer = await get(String(first.snapshot))
    const { head, live } = (await answer.json()) as { head: { name: string; sha256: string }[]; live: boolean }
    expect([answer.status, live, head.map(({ name }) => name)]).toEqual([
      200,
      false,
      ['hot', 'rules', 'weights', 'text'],
    ])
    for (const { name, sha256 } of head) {
      const bytes = new Uint8Array(await (await get(`${first.snapshot}/${name}`)).arrayBuffer())
      expect(await sha256Hex(bytes)).toBe(sha256)
    }
    expect((await get(`${first.snapshot}/text.0`)).status).toBe(200)
    expect((await get(`${first.snapshot}/text.1`)).status).toBe(404)
    expect((await get(`${first.snapshot}/words`)).status).toBe(404)
  })

  it('a snapshot that the store forgot is known as long as it is live, and is 404 after that', async () => {
    await world.ingest(...SCHEDULE)
    const { snapshot } = await world.publish()
    await world.redis('DEL', 'snapshots:dach')
    expect((await get(String(snapshot))).status).toBe(200)
    const unknown = await get('ab'.repeat(32))
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('no longer known')])
    world.sink.values.clear()
    expect((await get(String(snapshot))).status).toBe(404)
  })

  it('a snapshot is published all the same when the store takes no note of it', async () => {
    await world.ingest(...SCHEDULE)
    const set = world.publisher.redis.pipeline.bind(world.publisher.redis)
    world.publisher.redis.pipeline = () => {
      const queue = set()
      const put = queue.set.bind(queue)
      // Our own stand-in hands on whatever it was given.
      queue.set = ((...given: Parameters<typeof put>) => {
        if (String(given[0]).startsWith('snapshot:')) throw new Error('refused')
        return put(...given)
      }) as typeof queue.set
      return queue
    }
    expect(await world.publish()).toMatchObject({ outcome: 'published', sequence: 1 })
  })
})
