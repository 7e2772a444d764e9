import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

const SECOND_MS = 1000
const DAY_MS = 86_400_000
const at = (instant: number): string => new Date(instant).toISOString()

it('a snapshot turns stale at its soft expiry, expires at its hard one, and serves throughout', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key = { kid: 'now', jwk: await exportJWK(privateKey) }
  const world = new HolderWorld(key)
  const soft = world.now + DAY_MS
  const hard = soft + DAY_MS
  const expiries = { softExpiresAt: at(soft), hardExpiresAt: at(hard) }
  const { snapshot } = await publish(world.kv, key, 'dach', compiled('dach', films(3)), 1, expiries)
  const seen: unknown[] = []
  for (const now of [soft - SECOND_MS, soft, soft + SECOND_MS, hard - SECOND_MS, hard, hard + SECOND_MS]) {
    world.now = now
    const live = await world.live()
    expect(live.opened.snapshot.id).toBe(snapshot)
    seen.push([live.rung, live.hardExpired])
  }
  const [fresh, stale, expired] = [
    ['fresh', false],
    ['stale', false],
    ['stale', true],
  ]
  expect(seen).toEqual([fresh, stale, stale, stale, expired, expired])
})

/** Films that are open, one of them for the old enough, and one that is promoted before it starts. */
function openAndComing(): Schedule {
  const schedule = films(6)
  const [first, ...others] = schedule.titles
  const coming = { start: at(Date.now() + 30 * DAY_MS).slice(0, 19), promoteFrom: '2026-01-01T00:00:00' }
  const titles = first && [{ ...first, offers: first.offers.map((offer) => ({ ...offer, ...coming })) }, ...others]
  return { ...schedule, titles: titles ?? [] }
}

describe('a snapshot past its hard expiry', () => {
  let world: EdgeWorld
  let edge: EdgeIsolate
  const EXPIRED = { softExpiresAt: at(Date.now() - DAY_MS), hardExpiresAt: at(Date.now() - SECOND_MS) }

  beforeAll(async () => {
    world = await startEdgeWorld(['edge', 'before'], { cache: false })
    edge = world.isolate('edge')
    await publish(world.isolate('before').storage, world.key, 'dach', compiled('dach', openAndComing()))
    await until(world.isolate('before'), 'dach', ({ rung }) => rung === 'fresh')
    await publish(edge.storage, world.key, 'dach', compiled('dach', openAndComing()), 1, EXPIRED)
    await until(edge, 'dach', ({ sequence, text }) => sequence === 1 && text.held === text.of)
  })
  afterAll(() => world.close())

  const ALL = Array.from({ length: 10 }, (_, tile) => ({ id: `tile-${tile}`, surface: 'browse-tile' }))
  const screen = (isolate: EdgeIsolate, token?: string): Promise<Answer> =>
    ask(isolate, '/v1/decisions', {
      headers: { 'x-debug-context': 'country=DE; now=2026-11-25T23:30:00Z' },
      body: { placements: ALL },
      ...(token === undefined ? {} : { token }),
    })
  const assets = ({ body }: Answer): readonly string[] =>
    itemsOf(body)
      .map(({ assetId }) => assetId)
      .sort()

  it('the status says that a snapshot is past its hard expiry', async () => {
    expect(await statusOf(edge, 'dach')).toMatchObject({ rung: 'stale', hardExpired: true, lastRefusal: null })
    expect(await statusOf(world.isolate('before'), 'dach')).toMatchObject({ rung: 'fresh', hardExpired: false })
  })

  it('a grown-up member is shown no more than a guest past the hard expiry', async () => {
    const token = await world.viewerToken({ cap: 18, adult: true, pin: true, personalize: true })
    const before = await screen(world.isolate('before'), token)
    const [member, guest] = [await screen(edge, token), await screen(edge)]
    expect(before.body.privacy).toBe('consented')
    expect(Math.max(...itemsOf(before.body).map(({ rating }) => rating?.age ?? 0))).toBe(16)
    expect([member.body.viewer, member.body.privacy]).toEqual(['member', 'contextual'])
    expect(assets(member)).toEqual(assets(guest))
    expect(assets(guest).length).toBeGreaterThan(0)
  })

  it("a lower cap than a guest's still holds past the hard expiry, and a kids profile stays one", async () => {
    const kids = await screen(edge, await world.viewerToken({ cap: 0, kids: true }))
    expect(kids.body.privacy).toBe('minor')
    expect(itemsOf(kids.body).every(({ rating }) => rating?.age === 0)).toBe(true)
  })

  it('what is only promoted, and has not started, is not shown past the hard expiry', async () => {
    const coming = 'ast_film-000-trailer'
    expect(assets(await screen(world.isolate('before')))).toContain(coming)
    const expired = await screen(edge)
    expect(assets(expired)).not.toContain(coming)
    expect([expired.body.snapshot.rung, assets(expired).length > 0]).toEqual(['stale', true])
  })

  it('the house ident plays where no title has anything left past the hard expiry', async () => {
    const { titles, ...rest } = films(3)
    const over = titles.map((title) => ({
      ...title,
      offers: title.offers.map((offer) => ({ ...offer, end: '2026-02-01T00:00:00' })),
    }))
    for (const [region, expiries] of [['fr', EXPIRED] as const, ['uki', {}] as const]) {
      await publish(edge.storage, world.key, region, compiled(region, { titles: over, ...rest }), 1, expiries)
      await until(edge, region, ({ sequence }) => sequence === 1)
    }
    const blank = await ask(edge, '/v1/autoplay', { country: 'FR' })
    expect([blank.status, blank.body.snapshot.rung, blank.body.noDecisions]).toEqual([200, 'baseline', []])
    expect(itemsOf(blank.body)[0]).toMatchObject({ campaignId: 'cmp_house-idents' })
    const tile = await ask(edge, '/v1/autoplay?surface=browse-tile', { country: 'GB' })
    expect([tile.body.snapshot.rung, tile.body.noDecisions.length, itemsOf(tile.body)]).toEqual(['fresh', 1, []])
  })
})
