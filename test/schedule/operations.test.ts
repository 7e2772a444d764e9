import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takedown } from '../../src/model/nouns/takedown.ts'
import { writeCampaign } from '../../src/schedule/campaigns/write-campaign.ts'
import { withWriterLock } from '../../src/schedule/ingest/writer-lock.ts'
import { holdsPublishLease, releasePublishLease, takePublishLease } from '../../src/schedule/publishing/publish-lock.ts'
import { appendPublishEntry, readPublishLog } from '../../src/schedule/publishing/publish-log.ts'
import { readAudit } from '../../src/schedule/reports/audit-log.ts'
import { connectSchedule } from '../../src/schedule/store/connect.ts'
import { renewLock, takeLock } from '../../src/schedule/store/lock.ts'
import { addTakedown, liftTakedown, listTakedowns } from '../../src/schedule/takedowns/takedowns.ts'
import { aCampaign } from '../ingest/records.ts'
import { type Harness, startHarness } from './harness.ts'

describe('operations on the scheduling store', () => {
  let harness: Harness
  beforeEach(async () => {
    harness = await startHarness()
  })
  afterEach(() => harness.close())

  describe('takePublishLease', () => {
    const take = (options: { atLeast?: number } = {}) =>
      takePublishLease(harness.dependencies, 'dach', { ttlMs: 1000, ...options })

    it('takePublishLease gives one publisher a region at a time, and every lease a higher sequence', async () => {
      const first = await take()
      expect(first).toMatchObject({ region: 'dach', sequence: 1 })
      expect(await take()).toBeNull()
      expect(await takePublishLease(harness.dependencies, 'fr', { ttlMs: 1000 })).toMatchObject({ sequence: 1 })
      if (first !== null) await releasePublishLease(harness.dependencies, first)
      expect(await take()).toMatchObject({ sequence: 2 })
    })

    it('a lapsed publish lease goes to the next, and its old holder neither holds nor releases it', async () => {
      const first = await take()
      harness.clock.now += 1000
      const second = await take()
      if (first === null || second === null) throw new Error('no lease')
      expect(second.sequence).toBeGreaterThan(first.sequence)
      expect(await holdsPublishLease(harness.dependencies, first)).toBe(false)
      await releasePublishLease(harness.dependencies, first)
      expect(await holdsPublishLease(harness.dependencies, second)).toBe(true)
      expect(await renewLock(harness.dependencies, 'publish:dach:lock', first.token, 1000)).toBe(false)
    })

    it('takePublishLease lifts the counter above what is announced already', async () => {
      expect(await take({ atLeast: 41 })).toMatchObject({ sequence: 42 })
    })
  })

  it('the publish log keeps the last 200 receipts and refusals, newest first', async () => {
    const { redis } = harness.dependencies
    for (let sequence = 1; sequence <= 205; sequence += 1) {
      await appendPublishEntry(redis, 'dach', {
        at: sequence,
        actor: 'cron',
        outcome: 'published',
        sequence,
        snapshot: 's',
        checks: [],
      })
    }
    const entries = await readPublishLog(redis, 'dach', 1000)
    expect(entries).toHaveLength(200)
    expect(entries[0]).toEqual({
      at: 205,
      actor: 'cron',
      outcome: 'published',
      sequence: 205,
      snapshot: 's',
      checks: [],
    })
  })

  describe('takedowns', () => {
    const order = takedown.parse({ v: 1, type: 'takedown', id: 'tkd_1', target: 'ast_1', reason: 'rights' })
    const add = (regions: readonly ('dach' | 'fr')[], changes: object = {}) =>
      addTakedown(harness.dependencies, { ...order, ...changes }, regions, 'mia')
    const inForce = async (region: 'dach' | 'fr') =>
      (await listTakedowns(harness.dependencies.redis, region)).map(({ takedown: { id } }) => id)

    it('a takedown stands in its regions until it is lifted, and the audit log keeps both', async () => {
      expect(await add(['dach', 'fr'])).toBe('accepted')
      expect(await add(['dach', 'fr'])).toBe('unchanged')
      expect([await inForce('dach'), await inForce('fr')]).toEqual([['tkd_1'], ['tkd_1']])
      expect(await liftTakedown(harness.dependencies, 'tkd_1', 'ben')).toEqual(order)
      expect([await inForce('dach'), await inForce('fr')]).toEqual([[], []])
      expect(await liftTakedown(harness.dependencies, 'tkd_1', 'ben')).toBeNull()
      expect(await readAudit(harness.dependencies.redis, 9)).toEqual([
        expect.objectContaining({ action: 'takedown.lift', actor: 'ben', target: 'tkd_1', before: order, after: null }),
        expect.objectContaining({ action: 'takedown.add', actor: 'mia', after: order }),
      ])
    })

    it('a takedown is never weakened by another order under its id', async () => {
      await add(['dach', 'fr'])
      expect(await add(['dach'], { until: '2000-01-01T00:00:00Z' })).toBe('conflict')
      expect(await add(['dach', 'fr'], { target: 'ast_2' })).toBe('conflict')
      expect(await listTakedowns(harness.dependencies.redis, 'dach')).toEqual([
        { takedown: order, addedAt: harness.clock.now },
      ])
    })

    it('the takedowns of a region are listed oldest first', async () => {
      await add(['dach'], { id: 'tkd_z' })
      harness.clock.now += 1
      await add(['dach'], { id: 'tkd_a' })
      expect(await inForce('dach')).toEqual(['tkd_z', 'tkd_a'])
    })
  })

  describe('writeCampaign', () => {
    const write = (expectedRevision: number, changes: Record<string, unknown> = {}) =>
      writeCampaign(harness.dependencies, {
        record: aCampaign(changes),
        expectedRevision,
        actor: 'mia',
        action: 'campaign.put',
      })
    const revision = () => harness.backend.execute(['GET', 'schedule:rev'])

    it('writeCampaign writes over the revision that its writer has seen, and no other', async () => {
      expect(await write(0)).toMatchObject({ outcome: 'written', document: { revision: 1 } })
      expect(await write(0, { weight: 2 })).toMatchObject({ outcome: 'conflict', stored: { revision: 1 } })
      expect(await write(1, { weight: 2, status: 'approved' })).toMatchObject({
        outcome: 'written',
        document: { revision: 2 },
      })
      expect(await write(2, { weight: 2, status: 'approved' })).toMatchObject({
        outcome: 'unchanged',
        document: { revision: 2 },
      })
      expect(await write(7)).toMatchObject({ outcome: 'conflict' })
      expect(await revision()).toBe('2')
    })

    it('writeCampaign refuses to replace a campaign that is not there', async () => {
      expect(await write(1)).toEqual({ outcome: 'conflict', stored: null })
    })

    it('writeCampaign moves the campaign to its new regions', async () => {
      await write(0)
      await write(1, { territories: ['FR'] })
      expect(await harness.backend.execute(['SMEMBERS', 'region:dach:campaigns'])).toEqual([])
      expect(await harness.backend.execute(['SMEMBERS', 'region:fr:campaigns'])).toEqual(['cmp_1'])
    })
  })

  describe('withWriterLock', () => {
    it('withWriterLock lets one writer in at a time, and frees the lock after a failure', async () => {
      const events: string[] = []
      const write = (name: string) =>
        withWriterLock(harness.dependencies, async () => {
          events.push(`${name} in`)
          await harness.dependencies.redis.ping()
          events.push(`${name} out`)
          throw new Error(name)
        })
      const outcomes = await Promise.allSettled([write('a'), write('b')])
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect([events[0]?.slice(0, 1), events[2]?.slice(0, 1)]).toEqual([events[1]?.slice(0, 1), events[3]?.slice(0, 1)])
      expect(await harness.backend.execute(['EXISTS', 'schedule:writer'])).toBe(0)
    })

    it('withWriterLock gives up on a lock that stays taken', async () => {
      await takeLock(harness.dependencies, 'schedule:writer', 'someone', 1_000_000)
      await expect(withWriterLock(harness.dependencies, async () => 1)).rejects.toMatchObject({ kind: 'busy' })
    })
  })

  it('a store that is not there is reported as unreachable', async () => {
    const redis = connectSchedule({ url: 'http://127.0.0.1:9', token: 'x' })
    await expect(readAudit(redis, 1)).rejects.toMatchObject({ name: 'ScheduleError', kind: 'unreachable' })
  })

  it('a wrong token is reported as refused', async () => {
    const redis = connectSchedule({ url: harness.door.url, token: 'wrong' })
    await expect(readAudit(redis, 1)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('WRONGPASS'),
    })
  })
})
