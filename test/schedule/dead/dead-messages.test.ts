import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEAD_BOUNDS, deadTotals, keepDead } from '../../../src/schedule/reports/dead-messages.ts'
import type { DeadMessage } from '../../../src/schedule/reports/dead-note.ts'
import { eraseDeadOf } from '../../../src/schedule/reports/erase-dead.ts'
import { FAULTS } from '../faulty-door.ts'
import { type Harness, startHarness } from '../harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const AT = 1_800_000_000_000
const QUEUE = 'firstframe-events'

function dead(id: string, more: Partial<DeadMessage> = {}): DeadMessage {
  const body = { type: 'events', region: 'dach', items: [{ decisionId: id }] }
  return { id, at: AT, reason: 'retries', attempts: 9, queue: QUEUE, body, ...more }
}

const keep = (message: DeadMessage) => keepDead(harness.dependencies.redis, message)
const totals = () => deadTotals(harness.dependencies.redis)
const redis = (...command: string[]) => harness.backend.execute(command)

describe('dead messages', () => {
  it('a dead message is kept with its body, and of the body a note says its kind, region and number of events', async () => {
    expect(await keep(dead('m1'))).toBe(true)
    expect(JSON.parse(String(await redis('HGET', 'dead:notes', 'm1')))).toEqual({
      ...{ id: 'm1', at: AT, reason: 'retries', attempts: 9, queue: QUEUE },
      ...{ type: 'events', region: 'dach', events: 1 },
    })
    expect(JSON.parse(String(await redis('GET', 'dead:message:m1')))).toEqual(dead('m1').body)
  })

  it('a message that arrives dead twice is kept once, under the time of the first', async () => {
    await keep(dead('m1'))
    await keep(dead('m1', { at: AT + 5000 }))
    expect(await totals()).toMatchObject({ total: 1, oldestAt: AT, full: false })
  })

  it.each([null, 7, 'text', [], {}, { type: 'secret', region: 'mars', items: 'many' }, undefined])(
    'a body that is no message of ours is kept all the same, and its note repeats nothing of it: %j',
    async (body) => {
      expect(await keep(dead('m1', { body }))).toBe(true)
      const note = JSON.parse(String(await redis('HGET', 'dead:notes', 'm1')))
      expect(note).toMatchObject({ type: 'unknown', region: null, events: 0 })
      expect(JSON.parse(String(await redis('GET', 'dead:message:m1')))).toEqual(body ?? null)
    },
  )

  it('once ten thousand are kept, the next is not, and the caller is told', async () => {
    const ids = Array.from({ length: DEAD_BOUNDS.messages - 1 }, (_, index) => [String(index), `old${index}`])
    await redis('ZADD', 'dead', ...ids.flat())
    expect(await keep(dead('last'))).toBe(true)
    expect(await keep(dead('one-more'))).toBe(false)
    expect(await totals()).toMatchObject({ total: DEAD_BOUNDS.messages, oldestAt: 0, full: true })
    expect(await redis('GET', 'dead:message:one-more')).toBeNull()
  })

  it('once their bodies take as many bytes as are kept, the next is not', async () => {
    const ids = Array.from({ length: 488 }, (_, index) => ['131000', `large${index}`])
    await redis('ZADD', 'dead:sizes', ...ids.flat())
    expect(await totals()).toMatchObject({ full: false })
    expect(await keep(dead('large', { body: { text: 'x'.repeat(120_000) } }))).toBe(true)
    expect(await totals()).toMatchObject({ full: true })
    expect(await keep(dead('one-more'))).toBe(false)
  })

  it.each(FAULTS.filter((fault) => fault !== 'hang'))(
    'a store that fails (%s) either keeps a dead message or says so, and then it can be kept',
    async (fault) => {
      for (const at of [1, 2]) {
        harness.door.misbehave((request) => (request === at ? fault : null))
        const id = `m${at}`
        const kept = await keep(dead(id)).catch(() => null)
        harness.door.misbehave(() => null)
        if (kept === null) expect(await keep(dead(id))).toBe(true)
        expect(await redis('GET', `dead:message:${id}`)).not.toBeNull()
      }
      expect((await totals()).total).toBe(2)
    },
  )

  it('the dead messages that name a subject are erased with it, wherever they are among the others', async () => {
    const profile = (subject: string) => ({ type: 'profile', region: 'dach', subject, items: [] })
    for (let number = 0; number < 205; number++) {
      const body = number % 100 === 50 ? profile('sub-1') : profile('sub-2')
      await keep(dead(`m${number}`, { body, queue: 'firstframe-profiles', at: AT + number }))
    }
    await keep(dead('rubbish', { body: 'sub-1' }))
    expect(await eraseDeadOf(harness.dependencies.redis, 'sub-1')).toBe(2)
    expect(await totals()).toMatchObject({ total: 204 })
    expect(await redis('GET', 'dead:message:m150')).toBeNull()
    expect(await eraseDeadOf(harness.dependencies.redis, 'sub-1')).toBe(0)
  })
})
