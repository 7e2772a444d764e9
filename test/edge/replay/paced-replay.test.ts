import { afterAll, beforeAll, expect, it } from 'vitest'
import { decodeWeights } from '../../../src/snapshot/decode.ts'
import { encodeWeights } from '../../../src/snapshot/encode.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import { ask, until } from '../device.ts'
import { type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { differences, opened, plainLine, sentLines } from './replay-world.ts'

const ASKED = 60

let world: EdgeWorld
beforeAll(async () => {
  world = await startEdgeWorld(['edge'], {
    variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1' },
    cache: false,
  })
})
afterAll(() => world.close())

/** A stronger campaign over the first films, beside that over all of them. */
function withGuaranteed() {
  const schedule = films(12)
  const [wide] = schedule.campaigns
  if (!wide || !Array.isArray(wide.assets)) throw new Error('no campaign over all films')
  const guaranteed = { ...wide, id: 'cmp_guaranteed', priority: 'guaranteed', assets: wide.assets.slice(0, 3) } as const
  return { ...schedule, campaigns: [...schedule.campaigns, guaranteed] }
}

/** The same head with shares, as the faster cycle of a publisher makes it: half for what is guaranteed. */
function halved(shards: readonly Shard[]): readonly Shard[] {
  const { hot, text } = opened('whole', shards)
  const ids = Array.from(hot.campaigns.idHash, (_, campaign) => text.campaign(campaign).campaignId)
  return shards.map((shard) => {
    if (shard.name !== 'weights') return shard
    const pacing = Float32Array.from(ids, (id) => (id === 'cmp_guaranteed' ? 0.5 : 1))
    return { ...shard, bytes: encodeWeights('dach', { ...decodeWeights(shard.bytes, 'dach'), pacing }) }
  })
}

it('a campaign of half a share plays in about half of the answers, and every line replays byte for byte', async () => {
  const edge = world.isolate('edge')
  const shards = halved(compiled('dach', withGuaranteed()))
  await publish(edge.storage, world.key, 'dach', shards)
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
  let taken = 0
  for (let at = 0; at < ASKED; at++) {
    const { body } = await ask(edge, '/v1/autoplay?surface=home-hero', { country: 'DE' })
    if (body.decisions['home-hero']?.[0]?.campaignId === 'cmp_guaranteed') taken++
  }
  // 30 on average, with a standard deviation of 3.9.
  expect(taken).toBeGreaterThan(8)
  expect(taken).toBeLessThan(52)
  const lines = (await sentLines(edge, ASKED)).map(plainLine)
  const made = lines.filter(({ snapshot }) => snapshot.rung === 'fresh')
  expect(made.length).toBeGreaterThanOrEqual(ASKED)
  const found = await differences(opened(made[0]?.snapshot.id ?? '', shards), made, edge.storage)
  expect(found.filter((difference) => difference !== null)).toEqual([])
})
