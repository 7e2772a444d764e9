import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DecisionLogLine } from '../../../src/model/messages/decision-log.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { ask, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish, putTakedowns, type TakedownEntry, takedownList } from '../publish.ts'
import { differences, opened, plainLine, sentLines } from '../replay/replay-world.ts'
import { compiled, films } from '../schedule.ts'

const DACH = compiled('dach', films(6))
const PAUSED = ['cmp_wide', 'cmp_upright', 'cmp_capped']

let world: EdgeWorld
let edge: EdgeIsolate
let sequence = 1

beforeAll(async () => {
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '0' } })
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', DACH)
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())
beforeEach(() => {
  edge.messages.length = 0
})

/** Puts a list with these entries, and what was paused since the snapshot, and waits until it is in force. */
async function withdraw(paused: readonly string[], ...entries: Partial<TakedownEntry>[]): Promise<void> {
  const idle = Array.from({ length: ++sequence * 20 - entries.length - paused.length }, () => ({ target: 'ast_none' }))
  const list = takedownList('dach', sequence, [...entries, ...idle])
  const narrowings = [{ number: 1, targets: [...paused], territories: null, from: null, until: null }]
  await putTakedowns(edge.storage, world.key, { ...list, ...(paused.length > 0 && { narrowings }) })
  await until(edge, 'dach', ({ takedowns }) => takedowns.count === sequence * 20)
}

const autoplay = (surface: string, more = '', asking: Parameters<typeof ask>[2] = { country: 'DE' }) =>
  ask(edge, `/v1/autoplay?surface=${surface}${more}`, asking)

const FLOORED = [...bundledRules().surfaces.values()].filter(({ floor }) => floor === 'idents').map(({ id }) => id)

describe('the house idents where nothing else may play', () => {
  it('the home hero, the clips feed and the end of a film have house idents, and a tile and a page have not', () => {
    expect(FLOORED.sort()).toEqual(['clips-feed', 'home-hero', 'post-play'])
  })

  it.each(FLOORED)('the surface %s has a house ident when every campaign is paused', async (surface) => {
    await withdraw(PAUSED)
    const { status, body } = await autoplay(surface)
    expect([status, body.noDecisions]).toEqual([200, []])
    expect(itemsOf(body)[0]).toMatchObject({ campaignId: 'cmp_house-idents', autoplay: { allowed: true } })
    expect(body.snapshot).toMatchObject({ sequence: 1, rung: 'fresh' })
    expect(body.floor).toEqual([{ placement: surface, statusCode: 504, reason: 'takedown' }])
  })

  it.each(['browse-tile', 'title-detail'])(
    'the surface %s stays empty when every campaign is paused, and says why',
    async (surface) => {
      await withdraw(PAUSED)
      const { body } = await autoplay(surface)
      expect([itemsOf(body), body.noDecisions[0]?.reason]).toEqual([[], 'takedown'])
    },
  )

  it('a house ident plays when the snapshot is empty, and when what is in it is not for this viewer', async () => {
    await publish(edge.storage, world.key, 'br', compiled('br', { titles: [], assets: [], campaigns: [] }))
    await until(edge, 'br', ({ rung }) => rung === 'fresh')
    const empty = await autoplay('home-hero', '', { country: 'BR' })
    expect(empty.body.floor).toMatchObject([{ reason: 'no-candidates' }])
    await withdraw([], { target: 'tag:about-film-000-trailer' })
    const rated = await Promise.all(['hevc', 'avc'].map((codec) => autoplay('home-hero', `&codecs=${codec}`)))
    // No ident in a codec of its own: what cannot be played is no answer.
    expect(rated.map(({ body }) => itemsOf(body).length)).toEqual([0, 1])
  })

  it("a house ident plays for kids, for a member of the lowest cap, and in a title's place", async () => {
    await withdraw(PAUSED)
    for (const claims of [{ kids: true, cap: 0 }, { cap: 0 }, { adult: true, cap: 18 }]) {
      const token = await world.viewerToken(claims)
      const { body } = await autoplay('home-hero', '', { country: 'DE', token })
      expect(itemsOf(body)[0], JSON.stringify(claims)).toMatchObject({ campaignId: 'cmp_house-idents' })
    }
    const { body } = await autoplay('home-hero', '&titleId=ttl_film-001')
    expect(itemsOf(body)[0]).toMatchObject({ campaignId: 'cmp_house-idents', titleId: null })
  })

  it('house idents stand beside placements that have their own: each position once, each screen its own ident', async () => {
    await withdraw(['cmp_upright', 'cmp_capped'])
    const placements = [
      { id: 'end', surface: 'post-play' },
      { id: 'tile', surface: 'browse-tile' },
      { id: 'again', surface: 'post-play' },
    ]
    const { body } = await ask(edge, '/v1/decisions', { country: 'DE', body: { placements } })
    const items = ['tile', 'end', 'again'].map((id) => body.decisions[id]?.[0])
    expect(items.map((item) => item?.campaignId)).toEqual(['cmp_wide', 'cmp_house-idents', 'cmp_house-idents'])
    const positions = [...itemsOf(body), ...Object.values(body.backups ?? {}).flat()].map(({ position }) => position)
    expect(new Set(positions).size).toBe(positions.length)
    expect([body.snapshot.rung, body.floor?.map(({ placement }) => placement)]).toEqual(['fresh', ['end', 'again']])
    const events = [{ token: body.token, position: items[1]?.position, event: 'impression', ageMs: 0 }]
    expect((await ask(edge, '/v1/events', { body: { events } })).body).toMatchObject({ accepted: 1, rejected: [] })
  })

  it('a page of house idents shows each once, and is the end of the clips', async () => {
    await withdraw(PAUSED)
    const first = await ask(edge, '/v1/clips?limit=2', { country: 'DE' })
    const { session, cursor } = first.body
    const next = await ask(edge, '/v1/clips', { country: 'DE', body: { session, cursor, limit: 5 } })
    const shown = [...itemsOf(first.body), ...itemsOf(next.body)].map(({ assetId }) => assetId)
    expect([shown.length, new Set(shown).size]).toEqual([3, 3])
    expect(next.body.cursor).toBeUndefined()
  })
})

describe('what leaves a surface empty', () => {
  it('a takedown of the surface leaves it empty, where the takedown holds', async () => {
    await withdraw(PAUSED, { target: 'surface:home-hero', territories: ['DE'] })
    const [here, there] = await Promise.all(['DE', 'AT'].map((country) => autoplay('home-hero', '', { country })))
    expect([itemsOf(here?.body ?? never()), here?.body.noDecisions[0]?.reason]).toEqual([[], 'takedown'])
    expect(itemsOf(there?.body ?? never())[0]).toMatchObject({ campaignId: 'cmp_house-idents' })
  })

  it("the viewer's own switch leaves a surface empty", async () => {
    await withdraw(PAUSED)
    const { body } = await autoplay('home-hero', '&autoplay=off')
    expect([itemsOf(body), body.noDecisions[0]?.reason]).toEqual([[], 'takedown'])
  })

  it('an order against a house ident is one like any other', async () => {
    await withdraw(PAUSED, { target: 'tag:house' })
    expect(itemsOf((await autoplay('home-hero')).body)).toEqual([])
    await withdraw(PAUSED, { target: 'ast_house-ident-1-16x9' })
    const { body } = await autoplay('home-hero')
    const shown = [...itemsOf(body), ...Object.values(body.backups ?? {}).flat()].map(({ assetId }) => assetId)
    expect(shown.sort()).toEqual(['ast_house-ident-2-16x9', 'ast_house-ident-3-16x9'])
  })
})

it('a house ident in place of a pick is logged as a fallback, and replays byte for byte', async () => {
  await withdraw(['cmp_upright', 'cmp_capped'], { target: 'ast_house-ident-2-16x9' })
  const placements = ['post-play', 'browse-tile', 'home-hero'].map((surface) => ({ id: surface, surface }))
  await ask(edge, '/v1/decisions', { country: 'DE', body: { placements } })
  await autoplay('post-play')
  await ask(edge, '/v1/clips', { country: 'AT' })
  const lines: DecisionLogLine[] = (await sentLines(edge, 3)).map(plainLine)
  expect(lines.map(({ logged, floor }) => [logged.because, floor?.baseline.length])).toEqual(
    lines.map(() => ['fallback', 64]),
  )
  const { snapshot } = await statusOf(edge, 'dach')
  expect(await differences(opened(snapshot, DACH), lines, edge.storage)).toEqual(lines.map(() => null))
})

function never(): never {
  throw new Error('no answer')
}
