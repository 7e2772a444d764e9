import { afterAll, beforeAll, expect, it } from 'vitest'
import { leftOutColumns } from '../../../src/compile/weights/left-out.ts'
import { renditionHash } from '../../../src/model/columns/rendition-hash.ts'
import { decodeWeights } from '../../../src/snapshot/decode.ts'
import { encodeWeights } from '../../../src/snapshot/encode.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import { ask, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { differences, opened, plainLine, sentLines, unsealed } from '../replay/replay-world.ts'
import { compiled, films } from '../schedule.ts'

const SCHEDULE = films(12)
const SHARDS = compiled('dach', SCHEDULE)

let world: EdgeWorld
let edge: EdgeIsolate
beforeAll(async () => {
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1' } })
  edge = world.isolate('edge')
})
afterAll(() => world.close())

/** The same head, where televisions are not offered the tallest rendition of any asset, as the cycle of weights makes it. */
function withoutTallestOnTelevisions(): readonly Shard[] {
  const leftOut = SCHEDULE.assets.flatMap(({ id, renditions }) => {
    const [tallest] = [...renditions].sort((one, other) => other.height - one.height)
    return tallest ? [{ assetId: id, device: 'tv' as const, rendition: renditionHash(tallest) }] : []
  })
  return SHARDS.map((shard) => {
    if (shard.name !== 'weights') return shard
    const weights = { ...decodeWeights(shard.bytes, 'dach'), leftOut: leftOutColumns(leftOut) }
    return { ...shard, bytes: encodeWeights('dach', weights) }
  })
}

async function asked(hints: string) {
  const { body } = await ask(edge, `/v1/autoplay?surface=home-hero${hints}`, { country: 'DE' })
  const items = [...(body.decisions['home-hero'] ?? []), ...(body.backups?.['home-hero'] ?? [])]
  expect(items.length).toBeGreaterThan(0)
  const lists = items.map(({ playback }) => playback.map(({ height }) => height).join())
  return { body, lists: new Set(lists) }
}

it('an edge leaves out what fails on a class of devices, but for the last, and answers replay byte for byte', async () => {
  await publish(edge.storage, world.key, 'dach', SHARDS, 1)
  await until(edge, 'dach', ({ rung, sequence }) => rung === 'fresh' && sequence === 1)
  expect((await asked('&device=tv')).lists).toEqual(new Set(['1080,720']))
  const without = withoutTallestOnTelevisions()
  await publish(edge.storage, world.key, 'dach', without, 2)
  await until(edge, 'dach', ({ sequence }) => sequence === 2)
  const answers = [
    await asked('&device=mobile'),
    await asked('&device=tv'),
    await asked('&device=tv&codecs=avc'),
    await asked(''),
  ]
  expect(answers.map(({ lists }) => [...lists])).toEqual([['1080,720'], ['720'], ['1080'], ['1080,720']])
  const lines = (await sentLines(edge, answers.length + 1)).map(plainLine)
  const told = answers.map(({ body }) => lines.find(({ decisionId }) => decisionId === body.decisionId))
  expect(told.map((line) => line?.answer?.body)).toEqual(answers.map(({ body }) => unsealed(body)))
  const logged = told.filter((line) => line !== undefined)
  const found = await differences(opened(logged[0]?.snapshot.id ?? '', without), logged, edge.storage)
  expect(found).toEqual([null, null, null, null])
})
