import { afterEach, beforeEach, expect, it } from 'vitest'
import { setMediaHost } from '../../../src/schedule/feeds/stores/media-hosts.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE } from '../records.ts'

let world: PublisherWorld
const OLD = 'https://old.example.com'
const NEW = 'https://new.example.com'
const aliased = { renditions: [{ type: 'mp4', url: '/@north/one.mp4', codec: 'avc', height: 720 }] }

beforeEach(async () => {
  world = await startPublisherWorld()
  await setMediaHost(world.publisher, 'north', OLD, 'tests')
  await world.ingest(...SCHEDULE)
  await world.ingest(asset('one', aliased))
  await world.publish()
})
afterEach(() => world.close())

const publishWeights = async () =>
  (await (await world.ops('POST', '/regions/dach/publish', { only: 'weights' })).json()) as Record<string, unknown>
const hostsLive = async () => [...((await world.edge())?.snapshot.weights.mediaHosts ?? [])]

it('a new origin is out with one publish of weights, and no text or column is written for it', async () => {
  expect(await hostsLive()).toEqual([['north', OLD]])
  await setMediaHost(world.publisher, 'north', NEW, 'tests')
  world.sink.forget()
  expect(await publishWeights()).toMatchObject({ outcome: 'published' })
  expect(world.sink.puts.map((key) => key.split('/').at(-1))).toEqual(['weights', 'pointer'])
  expect(await hostsLive()).toEqual([['north', NEW]])
  expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { shardsWritten: 0 } })
})

it('an alias that the store has lost keeps its origin, because texts name it', async () => {
  await world.redis('DEL', 'media:hosts')
  expect(await publishWeights()).toMatchObject({ outcome: 'unchanged' })
  expect(await hostsLive()).toEqual([['north', OLD]])
})

it('a publish leaves an asset out while its alias has no origin, and takes it in once there is one', async () => {
  const elsewhere = { renditions: [{ type: 'mp4', url: '/@south/two.mp4', codec: 'avc', height: 720 }] }
  await world.ingest(asset('four', { ...elsewhere, titleId: 'ttl_two' }), campaign('more', ['four']))
  const explained = async () =>
    (await (
      await world.ops('POST', '/explain', { surface: 'home-hero', country: 'DE', asset: 'ast_four' })
    ).json()) as Record<string, unknown>
  await world.publish()
  expect(await explained()).toMatchObject({
    rejected: [{ assetId: 'ast_four', first: 'format', all: [{ rule: 'media.hosts', value: '/@south/two.mp4' }] }],
  })
  await setMediaHost(world.publisher, 'south', NEW, 'tests')
  await world.publish()
  expect(await explained()).toMatchObject({ kept: [{ assetId: 'ast_four' }] })
})

it('an origin is set and read through the ops API, and the audit log says what it was before', async () => {
  const put = await world.ops('PUT', '/hosts/north', { origin: 'https://NEW.example.com/' })
  expect([put.status, await put.json()]).toEqual([200, { alias: 'north', origin: NEW, before: OLD }])
  expect(await (await world.ops('GET', '/hosts')).json()).toEqual({ hosts: [{ alias: 'north', origin: NEW }] })
  const { entries } = (await (await world.ops('GET', '/audit?limit=1')).json()) as { entries: object[] }
  expect(entries).toMatchObject([{ actor: 'ops', action: 'host.set', target: 'north', before: OLD, after: NEW }])
})

it.each([
  ['north', { origin: 'http://new.example.com' }, 'origin'],
  ['north', { origin: 'https://10.0.0.1' }, 'origin'],
  ['north', { origin: 'https://new.example.com/path' }, 'origin'],
  ['north', {}, 'origin'],
  ['north', { origin: NEW, also: 1 }, 'also'],
  ['North', { origin: NEW }, 'alias'],
])('an origin that cannot be one is refused with its field: %s %j', async (alias, body, field) => {
  const answer = await world.ops('PUT', `/hosts/${alias}`, body)
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ field })])
  expect(await (await world.ops('GET', '/hosts')).json()).toEqual({ hosts: [{ alias: 'north', origin: OLD }] })
})
