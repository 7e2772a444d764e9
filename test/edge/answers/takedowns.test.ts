import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { ask, isScheduled, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish, putTakedowns, type TakedownEntry, takedownList } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'

let world: EdgeWorld
let edge: EdgeIsolate
let sequence = 1

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)))
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

/** Puts a new list and waits until it is in force, known by its length; the snapshot stays as it was. */
async function takeDown(...entries: Partial<TakedownEntry>[]): Promise<void> {
  const before = await statusOf(edge, 'dach')
  const idle = Array.from({ length: ++sequence * 10 - entries.length }, () => ({ target: 'ast_none' }))
  await putTakedowns(edge.storage, world.key, takedownList('dach', sequence, [...entries, ...idle]))
  const after = await until(edge, 'dach', ({ takedowns }) => takedowns.count === sequence * 10)
  expect(after.snapshot).toBe(before.snapshot)
}

/** Every asset that DE can be shown: on tiles, in backups, and in the whole feed. */
async function everything(): Promise<ReadonlySet<string>> {
  const placements = [
    { id: 'hero', surface: 'home-hero', count: 3 },
    { id: 'detail', surface: 'post-play' },
    ...Array.from({ length: 20 }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' })),
  ]
  const screen = await ask(edge, '/v1/decisions', { country: 'DE', body: { placements } })
  const feed = await ask(edge, '/v1/clips?limit=50', { country: 'DE' })
  const backups = Object.values(screen.body.backups ?? {}).flat()
  const items = [...itemsOf(screen.body), ...backups, ...itemsOf(feed.body)]
  return new Set(items.map(({ assetId }) => assetId).filter(isScheduled))
}

/** A schedule with the tiers of some campaigns changed. */
function campaignsOf(schedule: Schedule, tiers: Readonly<Record<string, Campaign['priority']>>): Schedule {
  const { campaigns } = schedule
  return {
    ...schedule,
    campaigns: campaigns.map((each) => ({ ...each, priority: tiers[each.id.slice(4)] ?? each.priority })),
  }
}

/** What the takedown took away, and nothing else. */
async function gone(entry: Partial<TakedownEntry>): Promise<readonly string[]> {
  await takeDown()
  const before = await everything()
  await takeDown(entry)
  const after = await everything()
  expect([...after].filter((assetId) => !before.has(assetId))).toEqual([])
  return [...before].filter((assetId) => !after.has(assetId)).sort()
}

describe('a takedown at the next refresh, under the same snapshot', () => {
  it('a takedown of an asset is in force at the next refresh', async () => {
    expect(await gone({ target: 'ast_film-001-clip-1' })).toEqual(['ast_film-001-clip-1'])
  })

  it('a takedown of a title withdraws all its assets', async () => {
    expect(await gone({ target: 'ttl_film-001' })).toEqual([
      'ast_film-001-clip-1',
      'ast_film-001-clip-2',
      'ast_film-001-trailer',
    ])
  })

  it('a takedown of a campaign withdraws what it shows', async () => {
    expect(await gone({ target: 'cmp_capped' })).toEqual(['ast_capped'])
  })

  it('a takedown of a tag withdraws what has it', async () => {
    expect(await gone({ target: 'tag:about-film-002-trailer' })).toEqual(['ast_film-002-trailer'])
  })

  it('a takedown of an owner withdraws all its campaigns', async () => {
    await gone({ target: 'owner:tests' })
    expect(await everything()).toEqual(new Set())
  })

  it('a takedown of a feed withdraws all that came from it', async () => {
    await gone({ target: 'feed:studio' })
    expect(await everything()).toEqual(new Set())
  })

  it('a takedown of a surface withdraws all that plays there, and the surface says so', async () => {
    const taken = await gone({ target: 'surface:clips-feed' })
    expect(taken.length).toBeGreaterThan(0)
    expect(taken.every((assetId) => assetId.includes('-clip-'))).toBe(true)
    const { body } = await ask(edge, '/v1/clips', { country: 'DE' })
    expect(body.noDecisions).toMatchObject([{ reason: 'takedown', statusCode: 504 }])
  })

  it('takedowns of three tiers leave the evergreen one, and house idents where there is nothing of it', async () => {
    const quiet = ['takeover', 'guaranteed', 'standard'].map((tier) => ({ target: `tier:${tier}` }))
    const loud = campaignsOf(films(12), { wide: 'takeover', upright: 'evergreen' })
    await publish(edge.storage, world.key, 'dach', compiled('dach', loud), 2)
    await until(edge, 'dach', (status) => status.sequence === 2 && status.rung === 'fresh')
    await takeDown(...quiet)
    const left = await everything()
    expect(left.size).toBeGreaterThan(0)
    expect([...left].every((assetId) => assetId.includes('-clip-'))).toBe(true)
    const { body } = await ask(edge, '/v1/autoplay', { country: 'DE' })
    expect(body.decisions['home-hero']?.map(({ campaignId }) => campaignId)).toEqual(['cmp_house-idents'])
    expect(body.noDecisions).toEqual([])
    await takeDown()
    expect((await everything()).size).toBeGreaterThan(left.size)
    await publish(edge.storage, world.key, 'dach', compiled('dach', films(12)), 3)
    await until(edge, 'dach', (status) => status.sequence === 3 && status.rung === 'fresh')
  })

  it('a takedown holds only in its territories', async () => {
    const target = 'ttl_film-001'
    expect((await gone({ target, territories: ['AT', 'DE'] })).length).toBe(3)
    expect(await gone({ target, territories: ['AT', 'CH'] })).toEqual([])
    expect(await gone({ target, territories: [] })).toEqual([])
  })

  it('a takedown holds only until its end, to the millisecond', async () => {
    const end = Date.now() + 3_600_000
    await takeDown({ target: 'surface:home-hero', until: end })
    const at = async (now: number) => {
      const headers = { 'x-debug-context': `country=DE; now=${new Date(now).toISOString()}` }
      return itemsOf((await ask(edge, '/v1/autoplay', { headers })).body).length
    }
    expect([await at(end - 1), await at(end)]).toEqual([0, 1])
  })

  it('a takedown of what nobody has withdraws nothing else', async () => {
    expect(await gone({ target: 'ast_nobody' })).toEqual([])
    expect(await gone({ target: 'tag:nobody' })).toEqual([])
  })
})

it('a slate fills up from what is left after a takedown, and is not shorter for it', async () => {
  await takeDown()
  const hero = async () => (await ask(edge, '/v1/autoplay', { country: 'DE' })).body.decisions['home-hero'] ?? []
  const [winner] = await hero()
  await takeDown({ target: winner?.assetId ?? '' })
  const [next] = await hero()
  expect(next?.assetId).toMatch(/^ast_/)
  expect(next?.assetId).not.toBe(winner?.assetId)
})

it('a pinned placement is no way around a takedown', async () => {
  await takeDown({ target: 'ttl_film-000' })
  const { body } = await ask(edge, '/v1/autoplay?surface=title-detail&titleId=ttl_film-000', { country: 'DE' })
  expect(body.noDecisions).toMatchObject([{ reason: 'takedown' }])
})

it('takedowns come through although the pointer is broken', async () => {
  await takeDown()
  edge.storage.faults.set(keys.pointer('dach'), 'flip')
  await takeDown({ target: 'ttl_film-003' }, { target: 'ttl_film-004' })
  expect([...(await everything())].filter((assetId) => /film-00[34]/.test(assetId))).toEqual([])
  expect((await statusOf(edge, 'dach')).rung).toBe('stale')
  edge.storage.faults.clear()
})
