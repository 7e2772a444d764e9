import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deadDelaySeconds } from '../../../src/publisher/queue/consume-dead.ts'
import { messageConsumer } from '../../../src/publisher/queue/message-consumers.ts'
import { DEAD_BOUNDS } from '../../../src/schedule/reports/dead-messages.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliveredBy, impression } from './dead-world.ts'

let world: PublisherWorld
let logged: string[]
beforeEach(async () => {
  world = await startPublisherWorld()
  logged = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void logged.push(line))
})
afterEach(() => world.close())

const DEAD = 'firstframe-events-dead'
const note = async (id: string) => JSON.parse(String(await world.redis('HGET', 'dead:notes', id)))

describe('what comes over a dead queue', () => {
  it.each([
    [DEAD, 'firstframe-events'],
    ['firstframe-events-dead-staging', 'firstframe-events'],
    ['firstframe-profiles-dead', 'firstframe-profiles'],
  ])('a message of %s is kept as one that died on %s, and the log of the Worker says so', async (queue, died) => {
    const body = impression(1, world.clock.now)
    expect(await deliveredBy(world, queue, [body, 'rubbish'])).toEqual(['ack', 'ack'])
    expect(await note('q0')).toMatchObject({
      queue: died,
      type: 'events',
      events: 1,
      reason: 'retries',
      attempts: null,
    })
    expect(await note('q1')).toMatchObject({ queue: died, type: 'unknown', events: 0 })
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: 'error', code: 'dead-messages', queue: died, kept: 2, left: 0, state: 'kept' },
    ])
    expect(logged.join()).not.toContain('rubbish')
  })

  it('a store that is away leaves dead messages on their queue for longer each time, and asks it but once', async () => {
    world.door.misbehave(() => 'error-500')
    const bodies = [1, 2, 3].map((number) => impression(number, world.clock.now))
    expect(await deliveredBy(world, DEAD, bodies)).toEqual(bodies.map(() => 'retry after 60 s'))
    // A question is repeated once.
    expect(world.door.requests()).toBe(2)
    expect(await deliveredBy(world, DEAD, bodies, 5)).toEqual(bodies.map(() => 'retry after 960 s'))
    world.door.misbehave(() => null)
    expect(await deliveredBy(world, DEAD, bodies, 6)).toEqual(['ack', 'ack', 'ack'])
    expect(Number(await world.redis('ZCARD', 'dead'))).toBe(3)
  })

  it('a hundred tries over a dead queue take longer than the fourteen days that a queue keeps a message', () => {
    const seconds = Array.from({ length: 100 }, (_, tried) => deadDelaySeconds(tried + 1))
    expect(Math.max(...seconds)).toBe(43_200)
    expect(seconds.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(14 * 86_400)
  })

  it('messages stay on their dead queue while no more are kept, which the log and the answers say', async () => {
    const ids = Array.from({ length: DEAD_BOUNDS.messages }, (_, index) => [String(index), `old${index}`])
    await world.redis('ZADD', 'dead', ...ids.flat())
    expect(await deliveredBy(world, DEAD, [impression(1, world.clock.now)])).toEqual(['retry after 3600 s'])
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ kept: 0, left: 1, state: 'full' }])
    expect(await (await world.ops('GET', '/events')).json()).toMatchObject({ dead: { count: 10_000, full: true } })
  })

  it('a queue that is none of ours has no consumer', () => {
    expect(['firstframe-jobs', 'firstframe', 'firstframe-events-dead-dead'].map(messageConsumer)).toEqual([
      null,
      null,
      null,
    ])
  })
})
