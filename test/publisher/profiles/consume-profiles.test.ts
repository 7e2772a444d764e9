import fc from 'fast-check'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { AssetTastes } from '../../../src/compile/columns/asset-taste.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { asset as assetRecord } from '../../../src/model/nouns/asset.ts'
import type { ViewerProfile } from '../../../src/model/nouns/profile.ts'
import { title as titleRecord } from '../../../src/model/nouns/title.ts'
import { countsOf } from '../../../src/profile/cap-tally.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { listDead } from '../../../src/schedule/reports/read-dead.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { CAPPED_SCHEDULE, DAY_MS, deliver, HOUR_MS, item, message, stored } from './profile-queue.ts'

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...CAPPED_SCHEDULE)
  kept = world.keep()
  await world.close()
})
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld('small', kept)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const logged = () => vi.mocked(console.error).mock.calls.map(([line]) => JSON.parse(String(line)) as object)

async function profileOf(subject = 'anna'): Promise<ViewerProfile> {
  const found = await stored(world, subject)
  if (found === null) throw new Error('no profile')
  return found
}

describe('what a consented viewer does', () => {
  it('what a consented viewer likes becomes their taste, by the vector that the snapshot has', async () => {
    const { rewards } = bundledRules().ranking.personal.session
    expect(await deliver(world, [message(world, [item(world, 1)])])).toEqual(['ack'])
    const one = CAPPED_SCHEDULE.map((record) => record).filter(({ id }) => ['ttl_one', 'ast_one'].includes(id))
    const [title, asset] = [titleRecord.parse(one[0]), assetRecord.parse(one[1])]
    const vector = new AssetTastes(bundledRules(), 'dach').vectorOf(asset, [title])
    const { sums, summedAt, consent, space } = await profileOf()
    for (const [index, sum] of sums.entries()) expect(sum).toBeCloseTo((vector[index] ?? 0) * 0.25 * rewards.like, 3)
    expect({ summedAt, consent, space }).toEqual({
      ...{ summedAt: world.clock.now - 60_000, space: 'metadata-1' },
      consent: { at: world.clock.now - HOUR_MS, proof: 'viewer-token' },
    })
  })

  it('what a consented viewer is shown of a capped campaign counts for 90 days, and of others does not', async () => {
    const shown = (decision: number, more: object = {}) => item(world, decision, { event: 'impression', ...more })
    const far = { consentedAt: world.clock.now - HOUR_MS }
    await deliver(world, [
      message(world, [shown(1), shown(2, { assetId: 'ast_two' }), shown(3, { campaignId: 'cmp_free' })], far),
    ])
    const { caps, sums } = await profileOf()
    expect(sums.every((sum) => sum === 0)).toBe(true)
    expect(countsOf(caps, world.clock.now + 89 * DAY_MS).map(({ count }) => count)).toEqual([2])
    expect(countsOf(caps, world.clock.now + 90 * DAY_MS)).toEqual([])
  })

  it.each([
    ['a video that played to its end, for it may have been to an empty room', { event: 'complete' }],
    ['an event that says nothing of taste', { event: 'start' }],
    ['an asset that the schedule does not have', { assetId: 'ast_gone' }],
    ['an event from before its decision', { occurredAt: 0 }],
    ['an event of the future', { occurredAt: Date.UTC(2027, 0, 1) }],
  ])('a profile learns nothing of %s', async (_name, more) => {
    expect(await deliver(world, [message(world, [item(world, 1, more)])])).toEqual(['ack'])
    expect(await world.redis('EXISTS', 'profile:anna', 'viewer:anna:marks', 'viewer:anna:lock')).toBe(0)
  })

  it('an event of a decision that is older than its mark would be kept is not applied', async () => {
    const old = { consentedAt: world.clock.now - 48 * HOUR_MS }
    await deliver(world, [message(world, [item(world, 1)], old)])
    expect(await stored(world)).toBeNull()
  })

  it('an event counts once, even when its device tells another time each day', async () => {
    const consentedAt = world.clock.now
    const counts: number[] = []
    for (let hours = 0; hours <= 96; hours += 12) {
      world.clock.now = consentedAt + hours * HOUR_MS
      const occurredAt = world.clock.now
      await deliver(world, [message(world, [item(world, 1, { occurredAt })], { consentedAt })])
      counts.push((await profileOf()).summedAt)
    }
    expect(new Set(counts)).toEqual(new Set([consentedAt]))
    expect(await world.redis('EXISTS', 'viewer:anna:marks', 'viewer:anna:lock')).toBe(0)
  })

  it('ten thousand events of one viewer are applied, and more are not, so that what is kept of them stays bounded', async () => {
    const flood = Array.from({ length: 51 }, (_, at) =>
      message(
        world,
        Array.from({ length: 200 }, (_, position) => item(world, at, { position })),
      ),
    )
    expect(new Set(await deliver(world, flood))).toEqual(new Set(['ack']))
    expect(await world.redis('ZCARD', 'viewer:anna:marks')).toBe(10_000)
    const before = await profileOf()
    expect(await deliver(world, [message(world, [item(world, 99)])])).toEqual(['ack'])
    expect(await profileOf()).toEqual(before)
    expect(JSON.stringify(before).length).toBeLessThan(4096)
  })
})

describe('a message that is none', () => {
  it.each([
    ['subject', { subject: '' }],
    ['subject', { subject: 'x'.repeat(129) }],
    ['subject', { subject: '..' }],
    ['region', { region: 'mars' }],
    ['consentedAt', { consentedAt: Number.NaN }],
    ['items', { items: 'all' }],
    [
      'items.0.position',
      {
        items: [
          {
            decisionId: 'd',
            position: -1,
            event: 'like',
            assetId: 'a',
            campaignId: 'c',
            occurredAt: 1,
            watchedMs: null,
          },
        ],
      },
    ],
  ])(
    'a message with a wrong %s is kept as dead at once, by the name of the field, and holds up no other',
    async (field, more) => {
      const wrong = { ...message(world, []), ...more }
      expect(await deliver(world, [wrong, message(world, [item(world, 1)], { subject: 'ben' })])).toEqual([
        'ack',
        'ack',
      ])
      expect(logged()).toEqual([])
      expect(await listDead(world.publisher.redis, { limit: 9, wanted: () => true })).toMatchObject([
        { id: 'p0', queue: 'firstframe-profiles', reason: `poison:${field}`, attempts: 1 },
      ])
      expect(await stored(world, 'ben')).not.toBeNull()
    },
  )

  it('a record of the schedule that cannot be read holds up the messages about it, and no other', async () => {
    await world.redis('SET', 'asset:ast_one', '{"cut')
    const about = (subject: string, assetId: string) => message(world, [item(world, 1, { assetId })], { subject })
    const settled = await deliver(world, [about('anna', 'ast_one'), about('ben', 'ast_two'), about('cleo', 'ast_two')])
    expect(settled).toEqual(['retry after 5 s', 'ack', 'ack'])
    expect(await stored(world, 'ben')).not.toBeNull()
  })

  it('a profile that is damaged is learned anew', async () => {
    await world.redis('SET', 'profile:anna', '{"v":2,"space"')
    await deliver(world, [message(world, [item(world, 1)])])
    expect((await profileOf()).v).toBe(2)
  })
})

describe('while the store is away', () => {
  it('a message waits longer each time while the store is away, and nothing of it is lost', async () => {
    world.door.misbehave(() => 'error-500')
    const waiting = message(world, [item(world, 1)])
    expect(await deliver(world, [waiting], 1)).toEqual(['retry after 5 s'])
    expect(await deliver(world, [waiting], 4)).toEqual(['retry after 40 s'])
    expect(await deliver(world, [waiting], 50)).toEqual(['retry after 900 s'])
    expect(JSON.stringify(logged())).not.toContain('anna')
    world.door.misbehave(() => null)
    expect(await deliver(world, [waiting], 51)).toEqual(['ack'])
    expect(await stored(world)).not.toBeNull()
  })

  it('a viewer whose profile somebody else is writing waits, and others do not', async () => {
    await world.redis('SET', 'viewer:anna:lock', 'somebody')
    const both = [message(world, [item(world, 1)]), message(world, [item(world, 1)], { subject: 'ben' })]
    expect(await deliver(world, both)).toEqual(['retry after 5 s', 'ack'])
    expect([await stored(world), (await profileOf('ben')).v]).toEqual([null, 2])
  })

  it('a profile is the same however its events are repeated, reordered, split, and cut off in the middle', async () => {
    const event = fc.record({
      decision: fc.nat(3),
      position: fc.nat(1),
      event: fc.constantFrom('like', 'skip', 'watch', 'impression', 'notInterested', 'complete'),
    })
    const plan = fc.record({
      events: fc.array(event, { minLength: 1, maxLength: 10 }),
      seeds: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      cuts: fc.array(fc.nat(7), { minLength: 20, maxLength: 20 }),
      faults: fc.array(fc.option(fc.constantFrom('lost' as const, 'error-500' as const, 'cut' as const), { freq: 3 }), {
        minLength: 20,
        maxLength: 20,
      }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(plan, async ({ events, seeds, cuts, faults }) => {
        run += 1
        world.door.misbehave(() => null)
        // One event always has the same asset; that its device may tell another time is another test.
        const sent = events.map(({ decision, position, event: name }) => {
          const agoMs = hash32(`${decision}:${position}:${name}`) % HOUR_MS
          const assetId = position === 0 ? 'ast_one' : 'ast_two'
          return item(world, decision, { position, event: name, assetId, occurredAt: world.clock.now - agoMs })
        })
        await deliver(world, [message(world, sent, { subject: `plain-${run}` })])
        const twice = [...sent, ...sent].map((each, index) => ({ each, order: seeds[index] ?? 0 }))
        let waiting = twice
          .sort((a, b) => a.order - b.order)
          .map(({ each }) => message(world, [each], { subject: `torn-${run}` }))
        for (let round = 0; waiting.length > 0; round++) {
          const fault = round < faults.length ? (faults[round] ?? null) : null
          const at = world.door.requests() + 1 + (cuts[round % cuts.length] ?? 0)
          world.door.misbehave((request) => (request === at ? fault : null))
          const batch = waiting.slice(0, 1 + ((seeds[round % seeds.length] ?? 0) % 5))
          const settled = await deliver(world, batch)
          waiting = [...waiting.slice(batch.length), ...batch.filter((_, index) => settled[index] !== 'ack')]
          await world.redis('DEL', `viewer:torn-${run}:lock`)
        }
        const [torn, plain] = [await stored(world, `torn-${run}`), await stored(world, `plain-${run}`)]
        if (plain === null) expect(torn).toBeNull()
        else close(torn, plain)
      }),
      { numRuns: 40 },
    )
  })
})

function close(one: ViewerProfile | null, other: ViewerProfile | null): void {
  if (one === null || other === null) throw new Error('no profile')
  const { sums, taste: _taste, ...rest } = one
  const { sums: others, taste: _other, ...same } = other
  expect(rest).toEqual(same)
  // Each writing rounds to four decimals.
  for (const [index, sum] of sums.entries()) expect(Math.abs(sum - (others[index] ?? 0))).toBeLessThan(0.01)
}
