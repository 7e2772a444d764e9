import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tombstoneRow } from '../../../src/events/tombstone-row.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { deadTotals, keepDead } from '../../../src/schedule/reports/dead-messages.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { CAPPED_SCHEDULE, DAY_MS, deliver, HOUR_MS, item, message, stored } from './profile-queue.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...CAPPED_SCHEDULE)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const iso = (agoMs: number) => new Date(world.clock.now - agoMs).toISOString()
const line = (more: object = {}) => ({
  ...{ sub: 'anna', titleId: 'ttl_one', at: iso(DAY_MS), watchedMs: 90 * 60_000 },
  consent: { at: iso(10 * DAY_MS), proof: 'consent-4711' },
  ...more,
})

async function send(...lines: object[]): Promise<unknown> {
  return (await world.ops('POST', '/viewing', lines)).json()
}
const raw = (body: string) =>
  world.app.request(
    '/ops/v1/viewing',
    { method: 'POST', headers: { authorization: `Bearer ${OPS_TOKEN}` }, body },
    world.environment,
  )
const erase = (subject: string, query = '?reason=letter') =>
  world.ops('DELETE', `/profiles/${encodeURIComponent(subject)}${query}`)
const audited = async () => {
  const { entries } = (await (await world.ops('GET', '/audit')).json()) as {
    entries: { action: string; after: object }[]
  }
  return entries
}

describe('playback history', () => {
  it('playback history makes a title watched and says what its viewer likes, with their consent', async () => {
    expect(await send(line(), line({ titleId: 'ttl_new', watchedMs: 60_000 }))).toEqual({ accepted: 2, refused: [] })
    const profile = await stored(world)
    expect(profile).toMatchObject({
      watched: [
        [hash32('ttl_one'), Math.floor((world.clock.now - DAY_MS) / 1000), 100, 1],
        [hash32('ttl_new'), Math.floor((world.clock.now - DAY_MS) / 1000), 4, 0],
      ].sort(([one = 0], [other = 0]) => one - other),
      consent: { at: world.clock.now - 10 * DAY_MS, proof: 'consent-4711' },
    })
    expect(profile?.sums.some((sum) => sum > 5)).toBe(true)
  })

  it('playback history that is sent again, and in another order, changes nothing', async () => {
    const lines = [line(), line({ at: iso(2 * DAY_MS), watchedMs: 1000 }), line({ titleId: 'ttl_two' })]
    await send(...lines)
    const once = await stored(world)
    await send(...lines.reverse(), ...lines)
    expect(await stored(world)).toEqual(once)
  })

  it('each hostile line is refused by its number, field and reason, and the others are taken', async () => {
    const refused = [
      ['at', { at: iso(-5 * 60_000) }],
      ['at', { at: iso(401 * DAY_MS), consent: { at: iso(402 * DAY_MS), proof: 'p' } }],
      ['at', { at: 'yesterday' }],
      ['consent', { consent: undefined }],
      ['consent.at', { consent: { at: iso(0), proof: 'p' } }],
      ['consent.at', { consent: { at: '1969-07-20T20:17:40Z', proof: 'p' } }],
      ['consent.proof', { consent: { at: iso(10 * DAY_MS), proof: '' } }],
      ['sub', { sub: '' }],
      ['sub', { sub: 'x'.repeat(129) }],
      // No URL can name it, so it could not be erased.
      ['sub', { sub: '..' }],
      ['sub', { sub: 'half \ud83d' }],
      ['titleId', { titleId: 'ast_one' }],
      ['watchedMs', { watchedMs: -1 }],
      ['watchedMs', { watchedMs: 1e12 }],
      ['name', { name: 'Anna' }],
    ] as const
    const answer = await send(line({ sub: 'ben' }), ...refused.map(([, more]) => line(more)))
    expect(answer).toMatchObject({
      accepted: 1,
      refused: refused.map(([field], index) => ({ line: index + 2, field, reason: expect.stringMatching(/./) })),
    })
    expect(await stored(world)).toBeNull()
    expect(await stored(world, 'ben')).not.toBeNull()
  })

  it('a refusal says in plain words what a line lacks', async () => {
    const answer = await send(line({ consent: undefined }), line({ sub: undefined }), line({ watchedMs: 'long' }))
    const reasons = (answer as { readonly refused: readonly { readonly reason: string }[] }).refused
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'an object {at, proof}: without it nothing is kept',
      'a text of 1 to 128 characters',
      'whole milliseconds from 0 to 604800000',
    ])
  })

  it.each([
    ['no JSON', '{"sub":'],
    ['no UTF-8', '\u0000\ud800'],
    ['a line without end', `{"sub":"${'x'.repeat(5000)}"}`],
  ])('a line that is %s is refused as a whole', async (_name, text) => {
    const answer = (await (await raw(`${text}\n\n${JSON.stringify(line())}\n`)).json()) as object
    expect(answer).toMatchObject({ accepted: 1, refused: [{ line: 1 }] })
  })

  it('a body of more lines or bytes than one request may have is 413, and nothing of it is taken', async () => {
    expect(
      (
        await world.ops(
          'POST',
          '/viewing',
          Array.from({ length: 501 }, () => line()),
        )
      ).status,
    ).toBe(413)
    expect((await raw(`${'x'.repeat(1_000_001)}`)).status).toBe(413)
    expect(await stored(world)).toBeNull()
  })

  it('the audit log says how many lines came, and not whose', async () => {
    await send(line(), line({ at: 'never' }))
    const [entry] = await audited()
    expect(entry).toMatchObject({ action: 'viewing.write', after: { lines: 2, accepted: 1, refused: 1 } })
    expect(JSON.stringify(await audited())).not.toContain('anna')
  })
})

describe('the erasure of a viewer', () => {
  const units = () => world.publisher.unitsOf('anna')

  it('the erasure of a viewer leaves nothing under their name, and a tombstone under each pseudonym', async () => {
    await deliver(world, [message(world, [item(world, 1)])])
    await send(line())
    expect((await erase('anna')).status).toBe(204)
    expect(await world.redis('EXISTS', 'profile:anna', 'viewer:anna:marks', 'viewer:anna:lock')).toBe(0)
    expect(units()).toHaveLength(2)
    expect(world.analytics.rows).toEqual(units().map((unit) => tombstoneRow(unit, world.clock.now)))
    expect((await erase('anna')).status).toBe(204)
    const entries = await audited()
    expect(entries.slice(0, 2)).toMatchObject([
      { action: 'profile.erase', after: { reason: 'letter' } },
      { action: 'profile.erase' },
    ])
    expect(JSON.stringify(entries)).not.toContain('anna')
  })

  it('the erasure of a viewer takes the dead messages that name them along, and no others', async () => {
    const dead = (id: string, subject: string) => ({
      ...{ id, at: world.clock.now, reason: 'retries', attempts: 3, queue: 'firstframe-profiles' },
      body: { ...message(world, [item(world, 1)]), subject },
    })
    await keepDead(world.publisher.redis, dead('one', 'anna'))
    await keepDead(world.publisher.redis, dead('two', 'ben'))
    expect((await erase('anna')).status).toBe(204)
    expect(await deadTotals(world.publisher.redis)).toMatchObject({ total: 1 })
  })

  it('what was decided or agreed to before an erasure brings nothing back, and what comes after it does', async () => {
    const before = message(world, [item(world, 1)])
    await erase('anna')
    expect(await deliver(world, [before])).toEqual(['ack'])
    const refused = [{ line: 1, field: 'consent.at', reason: expect.stringMatching(/erased/) }]
    expect(await send(line())).toEqual({ accepted: 0, refused })
    expect(await stored(world)).toBeNull()
    world.clock.now += HOUR_MS
    const now = world.clock.now
    const after = message(world, [item(world, 2, { occurredAt: now })], { consentedAt: now - 60_000 })
    await deliver(world, [before, after])
    expect(await stored(world)).toMatchObject({ consent: { at: now - 60_000 } })
  })

  it('playback history that is sent again a year later brings nothing back of who was erased', async () => {
    await erase('anna')
    const old = line({ at: iso(DAY_MS) })
    world.clock.now += 399 * DAY_MS
    expect(await send(old)).toMatchObject({ accepted: 0, refused: [{ line: 1, field: 'consent.at' }] })
    expect(await stored(world)).toBeNull()
  })

  it('a viewer who is erased while their profile is written stays erased', async () => {
    const from = world.door.requests()
    // The lock, the reading, the write: the erasure comes right before the write.
    world.door.meanwhile(async (request) => {
      if (request !== from + 4) return
      const at = String(world.clock.now)
      for (const unit of units()) await world.redis('SET', `erased:${unit}`, at)
      await world.redis('DEL', 'profile:anna', 'viewer:anna:marks', 'viewer:anna:lock')
    })
    await deliver(world, [message(world, [item(world, 1)])])
    expect(world.door.requests()).toBeGreaterThan(from + 4)
    expect(await stored(world)).toBeNull()
  })

  it('an erasure that the sink or the store did not take is 503, and may be repeated', async () => {
    await send(line())
    world.analytics.before = () => {
      throw new Error('away')
    }
    expect((await erase('anna')).status).toBe(503)
    world.analytics.before = () => undefined
    world.door.misbehave(() => 'error-500')
    expect((await erase('anna')).status).toBe(503)
    world.door.misbehave(() => null)
    expect((await erase('anna')).status).toBe(204)
    expect(await stored(world)).toBeNull()
    expect(world.analytics.rows).toHaveLength(2)
  })

  it.each(['☂ "anna"', 'a/b', '...', 'x'.repeat(128)])('a viewer called %s is erased as any other', async (sub) => {
    await send(line({ sub }))
    expect(await stored(world, sub)).not.toBeNull()
    expect((await erase(sub)).status).toBe(204)
    expect(await stored(world, sub)).toBeNull()
  })

  it.each(['a b\r\nc', '100%', '%2e%2e', 'a%2Fb', 'é ☂ 😀', '__proto__', 'a?b#c'])(
    'a viewer called %j is found by the one spelling that a path has of them',
    async (sub) => {
      await send(line({ sub }))
      expect((await erase(sub)).status).toBe(204)
      expect(await stored(world, sub)).toBeNull()
    },
  )

  it.each(['%', '%FC', 'a%2', '%ED%A0%BD', 'x'.repeat(129), ''])(
    'a path that ends in "%s" names no viewer, so nobody takes them for erased',
    async (encoded) => {
      const answer = await world.ops('DELETE', `/profiles/${encoded}`)
      expect([400, 404]).toContain(answer.status)
      expect(world.analytics.rows).toEqual([])
    },
  )

  it.each(['anna wrote', 'letter (Anna)', 'ANNA'])(
    'a reason that names the viewer, "%s", is refused',
    async (reason) => {
      await send(line())
      const refused = await erase('anna', `?reason=${encodeURIComponent(reason)}`)
      expect([refused.status, await refused.json()]).toMatchObject([400, { field: 'reason' }])
      expect((await erase('anna', '?reason=from%20Hannah')).status).toBe(204)
      expect(JSON.stringify(await audited()).toLowerCase()).not.toMatch(/\banna\b/)
    },
  )

  it('a subject longer than any is refused, and nobody is erased without the keys of pseudonyms', async () => {
    expect((await erase('x'.repeat(129))).status).toBe(400)
    Object.assign(world.publisher, { unitsOf: () => [] })
    expect((await erase('anna')).status).toBe(503)
  })
})
