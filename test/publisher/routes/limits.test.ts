import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OPS_LIMITS } from '../../../src/publisher/limits.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'

let world: PublisherWorld
beforeAll(async () => {
  for (const word of ['error', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  world = await startPublisherWorld()
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** A body that never ends and says nothing of its length; how many bytes of it were taken. */
function endless(chunkBytes: number) {
  const sent = { bytes: 0 }
  const chunk = new Uint8Array(chunkBytes).fill(0x20)
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent.bytes += chunkBytes
      controller.enqueue(chunk)
    },
  })
  return { sent, body }
}

const ask = (path: string, init: RequestInit, headers: Record<string, string> = {}) =>
  Promise.resolve(
    world.app.request(
      path,
      { ...init, headers: { authorization: `Bearer ${OPS_TOKEN}`, ...headers } },
      world.environment,
    ),
  )
const told = async (answer: Response) => [answer.status, ((await answer.json()) as { field?: string }).field]

const ROUTES: readonly (readonly [method: string, path: string])[] = [
  ...['publish', 'rollback', 'pin', 'unpin', 'canary'].map((verb) => ['POST', `/ops/v1/regions/dach/${verb}`] as const),
  ...[
    'takedowns',
    'overrides',
    'approvals/apr_x/approve',
    'explain',
    'preview',
    'preview/ribbon',
    'events/dead/retry',
    'events/dead/drop',
    'campaigns/bulk',
    'campaigns/lint',
    'schedule/calendar/move',
    'changes/chg_x/undo',
    'learned/lrn_x/activate',
    'learned/lrn_x/retire',
    'estimates',
    ...['start', 'ramp', 'stop', 'remove', 'decide', 'moments'].map((verb) => `experiments/x/${verb}`),
  ].map((path) => ['POST', `/ops/v1/${path}`] as const),
  ['PUT', '/ops/v1/feeds/northlight'],
  ['PUT', '/ops/v1/campaigns/cmp_one'],
  ['PUT', '/ops/v1/hosts/northlight'],
  ['PUT', '/ops/v1/experiments/x'],
]
const UPLOADS = ['/ops/v1/ingest', '/ops/v1/restore', '/ops/v1/feeds/manual/deliveries'] as const
/** Bodies with limits of their own, in bytes. */
const OTHERS: readonly (readonly [path: string, bytes: number])[] = [
  ['/ops/v1/viewing', 1_000_000],
  ['/ops/v1/campaigns.csv?reason=a', OPS_LIMITS.chunkBytes],
  ['/ops/v1/learned', OPS_LIMITS.learnedBytes],
]
/** What the path names is looked up first, so that what is not there is answered before its body is read. */
const LOOKED_UP_FIRST = /\/learned\/:id\/report|\/campaigns\/:id\/|\/deliveries\/:id\/|\/quarantine\/:id/
// A workbook is refused by its first bytes, and what signs a browser in by its content type.
const WITHOUT_BODY = [
  '/console/session',
  '/ops/v1/campaigns.xlsx',
  '/ops/v1/feeds/:id/uploads',
  '/ops/v1/feeds/:id/pull',
]

describe('a body', () => {
  it('every route that reads a body is on the list of these tests', () => {
    const posts = world.app.routes.filter(
      ({ method, path }) => path.startsWith('/ops/') && method !== 'GET' && method !== 'ALL' && method !== 'DELETE',
    )
    const read = posts.filter(({ path }) => !LOOKED_UP_FIRST.test(path) && !WITHOUT_BODY.includes(path))
    expect(read.length).toBe(ROUTES.length + UPLOADS.length + OTHERS.length)
  })

  it.each(ROUTES)('a body of %s %s is read no further than its limit, and told of: 413', async (method, path) => {
    const { sent, body } = endless(16_384)
    const answer = await ask(path, { method, body, duplex: 'half' } as RequestInit)
    expect(await told(answer)).toEqual([413, 'body'])
    expect(sent.bytes).toBeLessThanOrEqual(OPS_LIMITS.jsonBytes + 4 * 16_384)
  })

  it.each(UPLOADS)('an upload to %s is read no further than its limit, however much comes', async (path) => {
    const chunkBytes = 8_000_000
    const { sent, body } = endless(chunkBytes)
    expect(await told(await ask(path, { method: 'POST', body, duplex: 'half' } as RequestInit))).toEqual([413, 'body'])
    expect(sent.bytes).toBeLessThanOrEqual(OPS_LIMITS.uploadBytes + 4 * chunkBytes)
  })

  it.each(OTHERS)('a body of %s is read no further than its limit, and told of: 413', async (path, bytes) => {
    const chunkBytes = 1_000_000
    const { sent, body } = endless(chunkBytes)
    expect(await told(await ask(path, { method: 'POST', body, duplex: 'half' } as RequestInit))).toEqual([413, 'body'])
    expect(sent.bytes).toBeLessThanOrEqual(OPS_LIMITS.uploadBytes + bytes + 4 * chunkBytes)
  })

  it('a body that announces too much is not read at all', async () => {
    const { sent, body } = endless(1)
    const headers = { 'content-length': String(300_000_000) }
    const answer = await ask('/ops/v1/explain', { method: 'POST', body, duplex: 'half' } as RequestInit, headers)
    expect(await told(answer)).toEqual([413, 'body'])
    expect(sent.bytes).toBeLessThanOrEqual(1)
  })

  it('a body that is packed, or no UTF-8, is not read', async () => {
    const packed = await ask('/ops/v1/ingest', { method: 'POST', body: '{}' }, { 'content-encoding': 'gzip' })
    expect(await told(packed)).toEqual([400, 'Content-Encoding'])
    const garbled = await ask('/ops/v1/explain', { method: 'POST', body: Uint8Array.of(0x7b, 0xff, 0x7d) })
    expect(garbled.status).toBe(400)
  })
})

it('a query and a header that are too long are refused by name, before anybody is asked who they are', async () => {
  const query = 'x'.repeat(OPS_LIMITS.queryCharacters)
  expect(await told(await ask(`/ops/v1/audit?before=${query}`, {}))).toEqual([400, 'query'])
  for (const [name, most] of Object.entries(OPS_LIMITS.headerCharacters)) {
    expect(await told(await ask('/ops/v1/regions', {}, { [name]: 'x'.repeat(most + 1) }))).toEqual([431, name])
  }
})
