import { afterEach, beforeEach, expect, it } from 'vitest'
import { SNAPSHOT_FORMAT } from '../../../src/snapshot/format.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

const TIERS = ['takeover', 'guaranteed', 'standard'] as const

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...[...TIERS, 'evergreen'].flatMap((name) => [title(name), asset(name)]),
    ...[...TIERS.slice(1), 'evergreen'].map((name) => campaign(name, [name], { priority: name })),
  )
  expect((await world.publish()).outcome).toBe('published')
})
afterEach(() => world.close())

async function order(target: string, more: object = {}) {
  const answer = await world.ops('POST', '/takedowns', { target, reason: 'a day of mourning', ...more })
  const body = (await answer.json()) as { known?: boolean; takedown?: { id: string }; detail?: string }
  return { status: answer.status, id: body.takedown?.id ?? '', ...body }
}

/** What plays in Germany, and what explain says of the rest. */
async function explained() {
  const asked = { surface: 'home-hero', country: 'DE', now: new Date(world.clock.now).toISOString(), cap: 18 }
  const answer = await world.ops('POST', '/explain', asked)
  const { kept, rejected } = (await answer.json()) as {
    kept: { assetId: string }[]
    rejected: { assetId: string; first: string; reasons?: { value?: unknown }[] }[]
  }
  return { kept: kept.map(({ assetId }) => assetId), rejected: JSON.stringify(rejected) }
}

async function listed() {
  const list = (await world.edge())?.takedowns
  return { format: list?.format, targets: list?.entries.map(({ target }) => target) }
}

it('orders on three tiers leave the evergreen one until they are lifted, and explain and status name them', async () => {
  expect(await listed()).toEqual({ format: SNAPSHOT_FORMAT, targets: [] })
  const orders = await Promise.all(TIERS.map((tier) => order(`tier:${tier}`)))
  expect(orders.map(({ status, known }) => [status, known])).toEqual([
    [201, false],
    [201, true],
    [201, true],
  ])
  const quiet = await explained()
  expect(quiet.kept).toEqual(['ast_evergreen'])
  expect(quiet.rejected).toContain(`${orders[1]?.id} of tier:guaranteed`)
  const status = (await (await world.ops('GET', '/regions/dach')).json()) as { takedowns: { tiers: string[] } }
  expect(status.takedowns.tiers).toEqual(TIERS)
  for (const { id } of orders) expect((await world.ops('DELETE', `/takedowns/${id}`)).status).toBe(200)
  expect((await explained()).kept).not.toEqual(['ast_evergreen'])
  expect(await listed()).toEqual({ format: SNAPSHOT_FORMAT, targets: [] })
})

it('a list with an order on a tier has a format that edges of before refuse, and other lists keep theirs', async () => {
  await order('ast_evergreen')
  expect((await listed()).format).toBe(SNAPSHOT_FORMAT)
  const { id } = await order('tier:standard', { territories: ['DE'] })
  expect(await listed()).toEqual({ format: 1000 + SNAPSHOT_FORMAT, targets: ['ast_evergreen', 'tier:standard'] })
  await world.ops('DELETE', `/takedowns/${id}`)
  expect((await listed()).format).toBe(SNAPSHOT_FORMAT)
})

it('a tier holds on a list that is too long for its orders one by one', async () => {
  await order('tier:standard')
  const many = Array.from({ length: 1_200 }, (_, index) => ({
    ...{ v: 1, type: 'takedown', id: `tkd_many-${index}`, target: `ast_many-${index}`, reason: 'a long list' },
  }))
  await world.ingest(...many)
  const { format, targets } = await listed()
  expect([format, targets?.includes('tier:standard')]).toEqual([1000 + SNAPSHOT_FORMAT, true])
  expect((await explained()).kept).not.toContain('ast_standard')
})

it('an order on the evergreen tier is refused: it is what quiet mode leaves', async () => {
  const refused = await order('tier:evergreen')
  expect([refused.status, JSON.stringify(refused)]).toEqual([400, expect.stringContaining('tier:takeover')])
})
