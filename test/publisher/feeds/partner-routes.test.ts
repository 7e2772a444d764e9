import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccessWorld, startAccessWorld } from '../access/access-world.ts'
import { film, lines, SETTINGS } from './feed-door.ts'

let world: AccessWorld
/** A delivery and an entry of each feed. */
const owned = { northlight: { delivery: '', entry: '' }, polar: { delivery: '', entry: '' } }
beforeAll(async () => {
  world = await startAccessWorld([
    { who: 'admin@example.com', role: 'admin', regions: ['*'] },
    { who: 'viewer@example.com', role: 'viewer', regions: ['*'] },
    { who: 'partner@example.com', role: 'partner', regions: ['*'], feeds: ['northlight'] },
  ])
  for (const feed of ['northlight', 'polar'] as const) {
    await as('admin', 'PUT', `/feeds/${feed}`, SETTINGS)
    const faulty = { ...film(`${feed}-b`)[1], durationMs: -1 }
    const sent = await as('admin', 'POST', `/feeds/${feed}/deliveries`, lines([...film(feed), faulty]))
    const { entries } = (await as('admin', 'GET', `/quarantine?feed=${feed}`)).body as {
      entries: { quarantine: string }[]
    }
    owned[feed] = { delivery: String(sent.body.delivery), entry: entries[0]?.quarantine ?? '' }
  }
})
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => world.close())

async function as(role: string, method: string, path: string, body?: unknown) {
  const answer = await world.asRole(role, method, path, body)
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
}

describe('a partner', () => {
  it('a partner delivers to their own feed, in one body and in chunks, and reads what became of it', async () => {
    const sent = await as('partner', 'POST', '/feeds/northlight/deliveries?mode=delta', lines(film('northlight')))
    expect(sent).toMatchObject({ status: 200, body: { feed: 'northlight', unchanged: 2 } })
    const { delivery } = (await as('partner', 'POST', '/feeds/northlight/uploads?mode=delta')).body
    expect((await as('partner', 'PUT', `/deliveries/${delivery}/chunks/1`, lines(film('new')))).status).toBe(200)
    expect((await as('partner', 'POST', `/deliveries/${delivery}/finish`, {})).body).toMatchObject({ accepted: 2 })
    for (const path of [`/deliveries/${delivery}`, '/feeds/northlight', '/feeds/northlight/deliveries']) {
      expect(`${path} ${(await as('partner', 'GET', path)).status}`).toBe(`${path} 200`)
    }
  })

  it('a partner sees their own feed and quarantine in lists, and no other', async () => {
    const { feeds } = (await as('partner', 'GET', '/feeds')).body as { feeds: { feed: string }[] }
    expect(feeds.map(({ feed }) => feed)).toEqual(['northlight'])
    const { entries } = (await as('partner', 'GET', '/quarantine')).body as { entries: { feed: string }[] }
    expect(new Set(entries.map(({ feed }) => feed))).toEqual(new Set(['northlight']))
    const all = (await as('viewer', 'GET', '/quarantine')).body as { entries: { feed: string }[] }
    expect(new Set(all.entries.map(({ feed }) => feed))).toEqual(new Set(['northlight', 'polar']))
  })

  it.each([
    ['GET', '/feeds/polar', 403],
    ['GET', '/feeds/polar/deliveries', 403],
    ['POST', '/feeds/polar/deliveries', 403],
    ['POST', '/feeds/polar/uploads', 403],
    ['POST', '/feeds/manual/deliveries', 403],
    ['GET', '/quarantine?feed=polar', 403],
    ['POST', '/ingest?feed=northlight', 403],
    ['PUT', '/feeds/northlight', 403],
  ])('a partner is refused what is not theirs: %s %s', async (method, path, status) => {
    expect((await as('partner', method, path, method === 'GET' ? undefined : {})).status).toBe(status)
  })

  it.each([
    ['GET', 'deliveries', ''],
    ['POST', 'deliveries', '/finish'],
    ['PUT', 'deliveries', '/chunks/1'],
    ['GET', 'quarantine', ''],
  ])('a partner does not learn that something of another feed is there: %s %s%s', async (method, noun, rest) => {
    const id = noun === 'deliveries' ? owned.polar.delivery : owned.polar.entry
    const none = noun === 'deliveries' ? 'del_none' : 'qua_none'
    const body = method === 'GET' ? undefined : {}
    const found = await as('partner', method, `/${noun}/${id}${rest}`, body)
    expect(found).toEqual(await as('partner', method, `/${noun}/${none}${rest}`, body))
    expect(found.status).toBe(404)
  })

  it.each([
    ['POST', 'deliveries', '/release'],
    ['PATCH', 'quarantine', ''],
    ['POST', 'quarantine', '/release'],
    ['DELETE', 'quarantine', ''],
  ])('a partner decides about nothing, not even of their own feed: %s %s%s', async (method, noun, rest) => {
    const id = noun === 'deliveries' ? owned.northlight.delivery : owned.northlight.entry
    expect((await as('partner', method, `/${noun}/${id}${rest}`, { reason: 'x' })).status).toBe(403)
  })

  it('a partner throws their own open upload away, and nothing that is held', async () => {
    const { delivery } = (await as('partner', 'POST', '/feeds/northlight/uploads')).body
    const why = { reason: 'a mistake' }
    expect((await as('partner', 'POST', `/deliveries/${delivery}/discard`, why)).body).toMatchObject({
      state: 'discarded',
    })
    const held = await as('admin', 'POST', '/feeds/northlight/deliveries', '')
    expect(held.body).toMatchObject({ outcome: 'held' })
    expect((await as('partner', 'POST', `/deliveries/${held.body.delivery}/discard`, why)).status).toBe(403)
  })

  it('a partner does not bring campaigns in approved', async () => {
    const sent = await as('partner', 'POST', '/feeds/northlight/deliveries?approve=1', lines(film('northlight')))
    expect(sent).toMatchObject({ status: 403, body: { detail: expect.stringContaining('schedule.approve') } })
    expect((await as('partner', 'POST', '/feeds/northlight/uploads?approve=1')).status).toBe(403)
  })

  it('whoever only looks reads feeds, and delivers to none', async () => {
    expect((await as('viewer', 'GET', `/deliveries/${owned.polar.delivery}`)).status).toBe(200)
    expect((await as('viewer', 'POST', '/feeds/polar/deliveries', '')).status).toBe(403)
    expect((await as('viewer', 'POST', `/deliveries/${owned.polar.delivery}/finish`, {})).status).toBe(403)
  })
})
