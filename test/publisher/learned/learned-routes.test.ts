import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { tasteText } from '../../../src/learn/file/taste-text.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { axis, fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { activate, pushText, servedIn, storedRuns } from './learned-door.ts'

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  kept = world.keep()
  await world.close()
})
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld('small', kept)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const RUN = fileOf(runOf([learnedAssetOf('one'), learnedAssetOf('two', { taste: axis(1), cold: true })]))
const NEXT = fileOf(runOf([learnedAssetOf('one', { taste: axis(2) })], { terms: { engagement: 9 } }))
const TELLS = expect.stringContaining('is damaged in the store: ff learn activate says it again')
const told = async (answer: Response) => [answer.status, ((await answer.json()) as { detail?: string }).detail ?? '']
const list = async () => (await world.ops('GET', '/learned')).json()
const audit = async () => {
  const { entries } = (await (await world.ops('GET', '/audit?limit=20')).json()) as { entries: { action: string }[] }
  return entries.map(({ action }) => action).filter((action) => action.startsWith('learned.'))
}

describe('a learned run', () => {
  it('a run that is pushed is stored, listed and told of, and nobody serves it', async () => {
    const answer = await pushText(world, RUN.text)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        outcome: 'stored',
        run: {
          ...{ id: RUN.id, space: 'space-1', terms: {}, assets: 2, cold: 1, unknown: 0, bytes: expect.any(Number) },
          data: { from: '2026-10-01T00:00:00Z', to: '2026-11-22T00:00:00Z', events: 1_000 },
          ...{ pushedAt: '2026-11-22T12:00:00.000Z', pushedBy: 'ops' },
        },
      },
    ])
    expect(await list()).toMatchObject({ runs: [{ id: RUN.id }], regions: expect.arrayContaining([]) })
    expect(await servedIn(world, 'dach')).toEqual({ run: null, live: null, canary: null })
    expect(await audit()).toEqual(['learned.push'])
  })

  it('a run that is pushed again is known, and storage that lost it has it again', async () => {
    await pushText(world, RUN.text)
    world.sink.values.delete(`learned/${RUN.id}`)
    expect(await (await pushText(world, RUN.text)).json()).toMatchObject({ outcome: 'known', run: { id: RUN.id } })
    expect(storedRuns(world)).toEqual([`learned/${RUN.id}`])
    expect(await audit()).toEqual(['learned.push'])
  })

  it('what a run says of an asset is shown with its interval, and of none that it does not know', async () => {
    const rate = { impressions: 12.5, rewarded: 3, rate: 0.2, low: 0.1, high: 0.3 }
    const { id, text } = fileOf(runOf([learnedAssetOf('one', { surfaces: { 'home-hero': rate } })]))
    await pushText(world, text)
    const shown = async (query: string) => (await world.ops('GET', `/learned/${id}${query}`)).json()
    expect(await shown('?asset=ast_one')).toMatchObject({
      positions: { 'home-hero': [1, 0.5] },
      asset: { id: 'ast_one', cold: false, surfaces: { 'home-hero': rate } },
    })
    expect(await shown('?asset=ast_two')).toMatchObject({ asset: null })
    expect((await world.ops('GET', `/learned/${id}?asset=two`)).status).toBe(400)
  })

  it('a run is activated where it was asked for, and retiring goes back to the one before, and then to none', async () => {
    await pushText(world, RUN.text)
    await pushText(world, NEXT.text)
    await activate(world, RUN.id, 'dach', 'fr')
    await activate(world, NEXT.id, 'dach')
    expect(await servedIn(world, 'dach')).toEqual({ run: NEXT.id, live: null, canary: null })
    expect(await servedIn(world, 'fr')).toEqual({ run: RUN.id, live: null, canary: null })
    const retire = (id: string) => world.ops('POST', `/learned/${id}/retire`, { reason: 'worse' })
    expect(await (await retire(NEXT.id)).json()).toMatchObject({
      regions: [{ region: 'dach', run: RUN.id, before: [] }],
    })
    expect((await retire(NEXT.id)).status).toBe(409)
    await retire(RUN.id)
    expect([await servedIn(world, 'dach'), await servedIn(world, 'fr')]).toEqual([
      { run: null, live: null, canary: null },
      { run: null, live: null, canary: null },
    ])
    expect(await audit()).toEqual([
      ...['learned.retire', 'learned.retire', 'learned.activate', 'learned.activate'],
      ...['learned.push', 'learned.push'],
    ])
  })

  it('a run that is not stored is 404, and one that storage has lost or damaged is not activated', async () => {
    expect((await activate(world, RUN.id)).status).toBe(404)
    await pushText(world, RUN.text)
    world.sink.values.set(`learned/${RUN.id}`, new TextEncoder().encode('{}'))
    expect(await told(await activate(world, RUN.id))).toEqual([409, expect.stringContaining('damaged')])
    world.sink.values.delete(`learned/${RUN.id}`)
    expect(await told(await activate(world, RUN.id))).toEqual([409, expect.stringContaining('not in storage')])
    expect(await servedIn(world, 'dach')).toEqual({ run: null, live: null, canary: null })
  })
})

describe('what regions are to serve', () => {
  it('a record that is damaged is told of, holds up no other region, and is mended by an activation', async () => {
    await pushText(world, RUN.text)
    await activate(world, RUN.id, 'fr')
    await world.redis('HSET', keys.learned.serving, 'dach', '{"run":')
    const { regions } = (await list()) as { regions: { region: string; run: string | null; reason: string | null }[] }
    expect(regions.find(({ region }) => region === 'dach')).toMatchObject({ run: null, reason: TELLS })
    expect(regions.find(({ region }) => region === 'fr')).toMatchObject({ run: RUN.id })
    const publish = async (region: string) => (await world.ops('POST', `/regions/${region}/publish`, {})).json()
    expect(await publish('dach')).toMatchObject({ outcome: 'refused', refusals: [{ detail: TELLS }] })
    expect(await publish('fr')).toMatchObject({ outcome: 'published' })
    expect((await world.ops('GET', `/learned/${RUN.id}/effect?region=dach`)).status).toBe(200)
    expect((await activate(world, RUN.id, 'dach')).status).toBe(200)
    expect(await publish('dach')).toMatchObject({ outcome: 'published' })
    expect(await servedIn(world, 'dach')).toMatchObject({ run: RUN.id, live: RUN.id })
  })

  it('an activation and a retirement at once know of each other: the later one starts from what the first left', async () => {
    await pushText(world, RUN.text)
    await pushText(world, NEXT.text)
    await activate(world, RUN.id, 'dach')
    const retire = () => world.ops('POST', `/learned/${RUN.id}/retire`, { reason: 'worse' })
    const [activated, retired] = await Promise.all([activate(world, NEXT.id, 'dach'), retire()])
    const { regions } = (await activated.json()) as { regions: { before: readonly string[] }[] }
    expect([retired.status, regions[0]?.before]).toEqual(retired.status === 200 ? [200, []] : [409, [RUN.id]])
    expect(await servedIn(world, 'dach')).toMatchObject({ run: NEXT.id })
  })
})

describe('bad input', () => {
  const [head = '', one = '', two = ''] = RUN.text.split('\n')
  const without = (norm: number) => one.replace(tasteText(axis(0)), tasteText([...axis(0).slice(0, 31), norm]))
  const ofDays = (from: string, to: string) => {
    const data = { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z`, events: 1 }
    return fileOf(
      runOf(
        ['one', 'two'].map((id) => learnedAssetOf(id)),
        { data },
      ),
    ).text
  }
  it.each([
    ['is cut between two lines', `${head}\n${one}\n`, /line 1, id: .*cut/],
    ['is cut in a line', RUN.text.slice(0, -20), /line 3: .*cut/],
    ['is of another space than its id', RUN.text.replace('space-1', 'space-2'), /line 1, id/],
    ['says another taste than its id', [head, two.replace('ast_two', 'ast_one'), two, ''].join('\n'), /line 1, id/],
    ['has a norm above 127', [head, without(20), two, ''].join('\n'), /line 2, taste: .*127/],
    ['has a wrong base64', RUN.text.replace(tasteText(axis(0)), '!'.repeat(44)), /line 2, taste: .*base64/],
    ['names an asset twice', [head, one, one, two, ''].join('\n'), /line 3, id/],
    ['is no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), /line 1: .*UTF-8/],
    ['is empty', '', /line 1: .*empty/],
    ['is of days to come', ofDays('2026-11-01', '2026-11-24'), /line 1, data\.to: it is 2026-11-24.*more than a day/],
    ['ends before it begins', ofDays('2026-11-02', '2026-11-01'), /line 1, data: from not after to/],
  ])('a file that %s is refused by line and field, and nothing of it is stored', async (_, body, detail) => {
    const answer = await pushText(world, body)
    expect(await told(answer)).toEqual([400, expect.stringMatching(detail)])
    expect(storedRuns(world)).toEqual([])
    expect(await list()).toMatchObject({ runs: [] })
  })

  it('a run of which the last event is a few hours ahead, as clocks of devices are, is taken', async () => {
    expect((await pushText(world, ofDays('2026-11-01', '2026-11-23'))).status).toBe(200)
  })

  it('assets that the schedule does not know are counted, and a run of mostly such is refused', async () => {
    const some = fileOf(runOf(['one', 'two', 'x'].map((id) => learnedAssetOf(id))))
    expect(await (await pushText(world, some.text)).json()).toMatchObject({ run: { assets: 3, unknown: 1 } })
    const most = fileOf(runOf(['one', 'x', 'y'].map((id) => learnedAssetOf(id))))
    expect(await told(await pushText(world, most.text))).toEqual([409, expect.stringContaining('2 of its 3 assets')])
    expect(storedRuns(world)).toEqual([`learned/${some.id}`])
  })

  it('30 MB are refused before they are read, and nothing is stored', async () => {
    const chunk = new Uint8Array(1_000_000).fill(0x20)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++sent > 30) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const headers = { authorization: 'Bearer ops-token-of-the-tests', 'x-firstframe-client': 'tests' }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    expect((await world.app.request('/ops/v1/learned', init, world.environment)).status).toBe(413)
    expect(storedRuns(world)).toEqual([])
  })

  it('a file that is refused at its first line is read to its end, so that who sends it hears why', async () => {
    const chunk = new TextEncoder().encode(`${'{"type":"title"}\n'.repeat(5_000)}`)
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++sent > 20) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const headers = { authorization: 'Bearer ops-token-of-the-tests', 'x-firstframe-client': 'tests' }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const answer = await world.app.request('/ops/v1/learned', init, world.environment)
    expect(await told(answer)).toEqual([400, expect.stringMatching(/line 1/)])
    expect(sent).toBe(21)
  })

  it('a push fails whole when the store or storage is down, and comes in when it is tried again', async () => {
    world.door.misbehave(() => 'lost')
    expect((await pushText(world, RUN.text)).status).toBe(503)
    world.door.misbehave(() => null)
    const put = world.sink.put.bind(world.sink)
    world.sink.put = async () => {
      throw new Error('KV PUT failed: 500')
    }
    expect((await pushText(world, RUN.text)).status).toBe(503)
    expect(await list()).toMatchObject({ runs: [] })
    world.sink.put = put
    expect((await pushText(world, RUN.text)).status).toBe(200)
  })
})
