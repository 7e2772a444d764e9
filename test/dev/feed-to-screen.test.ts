import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { DeliveryReport } from '../../src/contracts/ops/answers/deliveries.ts'
import type { FeedAnswer } from '../../src/contracts/ops/answers/feeds.ts'
import { type LocalStack, startLocalStack } from '../../src/dev/stack/local-stack.ts'
import { eventually } from '../setup/eventually.ts'

let folder: string
let stack: LocalStack

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-feed-'))
  const bundles = inject('workerBundles')
  if ('problem' in bundles) throw new Error(bundles.problem)
  stack = await startLocalStack({ folder, bundles, port: 0, opsPort: 0, country: 'US', cronEveryMs: 0 })
})
afterAll(async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
})

async function ops<Answer>(method: string, path: string, body?: string): Promise<Answer> {
  const answer = await fetch(`${stack.opsUrl}/ops/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.opsToken}` },
    ...(body !== undefined && { body }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return JSON.parse(text) as Answer
}

const NORTHLIGHT = { format: 'mrss', owner: 'northlight', territories: ['US'], titles: 'own' }
const MRSS = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/">
<channel><title>Northlight</title><language>en</language><item><guid>fjord</guid><media:title>The Fjord</media:title>
<media:rating scheme="urn:mpaa">G</media:rating>
<media:content url="https://cdn.northlight.example/1.m3u8" type="application/x-mpegURL" duration="34" height="1080"/>
<dcterms:valid>start=2020-01-01T00:00:00Z; end=2099-01-01T00:00:00Z</dcterms:valid></item></channel></rss>`

const tile = async () => (await fetch(`${stack.edgeUrl}/v1/autoplay?surface=browse-tile&device=tv`)).text()

it('a clip that a partner delivers reaches the screen, and the feed says how long that took', async () => {
  await ops('PUT', 'feeds/northlight', JSON.stringify(NORTHLIGHT))
  const report = await ops<DeliveryReport>('POST', 'feeds/northlight/deliveries?approve=1', MRSS)
  expect(report).toMatchObject({ outcome: 'promoted', items: 1, accepted: 1, refused: [] })
  const before = await ops<FeedAnswer>('GET', 'feeds/northlight')
  expect(before.freshness).toMatchObject([{ region: 'na', last: { announcedSeconds: null, servedSeconds: null } }])
  await ops('POST', 'regions/na/publish', JSON.stringify({ reason: 'a first delivery' }))
  await eventually(tile, (text) => text.includes('ast_northlight-fjord'))
  const { freshness, stale, items } = await eventually(
    async () => {
      await tile()
      return ops<FeedAnswer>('GET', 'feeds/northlight')
    },
    (feed) => feed.freshness[0]?.last.servedSeconds !== null,
  )
  expect([stale, items]).toEqual([false, 1])
  const [last = null] = freshness.map((region) => region.last)
  expect(last?.announcedSeconds).toBeGreaterThanOrEqual(0)
  expect(last?.servedSeconds).toBeGreaterThanOrEqual(last?.announcedSeconds ?? Number.POSITIVE_INFINITY)
  expect(freshness[0]?.p50).toEqual(last)
})
