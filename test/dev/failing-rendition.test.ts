import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { DecisionsAnswer } from '../../src/contracts/device/answers/decisions.ts'
import type { EventsAnswer } from '../../src/contracts/device/answers/events.ts'
import type { PublishResult } from '../../src/contracts/ops/answers/publish.ts'
import type { RegionAnswer } from '../../src/contracts/ops/answers/regions.ts'
import { type LocalStack, startLocalStack } from '../../src/dev/stack/local-stack.ts'
import { eventually } from '../setup/eventually.ts'

const STARTS = 300
const BEACON = 50

let folder: string
let stack: LocalStack
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-failing-'))
  const bundles = inject('workerBundles')
  if ('problem' in bundles) throw new Error(bundles.problem)
  stack = await startLocalStack({ folder, bundles, port: 0, opsPort: 0, country: 'US', cronEveryMs: 0 })
})
afterAll(async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
})

async function ops<Answer>(method: string, path: string, body?: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${stack.opsToken}` }
  const answer = await fetch(`${stack.opsUrl}/ops/v1/${path}`, { method, headers, ...(body !== undefined && { body }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}

/** A film whose trailer has its renditions in another order than answers list them. */
const RECORDS = [
  {
    ...{ v: 1, type: 'title', id: 'ttl_fjord', kind: 'movie', name: { en: 'The Fjord' } },
    ratings: [{ territory: 'US', label: 'G' }],
    offers: [{ territories: ['*'], start: '2020-01-01T00:00:00', types: ['subscription'] }],
  },
  {
    ...{ v: 1, type: 'asset', id: 'ast_fjord', titleId: 'ttl_fjord', kind: 'trailer' },
    ...{ durationMs: 30_000, aspect: '16:9', name: { en: 'See the Fjord' }, territories: ['*'] },
    renditions: [720, 1080].map((height) => ({ type: 'mp4', url: `/media/fjord-${height}.mp4`, codec: 'avc', height })),
  },
  {
    ...{ v: 1, type: 'campaign', id: 'cmp_fjord', name: 'fjord', owner: 'tests', assets: ['ast_fjord'] },
    ...{ territories: ['*'], surfaces: ['home-hero'], start: '2020-01-01T00:00:00', status: 'approved' },
  },
]

async function hero(device: string) {
  const answer = await fetch(`${stack.edgeUrl}/v1/autoplay?surface=home-hero&titleId=ttl_fjord&device=${device}`)
  const { token, decisions } = (await answer.json()) as DecisionsAnswer
  const [item] = decisions['home-hero'] ?? []
  return { token, assetId: item?.assetId, heights: item?.playback.map(({ height }) => height) }
}

/** Each device says of its own decision what it saw of the first rendition of its list. */
async function report(device: string, event: string): Promise<void> {
  for (let sent = 0; sent < STARTS; sent += BEACON) {
    const tokens = await Promise.all(Array.from({ length: BEACON }, async () => (await hero(device)).token))
    const events = tokens.map((token) => ({ token, position: 0, event, ageMs: 0, playback: 0 }))
    const answer = await fetch(`${stack.edgeUrl}/v1/events`, { method: 'POST', body: JSON.stringify({ events }) })
    expect((await answer.json()) as EventsAnswer).toEqual({ accepted: BEACON, rejected: [] })
  }
}

it('a rendition that fails on 300 televisions is offered to phones alone after the next weights', async () => {
  await ops('POST', 'ingest?approve=1', RECORDS.map((record) => `${JSON.stringify(record)}\n`).join(''))
  await ops('POST', 'regions/na/publish', JSON.stringify({ reason: 'a first publish' }))
  await eventually(
    () => hero('tv'),
    ({ assetId }) => assetId === 'ast_fjord',
  )
  expect((await hero('tv')).heights).toEqual([1080, 720])
  await report('tv', 'error')
  await report('mobile', 'firstFrame')
  const weights = () =>
    ops<PublishResult>('POST', 'regions/na/publish', JSON.stringify({ only: 'weights', reason: 'the cron' }))
  // The queue delivers by batches; until all are counted there is no certainty.
  await eventually(weights, ({ outcome }) => outcome === 'published')
  await eventually(
    () => hero('tv'),
    ({ heights }) => heights?.length === 1,
  )
  expect((await hero('tv')).heights).toEqual([720])
  expect((await hero('mobile')).heights).toEqual([1080, 720])
  const { leftOut } = await ops<RegionAnswer>('GET', 'regions/na')
  expect(leftOut).toMatchObject({ count: 1, renditions: [{ assetId: 'ast_fjord', device: 'tv', height: 1080 }] })
  expect((await weights()).outcome).toBe('unchanged')
})
