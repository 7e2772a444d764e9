import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { feedSettings } from '../../../src/model/feeds/feed-settings.ts'
import { queueDuePulls, runPullJob } from '../../../src/publisher/feeds/pull/pull-jobs.ts'
import { writeFeed } from '../../../src/schedule/feeds/stores/feed-store.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, title } from '../records.ts'
import { type SourceServer, startSourceServer } from './source-server.ts'

let world: PublisherWorld
let source: SourceServer

const ndjson = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
const setFeed = (name: string, settings: object, expected: number | null = null) => {
  const whole = feedSettings.parse({ format: 'ndjson', owner: 'northlight', territories: ['*'], ...settings })
  return writeFeed(world.publisher, name, whole, { expected, actor: 'tests' })
}
const pull = async (name = 'northlight') => {
  const answer = await world.ops('POST', `/feeds/${name}/pull`)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const queued = async () => {
  const jobs: unknown[] = []
  await queueDuePulls(world.publisher, async (messages) => jobs.push(...messages.map(({ body }) => body)))
  return jobs
}

beforeEach(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  source = await startSourceServer()
  source.answer = ({ headers }, response) => {
    if (headers['if-none-match'] === '"v1"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"v1"' }).end(ndjson(title('one'), asset('one')))
  }
  await setFeed('northlight', { url: `${source.origin}/feed` })
})
afterEach(async () => {
  await source.close()
  await world.close()
  vi.restoreAllMocks()
})

it('a feed is fetched, delivered and in force; the next time its source says that nothing has changed', async () => {
  expect(await pull()).toMatchObject({ status: 200, body: { outcome: 'promoted', items: 2, accepted: 2 } })
  expect(await world.redis('EXISTS', 'asset:ast_one')).toBe(1)
  world.clock.now += 60_000
  const watermark = new Date(world.clock.now).toISOString()
  expect(await pull()).toMatchObject({ status: 200, body: { outcome: 'unchanged', delivery: null, watermark } })
})

it('a source that breaks off changes nothing, and the answer says what was wrong', async () => {
  await pull()
  source.answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '5000' }).write(ndjson(title('two')), () => response.destroy())
  }
  expect(await pull()).toMatchObject({ status: 502, body: { detail: expect.stringContaining('broke off') } })
  expect(await (await world.ops('GET', '/feeds/northlight')).json()).toMatchObject({
    lastPull: { outcome: 'failed', why: expect.stringContaining('broke off') },
    items: 2,
  })
  expect(await world.redis('EXISTS', 'title:ttl_two')).toBe(0)
  expect(await world.redis('EXISTS', 'asset:ast_one')).toBe(1)
})

it('a feed that is sent, or that there is none of, is not fetched', async () => {
  await setFeed('southlight', {})
  expect(await pull('southlight')).toMatchObject({ status: 409, body: { field: 'url' } })
  expect(await pull('nobody')).toMatchObject({ status: 404, body: { field: 'id' } })
  expect(await pull('NOBODY')).toMatchObject({ status: 404 })
})

it('each feed whose turn has come gets a job, and a job for one whose turn is over does nothing', async () => {
  await setFeed('southlight', {})
  await setFeed('eastlight', { url: `${source.origin}/east`, everyMinutes: 10 })
  expect(await queued()).toEqual([
    { type: 'pull', feed: 'eastlight' },
    { type: 'pull', feed: 'northlight' },
  ])
  await runPullJob(world.publisher, { type: 'pull', feed: 'northlight' })
  await runPullJob(world.publisher, { type: 'pull', feed: 'northlight' })
  expect(source.asked.map(({ path }) => path)).toEqual(['/feed'])
  expect(await queued()).toEqual([{ type: 'pull', feed: 'eastlight' }])
  await runPullJob(world.publisher, { type: 'pull', feed: 'eastlight' })
  world.clock.now += 10 * 60_000
  expect(await queued()).toEqual([{ type: 'pull', feed: 'eastlight' }])
})

it('more feeds than a queue takes at once are queued in several messages', async () => {
  for (let index = 0; index < 101; index += 1) await setFeed(`feed-${index}`, { url: `${source.origin}/${index}` })
  const sizes: number[] = []
  await queueDuePulls(world.publisher, async ({ length }) => sizes.push(length))
  expect(sizes).toEqual([100, 2])
})
