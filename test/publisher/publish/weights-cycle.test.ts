import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { campaign, SCHEDULE } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
})
afterEach(() => world.close())

const publishWeights = async (more: object = {}) => {
  const answer = await world.ops('POST', '/regions/dach/publish', { only: 'weights', ...more })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const weightsLive = async () => [...((await world.edge())?.snapshot.weights.weight ?? [])]

describe('a publish of weights alone', () => {
  it('a publish of weights alone writes the small shard and the pointer, and nothing else', async () => {
    await world.publish()
    const before = await world.edge()
    await world.ingest(campaign('main', ['one', 'two'], { weight: 7 }))
    world.sink.forget()
    expect(await publishWeights()).toMatchObject({ status: 200, body: { outcome: 'published' } })
    expect(world.sink.puts.map((key) => key.split('/').at(-1))).toEqual(['weights', 'pointer'])
    expect(await weightsLive()).toEqual([7])
    const after = await world.edge('dach', before?.pointer.sequence)
    expect(after?.pointer.shards.map(({ sha256 }) => sha256)).toMatchObject(
      before?.pointer.shards.map(({ name, sha256 }) => (name === 'weights' ? expect.anything() : sha256)) ?? [],
    )
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { shardsWritten: 0 } })
  })

  it('a publish of unchanged weights writes nothing', async () => {
    await world.publish()
    world.sink.forget()
    expect(await publishWeights()).toMatchObject({ body: { outcome: 'unchanged', sequence: 1 } })
    expect(world.sink.puts).toEqual([])
  })

  it('a publish of weights takes no other change along, and knows of no withdrawal that it does not hold', async () => {
    await world.publish()
    await world.ingest(campaign('main', ['three'], { weight: 7 }))
    await publishWeights()
    const view = await world.edge()
    expect(view?.pointer.narrowed).toBe(0)
    expect(view?.takedowns.narrowings).toMatchObject([{ number: 1, targets: ['ast_one', 'ast_two'] }])
  })

  it('a publish of weights leaves a campaign that is gone what it had', async () => {
    await world.publish()
    await world.redis('DEL', 'campaign:cmp_main')
    expect(await publishWeights()).toMatchObject({ body: { outcome: 'unchanged' } })
  })

  it('a publish of weights waits for a first publish and for a pin, and writes nothing on a dry run', async () => {
    expect((await publishWeights()).status).toBe(409)
    await world.publish()
    await world.ingest(campaign('main', ['one', 'two'], { weight: 7 }))
    expect(await publishWeights({ dryRun: true })).toMatchObject({ body: { outcome: 'dry-run' } })
    await world.ops('POST', '/regions/dach/pin', { reason: 'frozen' })
    expect(await publishWeights()).toMatchObject({ body: { outcome: 'refused', refusals: [{ check: 'pinned' }] } })
    expect(await weightsLive()).toEqual([1])
  })

  it('a publish of weights is refused when what it stands on is lost', async () => {
    await world.publish()
    const text = [...world.sink.values.keys()].find((key) => key.endsWith('/text')) ?? ''
    world.sink.values.delete(text)
    expect(await publishWeights()).toMatchObject({ body: { outcome: 'refused', refusals: [{ check: 'cycle' }] } })
  })
})
