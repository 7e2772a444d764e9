import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...FILMS.flatMap((name) => [title(name), asset(name)]), campaign('main', FILMS))
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const FILMS = Array.from({ length: 80 }, (_, index) => `film-${String(index).padStart(2, '0')}`)
const GONE = FILMS.slice(0, 60)

/** A feed that has lost its mind: most films are of no territory any more, under a campaign that nobody touched. */
const breakFeed = (names: readonly string[]) =>
  world.ingest(...names.map((name) => asset(name, { territories: ['US'] })))

type Refused = Awaited<ReturnType<PublisherWorld['publish']>>

const send = (token: string, path: string, body: object) =>
  world.app.request(
    `/ops/v1${path}`,
    { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) },
    { ...world.environment, OPS_SECOND_TOKEN: 'second-token' },
  )

/** One person asks for everything that a refusal names, another says yes. */
async function overrideAll({ refusals }: Refused): Promise<void> {
  const findings = refusals.flatMap(({ check, findings: found = [] }) =>
    found.map(({ code }) => ({ check, finding: code })),
  )
  const until = new Date(world.clock.now + 3_600_000).toISOString()
  const asked = await send(OPS_TOKEN, '/overrides', { region: 'dach', findings, reason: 'a package ended', until })
  expect(asked.status).toBe(201)
  const { approval } = (await asked.json()) as { approval: { id: string } }
  expect((await send('second-token', `/approvals/${approval.id}/approve`, {})).status).toBe(200)
}

describe('a broken feed', () => {
  it('a broken feed is refused by name, and two persons get exactly what they mean through, once, signed', async () => {
    await breakFeed(GONE)
    const before = await world.edge()
    const refused = await world.publish()
    expect(refused).toMatchObject({ outcome: 'refused' })
    expect(refused.refusals.map(({ check }) => check)).toContain('count-change')
    expect(refused.refusals.every(({ overridable }) => overridable)).toBe(true)
    const never = refused.checks.filter(({ overridable }) => !overridable).map(({ check }) => check)
    expect(never).toEqual(expect.arrayContaining(['broken-invariant', 'duplicate-id']))
    expect(never).not.toContain('lost-coverage')
    expect((await world.edge())?.pointer.snapshot).toBe(before?.pointer.snapshot)
    await overrideAll(refused)
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    const overrides = (await world.edge())?.pointer.overrides ?? []
    expect(overrides.map(({ check }) => check)).toContain('count-change')
    const list = (await (await world.ops('GET', '/approvals')).json()) as { approvals: { state?: string }[] }
    expect(JSON.stringify(list)).toContain(`publish of dach`)
  })

  it('a broken feed that got worse since two persons looked is refused again', async () => {
    await breakFeed(GONE)
    await overrideAll(await world.publish())
    await breakFeed(FILMS.slice(60, 70))
    expect(await world.publish()).toMatchObject({ outcome: 'refused' })
  })

  it('a broken feed that is refused at every cron fills the log once', async () => {
    await breakFeed(GONE)
    for (let tick = 0; tick < 3; tick++) await world.cron()
    const log = (await world.redis('LRANGE', 'publish:dach:log', '0', '-1')) as string[]
    expect(log.map((line) => (JSON.parse(line) as { outcome: string }).outcome)).toEqual(['refused', 'published'])
  })
})

it('a loss that the schedule explains passes the checks, and tells the edge that it is meant', async () => {
  await world.ingest(campaign('main', FILMS.slice(60)))
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
  const view = await world.edge()
  expect(view?.pointer.overrides).toEqual([{ check: 'count-change', finding: 'the schedule explains it' }])
  expect(view?.snapshot.hot.candidateAsset).toHaveLength(20)
})
