import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { REGION_IDS, type RegionId } from '../../../src/model/nouns/region.ts'
import { liveTakedowns } from '../../../src/publisher/announce/live-region.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { collectGarbage } from '../../../src/publisher/upkeep/garbage.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const order = { target: 'ast_one', reason: 'rights', territories: ['DE'] }
const REACHED = ['dach', 'world'] as const
const add = (more: object = {}) => world.ops('POST', '/takedowns', { ...order, ...more })
const targetsOf = async (region: RegionId) =>
  (await liveTakedowns(region, world.publisher))?.entries.map(({ target }) => target)
const audited = async (action: string) => {
  const [, months] = (await world.redis('SCAN', '0', 'MATCH', 'audit:20*', 'COUNT', '1000')) as [string, string[]]
  const lists = await Promise.all(months.map((month) => world.redis('LRANGE', month, '0', '-1')))
  const entries = (lists as string[][]).flat().map((json) => JSON.parse(json) as { action: string; target: string })
  return entries.filter((entry) => entry.action === action)
}
/** A store whose urgent calls are given up at once, so that a test of one that hangs is no slower than it has to be. */
function impatient(): void {
  const redis = connectSchedule({ url: world.door.url, token: 'test-token', callTimeoutMs: 50 })
  Object.assign(world.publisher, { urgentRedis: redis, urgentMs: 120, redis })
}

describe.each(['error-500', 'hang', 'cut'] as const)('a store that fails (%s)', (fault) => {
  it('a takedown is in force while the store fails, says so, and is written there once when that is back', async () => {
    impatient()
    world.door.misbehave(() => fault)
    const answer = await add()
    expect(answer.status).toBe(201)
    const { stored, takedown } = (await answer.json()) as { stored: boolean; takedown: { id: string } }
    expect(stored).toBe(false)
    for (const region of REACHED) expect(await targetsOf(region)).toEqual(['ast_one'])
    world.door.misbehave(() => null)
    await keepTakedowns(world.publisher)
    await keepTakedowns(world.publisher)
    expect(await world.redis('HGET', 'takedowns:dach', takedown.id)).toContain('ast_one')
    expect(await audited('takedown.add')).toEqual([expect.objectContaining({ target: takedown.id, actor: 'ops' })])
    for (const region of REACHED) expect(await targetsOf(region)).toEqual(['ast_one'])
  })
})

describe('a store that is down', () => {
  it('thirty takedowns at once are all in force without the store, are told so, and take few writes of a list', async () => {
    world.door.misbehave(() => 'error-500')
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => add({ target: `ast_${index}` })))
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201))
    for (const region of REACHED) {
      expect(await targetsOf(region)).toHaveLength(30)
      const writes = world.sink.puts.filter((key) => key === `region/${region}/takedowns`)
      expect(writes.length).toBeLessThan(6)
    }
  })

  it('the same order again is one order, with the store and without it, and holds again after it was lifted', async () => {
    const given = async () => ((await (await add()).json()) as { takedown: { id: string } }).takedown.id
    const id = await given()
    world.door.misbehave(() => 'error-500')
    expect(await given()).toBe(id)
    for (const region of REACHED) expect(await targetsOf(region)).toEqual(['ast_one'])
    expect((await world.ops('DELETE', `/takedowns/${id}`)).status).toBe(200)
    expect(await given()).toBe(id)
    for (const region of REACHED) expect(await targetsOf(region)).toEqual(['ast_one'])
  })

  it('a takedown can be lifted without the store, and the store does not bring it back', async () => {
    const { takedown } = (await (await add()).json()) as { takedown: { id: string } }
    world.door.misbehave(() => 'error-500')
    expect((await world.ops('DELETE', `/takedowns/${takedown.id}`)).status).toBe(200)
    for (const region of REACHED) expect(await targetsOf(region)).toEqual([])
    world.door.misbehave(() => null)
    await keepTakedowns(world.publisher)
    await world.publish()
    for (const region of REACHED) expect(await targetsOf(region)).toEqual([])
    expect(await world.redis('HGET', 'takedowns:dach', takedown.id)).toBeNull()
    expect(await audited('takedown.lift')).toHaveLength(1)
  })

  it('whoever breaks the glass takes down without the store too, and both are in the audit log later', async () => {
    world.door.misbehave(() => 'error-500')
    const answer = await world.app.request(
      '/ops/v1/takedowns',
      { method: 'POST', headers: { authorization: 'Bearer glass' }, body: JSON.stringify(order) },
      {
        ...world.environment,
        OPS_TOKEN: 'glass',
        ACCESS_TEAM_DOMAIN: 'https://t.cloudflareaccess.com',
        ACCESS_AUDIENCE: 'aud',
      },
    )
    expect(answer.status).toBe(201)
    world.door.misbehave(() => null)
    await keepTakedowns(world.publisher)
    await keepTakedowns(world.publisher)
    expect(await audited('break-glass')).toHaveLength(1)
    expect(await audited('takedown.add')).toEqual([
      expect.objectContaining({ actor: 'break-glass', role: 'break-glass' }),
    ])
  })

  it('the lists are signed again without the store, and what the journal holds is on them', async () => {
    await add()
    world.door.misbehave(() => 'error-500')
    world.clock.now += 11 * 60_000
    await keepTakedowns(world.publisher)
    const list = await liveTakedowns('dach', world.publisher)
    expect(list?.createdAt).toBe(new Date(world.clock.now).toISOString())
    expect(await targetsOf('dach')).toEqual(['ast_one'])
  })
})

it.each(['publish', 'pin', 'takedown', 'cron', 'rollback'])(
  'a store that lost everything brings nothing back by a %s, and is told once',
  async (act) => {
    await world.publish()
    const { takedown } = (await (await add()).json()) as { takedown: { id: string } }
    world.sink.values.delete(`journal/order/${takedown.id}`)
    await world.redis('FLUSHDB')
    await world.ingest(...SCHEDULE)
    const acts: Record<string, () => Promise<unknown>> = {
      publish: () => world.publish(),
      pin: () => world.ops('POST', '/regions/dach/pin', { reason: 'frozen' }),
      takedown: () => add({ target: 'ast_two' }),
      cron: () => keepTakedowns(world.publisher),
      rollback: () => world.ops('POST', '/regions/dach/rollback', { reason: 'back' }),
    }
    await acts[act]?.()
    expect(await targetsOf('dach')).toContain('ast_one')
    await keepTakedowns(world.publisher)
    await keepTakedowns(world.publisher)
    expect(await targetsOf('dach')).toContain('ast_one')
    expect(await audited('takedown.forgotten')).toHaveLength(REACHED.length)
    const { takedowns } = (await (await world.ops('GET', '/takedowns')).json()) as { takedowns: object[] }
    expect(takedowns).toContainEqual(expect.objectContaining({ id: takedown.id, store: 'forgot', target: 'ast_one' }))
    const status = (await (await world.ops('GET', '/regions/dach')).json()) as { takedowns: object }
    expect(status.takedowns).toMatchObject({ storeForgot: 1, notYetStored: 0 })
    expect((await world.ops('DELETE', `/takedowns/${takedown.id}`)).status).toBe(200)
    expect(await targetsOf('dach')).not.toContain('ast_one')
  },
)

it('a store that was restored from long before brings back no record that was narrowed since', async () => {
  await world.publish()
  const backup = await (await world.ops('GET', '/export')).text()
  const narrowed = { ...asset('one'), validUntil: '2026-11-21T00:00:00' }
  await world.ingest(narrowed)
  const shows = async () => {
    const asked = { surface: 'home-hero', country: 'DE', asset: 'ast_one', cap: 18, adult: true }
    return ((await (await world.ops('POST', '/explain', asked)).json()) as { kept: unknown[] }).kept.length > 0
  }
  for (let day = 0; day < 12; day++) {
    world.clock.now += 86_400_000
    await world.ingest(campaign('main', ['one', 'two'], { weight: 2 + day }))
    await world.publish()
  }
  await collectGarbage(world.publisher)
  world.clock.now += 86_400_000
  await keepTakedowns(world.publisher)
  expect((await liveTakedowns('dach', world.publisher))?.narrowings).toEqual([])
  expect(await shows()).toBe(false)
  await world.redis('FLUSHDB')
  const restored = await world.app.request(
    '/ops/v1/restore',
    { method: 'POST', headers: { authorization: `Bearer ${OPS_TOKEN}` }, body: backup },
    world.environment,
  )
  expect(restored.status).toBe(200)
  expect(await world.publish()).toMatchObject({ outcome: 'published', refusals: [] })
  expect(await shows()).toBe(false)
  const { forgotten } = (await (await world.ops('GET', '/takedowns')).json()) as { forgotten: { id: string }[] }
  expect(forgotten).toEqual([expect.objectContaining({ targets: ['ast_one'] })])
  expect((await world.ops('DELETE', `/takedowns/${forgotten[0]?.id}`)).status).toBe(200)
  expect(await shows()).toBe(true)
})

it('a takedown of a feed is refused by its line when it is over, and is by who signed in', async () => {
  const record = { v: 1, type: 'takedown', reason: 'rights', territories: ['*'], actor: 'the boss' }
  const answer = await world.ops('POST', '/ingest', [
    { ...record, id: 'tkd_over', target: 'ast_one', until: '2026-01-01T00:00:00Z' },
    { ...record, id: 'tkd_open', target: 'ast_two' },
  ])
  const report = (await answer.json()) as { refused: object[]; acceptedByType: object }
  expect(report.refused).toEqual([expect.objectContaining({ line: 1, rule: 'contradiction', path: 'until' })])
  expect(report.acceptedByType).toMatchObject({ takedown: 1 })
  for (const region of REGION_IDS) expect(await targetsOf(region)).toEqual(['ast_two'])
  const { takedowns } = (await (await world.ops('GET', '/takedowns')).json()) as { takedowns: object[] }
  expect(takedowns).toEqual([expect.objectContaining({ id: 'tkd_open', actor: 'ops' })])
})
