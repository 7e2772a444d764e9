import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DeadList, DeadRetried } from '../../../src/contracts/ops/answers/events/dead-messages.ts'
import { FAULTS } from '../../schedule/faulty-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { counted, impression, impressionsDied } from './dead-world.ts'

let world: PublisherWorld
beforeEach(async () => {
  const begun = await startPublisherWorld()
  world = begun
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  Object.assign(world.environment, { ANALYTICS: { send: async () => undefined } })
})
afterEach(() => world.close())

async function asked<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await world.ops(method, path, body)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answer
}
const list = (query = '') => asked<DeadList>('GET', `/events/dead${query}`)
const retry = (order: object) => asked<DeadRetried>('POST', '/events/dead/retry', order)
const audited = async () => {
  const { entries } = await asked<{ entries: { action: string; target: string; actor: string; after: object }[] }>(
    'GET',
    '/audit',
  )
  return entries.filter(({ action }) => action.startsWith('events.'))
}

describe('the list of what died', () => {
  it('the list of what died has the oldest first, by limit, queue and type, and nothing of a body', async () => {
    const { now } = world.clock
    await impressionsDied(world, 1)
    world.clock.now += 5_000
    await impressionsDied(world, 1, {
      id: 'p1',
      queue: 'firstframe-profiles',
      body: { type: 'profile', subject: 'sub-77' },
    })
    await impressionsDied(world, 1, { id: 'x1', reason: 'unreadable', attempts: 1, body: 'sub-78' })
    world.clock.now += 60_000
    const all = await list()
    expect(all).toMatchObject({ total: 3, oldestAt: new Date(now).toISOString(), oldestAgeSeconds: 65, full: false })
    expect(all.messages.map(({ id, type, attempts, reason }) => [id, type, attempts, reason])).toEqual([
      ['m1', 'events', null, 'retries'],
      ['p1', 'profile', null, 'retries'],
      ['x1', 'unknown', 1, 'unreadable'],
    ])
    expect(JSON.stringify(all)).not.toMatch(/sub-7|ast_one|d1/)
    expect((await list('?limit=1')).messages.map(({ id }) => id)).toEqual(['m1'])
    expect((await list('?queue=firstframe-profiles')).messages.map(({ id }) => id)).toEqual(['p1'])
    expect((await list('?type=unknown')).messages.map(({ id }) => id)).toEqual(['x1'])
  })

  it('the state of events and of all regions counts what died, with the age of the oldest', async () => {
    const none = { count: 0, oldestAt: null, oldestAgeSeconds: null, full: false }
    expect(await asked('GET', '/events')).toMatchObject({ dead: none })
    await impressionsDied(world, 2)
    world.clock.now += 90_000
    const dead = { count: 2, oldestAgeSeconds: 90, full: false }
    expect(await asked('GET', '/events')).toMatchObject({ dead })
    expect(await asked('GET', '/regions')).toMatchObject({ deadMessages: dead })
  })

  it('the state of events tells what became of the last seven days of them', async () => {
    await impressionsDied(world, 2)
    await retry({ all: true })
    const { intake } = await asked<{ intake: { day: string; accepted: number; sampled: number }[] }>('GET', '/events')
    expect(intake.map(({ day, accepted }) => [day, accepted]).slice(0, 2)).toEqual([
      ['2026-11-22', 2],
      ['2026-11-21', 0],
    ])
    expect(intake.length).toBe(7)
  })

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=1001', 'limit'],
    ['?queue=firstframe-jobs', 'queue'],
    ['?type=secret', 'type'],
    ['?region=dach', 'region'],
  ])('the list of what died refuses %s, and names the field', async (query, field) => {
    const answer = await world.ops('GET', `/events/dead${query}`)
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, field])
  })
})

describe('dead messages that are sent again', () => {
  it('dead messages that are sent again count, are kept no more, and the audit log says who, why and how many', async () => {
    await impressionsDied(world, 3)
    expect(await retry({ all: true, reason: 'the store is back' })).toEqual({
      messages: ['m1', 'm2', 'm3'].map((id) => ({ id, outcome: 'taken' })),
      ...{ left: 0, next: null },
    })
    expect(await counted(world)).toBe(3)
    expect(await list()).toMatchObject({ total: 0, messages: [] })
    for (const key of ['dead:notes', 'dead:sizes', 'dead:message:m1']) {
      expect(await world.redis('EXISTS', key), key).toBe(0)
    }
    expect(await audited()).toMatchObject([
      {
        ...{ action: 'events.dead.retry', target: '3 dead messages', actor: 'ops' },
        after: { reason: 'the store is back', taken: 3, diedAgain: 0, failed: 0 },
      },
    ])
  })

  it('a dead message that was counted before counts once, and an id that is not kept is told of', async () => {
    await impressionsDied(world, 1)
    await retry({ ids: ['m1'] })
    await impressionsDied(world, 1, { id: 'other' })
    expect((await retry({ ids: ['other', 'm1', 'other'] })).messages).toEqual([
      { id: 'other', outcome: 'taken' },
      { id: 'm1', outcome: 'gone' },
    ])
    expect(await counted(world)).toBe(1)
  })

  it('a page of all is a hundred, and the next one passes over what failed', async () => {
    await impressionsDied(world, 1, { id: 'p1', queue: 'firstframe-nobody' })
    world.clock.now += 1
    await impressionsDied(world, 150)
    const first = await retry({ all: true })
    expect([first.messages.length, first.left, first.next]).toEqual([100, 52, 1])
    expect(first.messages[0]).toEqual({ id: 'p1', outcome: 'failed' })
    expect(await retry({ all: true, from: 1 })).toMatchObject({ left: 1, next: null })
    expect(await counted(world)).toBe(150)
    expect((await list()).messages.map(({ id }) => id)).toEqual(['p1'])
  })

  it.each([
    [{}, 'ids'],
    [{ ids: [] }, 'ids'],
    [{ ids: ['m1'], all: true }, 'ids'],
    [{ all: false }, 'all'],
    [{ ids: ['m 1'] }, 'ids.0'],
    [{ all: true, reason: '' }, 'reason'],
    [{ all: true, colour: 'red' }, 'colour'],
  ])('an order to send again is refused when it says %j, and nothing is sent', async (order, field) => {
    await impressionsDied(world, 1)
    const answer = await world.ops('POST', '/events/dead/retry', order)
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, field])
    expect((await list()).total).toBe(1)
  })

  const faults = FAULTS.filter((fault) => fault !== 'hang')
  it.each(faults)(
    'a store that fails (%s) at any request of a retry loses nothing, and counts nothing twice',
    async (fault) => {
      await impressionsDied(world, 2)
      let requests = Number.POSITIVE_INFINITY
      for (let at = 1; at <= requests; at++) {
        world.door.misbehave((request) => (request === at ? fault : null))
        const answer = await world.ops('POST', '/events/dead/retry', { all: true })
        requests = Math.min(requests, world.door.requests())
        world.door.misbehave(() => null)
        // Whatever was told: a message is counted, or kept.
        const { messages } = await list()
        expect(messages.length + (await counted(world)), `${answer.status} at ${at}`).toBeGreaterThanOrEqual(2)
        await impressionsDied(world, 2)
      }
      expect(await retry({ all: true })).toMatchObject({ left: 0 })
      expect(await counted(world)).toBe(2)
    },
  )
})

describe('dead messages that are dropped', () => {
  it('dead messages are dropped for a reason that the audit log keeps, and then count nothing', async () => {
    await impressionsDied(world, 3)
    const order = { ids: ['m2', 'nobody'], reason: 'a broken build sent them' }
    expect(await asked('POST', '/events/dead/drop', order)).toEqual({ dropped: ['m2'], gone: ['nobody'], left: 2 })
    expect(await asked('POST', '/events/dead/drop', { all: true, reason: 'tests' })).toMatchObject({ left: 0 })
    expect(await retry({ ids: ['m1', 'm2', 'm3'] })).toMatchObject({ left: 0 })
    expect(await counted(world)).toBe(0)
    expect((await audited()).map(({ action, target, after }) => [action, target, after])).toEqual([
      ['events.dead.retry', '3 dead messages', { reason: null, taken: 0, diedAgain: 0, failed: 0 }],
      ['events.dead.drop', '2 dead messages', { reason: 'tests', dropped: 2, events: 2 }],
      ['events.dead.drop', '2 dead messages', { ...{ reason: order.reason }, dropped: 1, events: 1 }],
    ])
  })

  it('dead messages are not dropped without a reason', async () => {
    await impressionsDied(world, 1)
    const answer = await world.ops('POST', '/events/dead/drop', { all: true })
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'reason'])
    expect((await list()).total).toBe(1)
  })
})

it('a message that its consumer finds beyond help is kept as it was and as old as it was, at each retry', async () => {
  const body = { ...impression(1, world.clock.now), items: 'none' }
  await impressionsDied(world, 1, { body, reason: 'items' })
  const { messages: before } = await list()
  world.clock.now += 3_600_000
  for (const order of [{ ids: ['m1'] }, { all: true }]) {
    expect(await retry(order)).toEqual({ messages: [{ id: 'm1', outcome: 'died-again' }], left: 1, next: null })
    expect(await list()).toMatchObject({ total: 1, messages: before, oldestAgeSeconds: 3_600 })
  }
  expect(JSON.parse(String(await world.redis('GET', 'dead:message:m1')))).toEqual(body)
  expect(await world.redis('EXISTS', 'dead:message:m1.1')).toBe(0)
})

it('messages stay dead while the sink is away, and count once it is back', async () => {
  await impressionsDied(world, 2)
  Object.assign(world.environment, { ANALYTICS: { send: () => Promise.reject(new Error('away')) } })
  const { messages, left } = await retry({ all: true })
  expect([messages.map(({ outcome }) => outcome), left]).toEqual([['failed', 'failed'], 2])
  Object.assign(world.environment, { ANALYTICS: { send: async () => undefined } })
  expect(await retry({ all: true })).toMatchObject({ left: 0 })
  expect(await counted(world)).toBe(2)
})
