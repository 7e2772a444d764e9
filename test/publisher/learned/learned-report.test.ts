import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { REPORT } from '../../../src/contracts/ops/operations/learned/report-example.ts'
import { gammaRate } from '../../../src/learn/posteriors/gamma-rate.ts'
import { axis, fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'
import { type KeptWorld, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { deliver, eventsContext } from '../queue/deliver.ts'
import { decisionIdOf, eventItem, eventsMessage } from '../queue/device-events.ts'
import { campaign, SCHEDULE } from '../records.ts'
import { activate, pushText, servedIn } from './learned-door.ts'

const DAY_MS = 86_400_000

let kept: KeptWorld
let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  kept = world.keep()
  await world.close()
})
beforeEach(async () => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  world = await startPublisherWorld('small', kept)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const HERO = gammaRate({ impressions: 80, rewarded: 8, expected: 0.04, strength: 120 })
const RUN = fileOf(
  runOf([
    learnedAssetOf('one', { taste: axis(3), surfaces: { 'home-hero': HERO } }),
    learnedAssetOf('two', { surfaces: { 'home-hero': { ...HERO, impressions: 320, rewarded: 12 } } }),
  ]),
)
const report = { ...REPORT, run: RUN.id, strengths: { 'home-hero': { genre: 900, title: 300, asset: 120 } } }
const send = (body: object, id = RUN.id) => world.ops('PUT', `/learned/${id}/report`, body)
const read = async <Answer = unknown>(path: string) => (await (await world.ops('GET', path)).json()) as Answer
const told = async (answer: Response) => [answer.status, ((await answer.json()) as { field?: string }).field]

describe('the report of a learned run', () => {
  it('a report that is sent is kept with its run, and goes again without a second entry of the audit log', async () => {
    await pushText(world, RUN.text)
    expect(await read(`/learned/${RUN.id}`)).toMatchObject({ report: null })
    expect(await (await send(report)).json()).toEqual({ id: RUN.id, outcome: 'kept' })
    expect(await (await send(report)).json()).toEqual({ id: RUN.id, outcome: 'known' })
    expect(await read(`/learned/${RUN.id}`)).toMatchObject({ report })
    const { entries } = await read<{ entries: { action: string }[] }>('/audit?limit=20')
    expect(entries.filter(({ action }) => action === 'learned.report')).toHaveLength(1)
  })

  it('a report of a run that is not stored, of another run, or that is none, is refused by its field', async () => {
    expect(await told(await send(report))).toEqual([404, 'id'])
    await pushText(world, RUN.text)
    expect(await told(await send({ ...report, run: REPORT.run }))).toEqual([409, 'run'])
    expect(await told(await send({ ...report, taught: -1 }))).toEqual([400, 'taught'])
    expect(await told(await send({ ...report, leftOut: { a: 'x'.repeat(300_000) } }))).toEqual([413, 'body'])
    expect(await read(`/learned/${RUN.id}`)).toMatchObject({ report: null })
  })

  it('a run with its report says what a rate leans on, and how the surface does as a whole', async () => {
    await pushText(world, RUN.text)
    const asset = async () => (await read<{ asset: object }>(`/learned/${RUN.id}?asset=ast_one`)).asset
    expect(await asset()).toMatchObject({ surfaces: { 'home-hero': { surfaceRate: 20 / 400, leansOn: null } } })
    await send(report)
    const leansOn = { rate: expect.closeTo(0.04, 6), impressions: 120 }
    expect(await asset()).toMatchObject({ surfaces: { 'home-hero': { ...HERO, leansOn } } })
  })
})

describe('what a run would change', () => {
  interface Effect {
    readonly goes: string
    readonly run: string | null
    readonly changedPercent: number | null
    readonly result: { readonly outcome: string; readonly changes: { readonly decisions: object } | null }
  }
  const effect = (query: string) => read<Effect>(`/learned/${RUN.id}/effect?region=dach${query}`)

  it('the effect of a run is told before it is activated, and nothing is written', async () => {
    await pushText(world, RUN.text)
    const found = await effect('')
    expect(found).toMatchObject({ run: RUN.id, goes: 'to-all', changedPercent: 0, result: { outcome: 'dry-run' } })
    expect(found.result.changes?.decisions).toMatchObject({ asked: expect.any(Number) })
    expect(await servedIn(world, 'dach')).toEqual({ run: null, live: null, canary: null })
    await activate(world, RUN.id, 'dach')
    const published = await world.publish()
    expect(published.snapshot).toBe((found.result as { snapshot?: string }).snapshot)
  })

  it('the effect of taking a run back is told where it is to be served, and refused elsewhere', async () => {
    await pushText(world, RUN.text)
    expect((await world.ops('GET', `/learned/${RUN.id}/effect?region=dach&act=retire`)).status).toBe(409)
    await activate(world, RUN.id, 'dach')
    expect(await effect('&act=retire')).toMatchObject({ run: null, goes: 'to-all' })
  })

  it('a pinned region says that the publish would be held', async () => {
    await pushText(world, RUN.text)
    const until = new Date(world.clock.now + DAY_MS).toISOString()
    await world.ops('POST', '/regions/dach/pin', { reason: 'night', until })
    expect(await effect('')).toMatchObject({ goes: 'held' })
  })
})

it('coverage counts each asset that was seen on a day once, and says when another run was to be served', async () => {
  const seen = (viewer: number, id: string, at: number) => {
    const about = { assetId: `ast_${id}` as const, unit: decisionIdOf(viewer).slice(16), occurredAt: at }
    return eventItem(viewer, about)
  }
  const now = world.clock.now
  await deliver(eventsContext(world.publisher), [
    eventsMessage([seen(1, 'one', now), seen(2, 'one', now), seen(3, 'two', now), seen(4, 'one', now - DAY_MS)]),
  ])
  await pushText(world, RUN.text)
  await activate(world, RUN.id, 'dach')
  expect(await read('/learned/coverage?region=dach&days=3')).toMatchObject({
    days: [
      { day: '2026-11-20', shown: 0, live: null, share: null },
      { day: '2026-11-21', shown: 1, live: null, share: null },
      { day: '2026-11-22', shown: 2, live: 2, share: 1 },
    ],
    served: [{ run: RUN.id, by: 'ops', reason: 'the night', isTakenBack: false }],
  })
  expect((await world.ops('GET', '/learned/coverage?region=dach&days=91')).status).toBe(400)
})

it('coverage is of the assets that were live on each day, also where nothing was announced and where some are gone', async () => {
  const publishes = async (...records: Parameters<PublisherWorld['ingest']>) => {
    world.clock.now += DAY_MS
    await world.ingest(...records)
    await world.publish()
  }
  world.clock.now += DAY_MS
  await publishes(campaign('more', ['three']))
  await publishes(campaign('main', ['one']))
  world.clock.now += DAY_MS
  const { days } = await read<{ days: { day: string; live: number | null }[] }>('/learned/coverage?region=dach&days=6')
  expect(days.map(({ day, live }) => [day.slice(8), live])).toEqual([
    ...[
      ['21', null],
      ['22', 2],
      ['23', 2],
      ['24', 3],
      ['25', 3],
      ['26', 2],
    ],
  ])
})
