import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assetsOf } from '../edge-reader.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

const HOUR_MS = 3_600_000

describe('a publish', () => {
  let world: PublisherWorld
  beforeEach(async () => {
    world = await startPublisherWorld()
    await world.ingest(...SCHEDULE)
  })
  afterEach(() => world.close())

  it('a publish writes the shards, reads each back, then the takedown list, and the pointer last', async () => {
    const result = await world.publish()
    expect(result).toMatchObject({ region: 'dach', outcome: 'published', sequence: 1, refusals: [] })
    expect(result.checks.map(({ passed }) => passed)).not.toContain(false)
    const written = world.sink.calls.filter(({ key }) => key.startsWith('snap/') && !key.endsWith('/takedowns'))
    const half = written.length / 2
    expect(written.map(({ method }) => method)).toEqual([...Array(half).fill('put'), ...Array(half).fill('getBytes')])
    expect(written.slice(0, half).map(({ key }) => key)).toEqual(written.slice(half).map(({ key }) => key))
    const after = world.sink.puts.filter((key) => !written.some((each) => each.key === key))
    expect(after.map((key) => key.replace(/[0-9a-f]{64}/, 'hash'))).toEqual([
      'snap/hash/takedowns',
      'region/dach/takedowns',
      'region/dach/pointer',
    ])
    expect(world.sink.calls.at(-1)).toEqual({ method: 'getText', key: 'region/dach/pointer' })
    expect(result.receipt).toMatchObject({ candidates: 2, shards: half, shardsWritten: half, shardsVerified: half })
  })

  it('a publish of a store that lost its schedule is refused, and the last good snapshot stays live', async () => {
    const good = await world.publish()
    await world.redis('FLUSHDB')
    const result = await world.publish()
    expect(result).toMatchObject({ outcome: 'refused', refusals: [{ check: 'lost-schedule' }] })
    expect((await world.edge())?.pointer).toMatchObject({ snapshot: good.snapshot, sequence: good.sequence })
  })

  it.each(['a person', 'the cron'])(
    'a publish that takes the last answer away is refused to %s, whoever paused it',
    async (who) => {
      const good = await world.publish()
      await world.ingest(
        ...SCHEDULE.map((record) => (record.type === 'campaign' ? { ...record, status: 'paused' } : record)),
      )
      const refused = await (who === 'the cron' ? world.cron() : world.publish())
      expect(refused).toMatchObject({ outcome: 'refused', refusals: [{ check: 'lost-coverage' }] })
      expect((await world.edge())?.pointer.snapshot).toBe(good.snapshot)
    },
  )

  it('a publish is what an edge opens and believes', async () => {
    const { snapshot } = await world.publish()
    const view = await world.edge()
    expect(view?.pointer).toMatchObject({ snapshot, sequence: 1, previous: null, actor: 'tests' })
    expect(view && assetsOf(view)).toEqual(['ast_one', 'ast_two'])
    expect(view?.takedowns).toMatchObject({ sequence: 1, entries: [] })
  })

  it('a publish of unchanged input puts nothing, and says so', async () => {
    const first = await world.publish()
    world.sink.forget()
    const second = await world.publish()
    expect(second).toMatchObject({ outcome: 'unchanged', sequence: 1, snapshot: first.snapshot })
    expect(world.sink.puts).toEqual([])
  })

  it('a publish by the cron reads the schedule only once something has changed, or an hour went by', async () => {
    await world.publish()
    const reads: string[] = []
    world.door.misbehave((_request, _path, body) => {
      if (body.includes('mget')) reads.push(body)
      return null
    })
    expect(await world.cron()).toMatchObject({ outcome: 'unchanged', receipt: null })
    expect(reads).toEqual([])
    world.clock.now += HOUR_MS
    expect(await world.cron()).toMatchObject({ outcome: 'unchanged', receipt: { candidates: 2 } })
    expect(reads).not.toEqual([])
    await world.ingest(asset('two', { name: { en: 'See it otherwise' } }))
    expect(await world.cron()).toMatchObject({ outcome: 'published' })
  })

  it('a publish of unchanged input leaves no line in the log', async () => {
    await world.publish()
    await world.publish()
    expect(await world.redis('LRANGE', 'publish:dach:log', '0', '-1')).toHaveLength(1)
  })

  it('a publish of one changed asset writes the shards that say so, and no other', async () => {
    await world.publish()
    world.sink.forget()
    await world.ingest(asset('two', { name: { en: 'See it otherwise' } }))
    const result = await world.publish()
    expect(result).toMatchObject({ outcome: 'published', sequence: 2, receipt: { shardsWritten: 2 } })
    expect(world.sink.puts.map((key) => key.split('/').at(-1))).toEqual(['page', 'text', 'pointer'])
    const view = await world.edge('dach', 1)
    expect(view?.pointer.previous).not.toBeNull()
    const count = view?.snapshot.hot.assets.idHash.length ?? 0
    const names = Array.from({ length: count }, (_, index) => view?.snapshot.text.asset(index).name.en)
    expect(names).toContain('See it otherwise')
  })

  it('a publish comes back to earlier content under a new, higher sequence', async () => {
    const first = await world.publish()
    await world.ingest(campaign('main', ['three']))
    await world.publish()
    await world.ingest(campaign('main', ['one', 'two']))
    expect(await world.publish()).toMatchObject({ outcome: 'published', sequence: 3, snapshot: first.snapshot })
  })

  it('a dry run of a publish compiles and checks, and writes neither storage nor log', async () => {
    const result = await world.publish('dach', true)
    expect(result).toMatchObject({ outcome: 'dry-run', receipt: { candidates: 2, shardsWritten: 0 } })
    expect(result.checks).not.toEqual([])
    expect(world.sink.puts).toEqual([])
    expect(await world.redis('LRANGE', 'publish:dach:log', '0', '-1')).toEqual([])
    expect(await world.edge()).toBeNull()
  })

  it('a publish compares with what is live without its text pages, for there is no room for both', async () => {
    await world.publish()
    await world.ingest(campaign('main', ['three']))
    const live = [...world.sink.values.keys()].filter((key) => key.startsWith('snap/'))
    world.sink.forget()
    await world.publish()
    const read = world.sink.calls.map(({ key }) => key).filter((key) => live.includes(key))
    expect(read.length).toBeGreaterThan(0)
    expect(read.filter((key) => key.endsWith('/page'))).toEqual([])
  })

  it('a publish keeps each region to itself', async () => {
    await world.ingest(title('local'), asset('local'), campaign('french', ['local'], { territories: ['FR'] }))
    await world.publish('dach')
    await world.publish('fr')
    const [dach, fr] = [await world.edge('dach'), await world.edge('fr')]
    expect(dach && assetsOf(dach)).not.toContain('ast_local')
    expect(fr && assetsOf(fr)).toContain('ast_local')
  })

  it('a publish announces an old pointer again, with the same content, before it goes stale', async () => {
    const first = await world.publish()
    world.clock.now += 12 * HOUR_MS
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged', sequence: 1, receipt: { renewed: false } })
    world.clock.now += 1
    world.sink.forget()
    const renewed = await world.publish()
    expect(renewed).toMatchObject({ outcome: 'unchanged', snapshot: first.snapshot, receipt: { renewed: true } })
    expect(renewed.sequence).toBeGreaterThan(1)
    expect(world.sink.puts).toEqual(['region/dach/pointer'])
    expect((await world.edge('dach', 1))?.pointer.createdAt).toBe(new Date(world.clock.now).toISOString())
  })

  it('a publish draws a higher sequence even after the store has lost everything', async () => {
    await world.publish()
    await world.ingest(campaign('main', ['one']))
    const before = await world.publish()
    await world.redis('DEL', 'publish:dach:sequence', 'publish:dach:log')
    await world.ingest(campaign('main', ['two']))
    const after = await world.publish()
    expect(after.outcome).toBe('published')
    expect(after.sequence).toBeGreaterThan(before.sequence ?? Number.POSITIVE_INFINITY)
  })

  it('a publish of a region without candidates is a snapshot too', async () => {
    expect(await world.publish('world')).toMatchObject({ outcome: 'published', receipt: { candidates: 0 } })
    expect((await world.edge('world'))?.snapshot.hot.candidateAsset).toHaveLength(0)
  })

  it('a publish writes down who, why and what, once', async () => {
    const { snapshot } = await world.publish()
    const { entries } = (await (await world.ops('GET', '/audit?limit=1')).json()) as { entries: unknown[] }
    expect(entries).toEqual([
      expect.objectContaining({
        action: 'publish',
        actor: 'tests',
        target: 'dach',
        after: { sequence: 1, snapshot, candidates: 2, reason: 'test' },
      }),
    ])
  })
})
