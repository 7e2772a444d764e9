import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeWeights } from '../../../src/snapshot/decode.ts'
import { encodeWeights } from '../../../src/snapshot/encode.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import { ask, type Item, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'

let world: EdgeWorld
let edge: EdgeIsolate

beforeAll(async () => {
  world = await startEdgeWorld(['edge'], {
    variables: { DEBUG_CONTEXT: 'on', MEDIA_ORIGIN: 'https://media.example.com' },
  })
  edge = world.isolate('edge')
})
afterAll(() => world.close())

const OLD = 'https://old.example.com'
const NEW = 'https://new.example.com'

/** Every file of the films under one alias, but for the captions of the media origin. */
function aliased(schedule: Schedule): Schedule {
  const assets = schedule.assets.map((asset) => ({
    ...asset,
    renditions: asset.renditions.map((rendition) => ({ ...rendition, url: `/@north/${asset.id}.mp4?v=1` })),
    poster: `/@north/${asset.id}.jpg`,
  }))
  return { ...schedule, assets }
}

/** The same head with other hosts, as the faster cycle of a publisher makes it. */
function withHost(shards: readonly Shard[], origin: string): readonly Shard[] {
  return shards.map((shard) => {
    if (shard.name !== 'weights') return shard
    const weights = { ...decodeWeights(shard.bytes, 'dach'), mediaHosts: new Map([['north', origin]]) }
    return { ...shard, bytes: encodeWeights('dach', weights) }
  })
}

async function heroes(): Promise<readonly Item[]> {
  const { body } = await ask(edge, '/v1/autoplay?surface=home-hero', { country: 'DE' })
  return [...(body.decisions['home-hero'] ?? []), ...(body.backups?.['home-hero'] ?? [])]
}

it('a device gets the new origin of an alias after one cycle of weights, and nothing else of the answer changes', async () => {
  const shards = compiled('dach', aliased(films(12)), undefined, new Map([['north', OLD]]))
  await publish(edge.storage, world.key, 'dach', shards, 1)
  await until(edge, 'dach', ({ rung, sequence }) => rung === 'fresh' && sequence === 1)
  const before = await heroes()
  for (const item of before) {
    expect(item.playback[0]?.url).toBe(`${OLD}/${item.assetId}.mp4?v=1`)
    expect(item.poster).toBe(`${OLD}/${item.assetId}.jpg`)
    expect(item.captions[0]?.url).toMatch(/^https:\/\/media\.example\.com\/media\//)
  }
  expect(before.length).toBeGreaterThan(0)
  await publish(edge.storage, world.key, 'dach', withHost(shards, NEW), 2)
  await until(edge, 'dach', ({ sequence }) => sequence === 2)
  for (const item of await heroes()) {
    expect(item.playback[0]?.url).toBe(`${NEW}/${item.assetId}.mp4?v=1`)
    expect(item.poster).toBe(`${NEW}/${item.assetId}.jpg`)
  }
})
