import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoRecords } from '../../../src/dev/demo/catalogue.ts'
import { asset } from '../../../src/model/nouns/asset.ts'
import { campaign } from '../../../src/model/nouns/campaign.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { title } from '../../../src/model/nouns/title.ts'
import { ask, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'

let world: EdgeWorld
let edge: EdgeIsolate
const tiles = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' }))
const decide = (placements: readonly unknown[], more: Record<string, unknown> = {}) =>
  ask(edge, '/v1/decisions', { country: 'DE', body: { placements, ...more } })

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  const schedules = { dach: films(120), na: films(120), uki: demoSchedule() }
  for (const region of ['dach', 'na', 'uki'] as const) {
    await publish(edge.storage, world.key, region, compiled(region, schedules[region]))
    // A cold isolate may answer from its baseline, on a busy machine: these tests are about the answer.
    await until(edge, region, ({ rung }) => rung === 'fresh')
  }
})
afterAll(() => world.close())

/** The catalogue that every local stack begins with. */
function demoSchedule(): Schedule {
  const records = demoRecords()
  return {
    titles: records.flatMap((record) => (record.type === 'title' ? [title.parse(record)] : [])),
    assets: records.flatMap((record) => (record.type === 'asset' ? [asset.parse(record)] : [])),
    campaigns: records.flatMap((record) => (record.type === 'campaign' ? [campaign.parse(record)] : [])),
  }
}

describe('the contract of an answer', () => {
  it('autoplay has exactly the keys that are promised, and what a player needs', async () => {
    const { status, body } = await ask(edge, '/v1/autoplay?surface=home-hero&device=tv', { country: 'DE' })
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual(
      [
        'decisionId token session serverTime validForMs snapshot territory viewer privacy',
        'decisions backups noDecisions',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    )
    expect(Object.keys(body.snapshot)).toEqual(['id', 'sequence', 'ageSeconds', 'rung'])
    const [item] = body.decisions['home-hero'] ?? []
    expect(Object.keys(item ?? {}).sort()).toEqual(
      [
        'position assetId titleId campaignId kind autoplay display playback captions audio poster',
        'durationMs startMuted rating cta',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    )
    expect(body).toMatchObject({ territory: 'DE', viewer: 'guest', privacy: 'contextual', noDecisions: [] })
    expect(item).toMatchObject({ kind: 'trailer', cta: { action: 'subscribe' }, rating: { system: 'FSK', age: 0 } })
  })

  it('an answer says NR, of no system and no age, of what has no rating here, and what each audio track is', async () => {
    const token = await world.viewerToken({ cap: 18, adult: true })
    const { body } = await ask(edge, '/v1/autoplay', { country: 'AT', token })
    const [item] = body.decisions['home-hero'] ?? []
    expect(item).toMatchObject({ rating: { system: null, label: 'NR', age: null }, autoplay: { reason: 'unrated' } })
    expect(item).toMatchObject({
      audio: [
        { language: 'en', kind: 'main' },
        { language: 'de', kind: 'main' },
      ],
    })
  })

  it('an answer sells nothing to a child, nor to any other minor', async () => {
    const action = async (claims: Record<string, unknown>, query = '') => {
      const token = await world.viewerToken(claims)
      const { body } = await ask(edge, `/v1/autoplay${query}`, { country: 'DE', token })
      return itemsOf(body).map((item) => item.cta.action)
    }
    expect(await action({ cap: 18 })).toEqual(['subscribe'])
    expect(await action({ cap: 18 }, '?kids=1')).toEqual(['details'])
    expect(await action({ cap: 16 })).toEqual(['details'])
    expect(await action({ cap: 16, ent: ['subscription'] })).toEqual(['watch'])
    expect(await action({ cap: 16, adult: true })).toEqual(['subscribe'])
  })

  it('an answer tells a device that shows no video so, on every surface', async () => {
    for (const surface of SURFACE_IDS) {
      const { status, body } = await ask(edge, `/v1/autoplay?surface=${surface}&device=speaker`, { country: 'DE' })
      expect([status, body.decisions], surface).toEqual([200, {}])
      expect(body.noDecisions).toMatchObject([{ placement: surface, reason: 'format' }])
    }
    const feed = await ask(edge, '/v1/clips?device=speaker', { country: 'DE' })
    expect([feed.body.decisions, feed.body.noDecisions[0]?.reason]).toEqual([{}, 'format'])
  })

  it('autoplay decides one placement, named by its surface, home-hero unless told', async () => {
    const { body } = await ask(edge, '/v1/autoplay', { country: 'DE' })
    expect(Object.entries(body.decisions).map(([id, items]) => [id, items.length])).toEqual([['home-hero', 1]])
  })

  it('a 200 is never empty: every surface is decided or says why not', async () => {
    for (const surface of SURFACE_IDS) {
      const { status, body } = await ask(edge, `/v1/autoplay?surface=${surface}`, { country: 'DE' })
      expect(status).toBe(200)
      expect(itemsOf(body).length + body.noDecisions.length, surface).toBeGreaterThan(0)
    }
  })

  it('an answer is for one device alone: never stored, never sniffed', async () => {
    for (const path of ['/v1/autoplay', '/v1/clips', '/v1/status?region=dach', '/v1/autoplay?surface=no']) {
      const { headers } = await ask(edge, path, { country: 'DE' })
      expect(headers.get('cache-control'), path).toBe('private, no-store')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('access-control-allow-origin'), path).toBe('*')
    }
  })

  it('a preflight is answered for any origin, without credentials, for every header that devices send', async () => {
    const response = await fetch(`${edge.url}/v1/decisions`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://tv.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-session',
      },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    const allowed = (response.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(',')
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type', 'x-session']))
  })

  it('status, healthz and openapi.json answer, and the description names every device route', async () => {
    expect(await statusOf(edge, 'dach')).toMatchObject({ region: 'dach', sequence: 1, lastRefusal: null })
    expect((await fetch(`${edge.url}/healthz`)).status).toBe(200)
    const openApi = (await (await fetch(`${edge.url}/openapi.json`)).json()) as { paths: Record<string, unknown> }
    expect(Object.keys(openApi.paths)).toEqual(
      expect.arrayContaining(['/v1/autoplay', '/v1/clips', '/v1/decisions', '/v1/events', '/v1/status']),
    )
  })

  it('an unknown region, route and surface are refused by name', async () => {
    expect((await ask(edge, '/v1/status?region=mars')).body.field).toBe('region')
    expect((await ask(edge, '/v1/autoplay?surface=mars')).body.field).toBe('surface')
    expect((await ask(edge, '/v2/autoplay')).status).toBe(404)
  })

  it('a method that a route does not serve is a 405 that names those that it does', async () => {
    const answer = await fetch(`${edge.url}/v1/clips`, { method: 'PUT' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
    expect(await answer.json()).toMatchObject({ status: 405, detail: 'Use GET, POST here.' })
    expect((await ask(edge, '/v1/events')).status).toBe(405)
  })
})

describe('POST /v1/decisions', () => {
  it('fifty tiles of titles of the demo fit in 60 kB with all that their token seals', async () => {
    const token = await world.viewerToken({ sub: 's'.repeat(128), personalize: true, adult: true, cap: 18 })
    const { titles } = demoSchedule()
    const placements = tiles(50).map((tile, at) => ({ ...tile, titleId: titles[at % titles.length]?.id }))
    const { body, text } = await ask(edge, '/v1/decisions', { country: 'GB', token, body: { placements } })
    expect(itemsOf(body).length).toBeGreaterThan(30)
    expect(new TextEncoder().encode(text).length).toBeLessThan(60_000)
    expect(body.token.length).toBeLessThan(3_000)
  })

  it('fifty tiles fit in 60 kB, with no asset and no title twice', async () => {
    const { body, text } = await decide(tiles(50))
    const items = itemsOf(body)
    expect(items).toHaveLength(50)
    expect(new TextEncoder().encode(text).length).toBeLessThan(60_000)
    expect(new Set(items.map(({ assetId }) => assetId)).size).toBe(50)
    expect(new Set(items.map(({ titleId }) => titleId)).size).toBe(50)
  })

  it('a placement pinned to a title shows that title, even when the screen has it already', async () => {
    const titleId = 'ttl_film-000'
    const { body } = await decide([...tiles(48), { id: 'pinned', surface: 'browse-tile', titleId }])
    expect(itemsOf(body).filter((item) => item.titleId === titleId)).toHaveLength(2)
    expect(body.decisions.pinned?.[0]?.titleId).toBe(titleId)
  })

  it('a title that nobody knows is told as unknown, and leaves the other placements alone', async () => {
    const { body } = await decide([{ id: 'lost', surface: 'title-detail', titleId: 'ttl_nobody' }, ...tiles(1)])
    expect(body.noDecisions).toEqual([{ placement: 'lost', statusCode: 2, reason: 'unknown-title' }])
    expect(itemsOf(body)).toHaveLength(1)
  })

  it('a title over the guest cap says maturity, not silence', async () => {
    const { body } = await decide([{ id: 'adult', surface: 'title-detail', titleId: 'ttl_film-005' }])
    expect(body.noDecisions).toMatchObject([{ placement: 'adult', reason: 'maturity' }])
  })

  it('a decision may be asked for as text/plain, which needs no preflight', async () => {
    const { status, body } = await ask(edge, '/v1/decisions', {
      country: 'DE',
      body: { placements: tiles(1) },
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
    })
    expect([status, itemsOf(body).length]).toEqual([200, 1])
  })

  it('a retry with its requestId gets the same decision under the same id, and another request another id', async () => {
    const [first, again, other] = [
      await decide(tiles(5), { requestId: 'retry-0001' }),
      await decide(tiles(5), { requestId: 'retry-0001' }),
      await decide(tiles(5), { requestId: 'retry-0002' }),
    ]
    expect(again.body.decisionId).toBe(first.body.decisionId)
    expect(again.body.decisions).toEqual(first.body.decisions)
    expect(other.body.decisionId).not.toBe(first.body.decisionId)
    const [one, two] = [await decide(tiles(1)), await decide(tiles(1))]
    expect(one.body.decisionId).not.toBe(two.body.decisionId)
  })

  it('the same requestId of somebody else is another decision', async () => {
    const body = { placements: tiles(2), requestId: 'retry-0001' }
    const ids = [
      (await ask(edge, '/v1/decisions', { country: 'DE', body })).body.decisionId,
      (await ask(edge, '/v1/decisions', { country: 'US', body })).body.decisionId,
      (await ask(edge, '/v1/decisions', { country: 'DE', body: { ...body, maxAge: 0, kids: true } })).body.decisionId,
      (await ask(edge, '/v1/decisions', { country: 'DE', body, token: await world.viewerToken() })).body.decisionId,
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('backups stand in for the winner: eligible, each another asset, and none on a tile', async () => {
  const { body } = await decide([{ id: 'hero', surface: 'home-hero' }, ...tiles(2)])
  const backups = body.backups?.hero ?? []
  const ids = [...itemsOf(body), ...backups].map(({ assetId }) => assetId)
  expect(backups).toHaveLength(2)
  expect(new Set(ids).size).toBe(ids.length)
  expect(backups.every((item) => item.rating?.age === 0)).toBe(true)
  expect(Object.keys(body.backups ?? {})).toEqual(['hero'])
})

describe('who watches', () => {
  const shown = async (token?: string) =>
    (await ask(edge, '/v1/autoplay?requestId=the-same', { country: 'DE', ...(token === undefined ? {} : { token }) }))
      .body

  it('a token long expired that says no more gets the answer that a guest gets without one', async () => {
    const old = Math.floor(Date.now() / 1000) - 7200
    const expired = await shown(await world.viewerToken({ cap: 18, adult: true, iat: old, exp: old + 60 }))
    const guest = await shown()
    expect([guest.viewer, expired.viewer]).toEqual(['guest', 'expired'])
    expect(expired.decisions).toEqual(guest.decisions)
  })

  it('a token of somebody unknown is 401, not a guest', async () => {
    const token = await world.viewerToken({ cap: 18 })
    const forged = `${token.slice(0, -8)}${token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`
    const { status, headers } = await ask(edge, '/v1/autoplay', { country: 'DE', token: forged })
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  it('a member old enough is offered what a guest is not', async () => {
    const token = await world.viewerToken({ cap: 18, adult: true })
    const pinned = '/v1/autoplay?surface=title-detail&titleId=ttl_film-005'
    expect(itemsOf((await ask(edge, pinned, { country: 'DE' })).body)).toHaveLength(0)
    expect(itemsOf((await ask(edge, pinned, { country: 'DE', token })).body)).toHaveLength(1)
  })
})
