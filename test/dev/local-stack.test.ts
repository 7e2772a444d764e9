import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type LocalStack, startLocalStack } from '../../src/dev/stack/local-stack.ts'

const IDENT = '/media/house/'

let folder: string
let stack: LocalStack
/** A media URL that the edge itself gave. */
let media: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-stack-'))
  // As somebody may have made it.
  await chmod(folder, 0o755)
  const bundles = inject('workerBundles')
  if ('problem' in bundles) throw new Error(bundles.problem)
  stack = await startLocalStack({ folder, bundles, port: 0, opsPort: 0, country: null, cronEveryMs: 0 })
  const answer = await fetch(`${stack.edgeUrl}/v1/autoplay?surface=home-hero`)
  media = /"url":"(\/media\/[^"]+)"/.exec(await answer.text())?.[1] ?? ''
})
afterAll(async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(stack.edgeUrl + path, { method, headers })
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

describe('media through the stack', () => {
  it('the media are a house ident when nothing is published', () => {
    expect(media.startsWith(IDENT)).toBe(true)
  })

  it('the media come whole, and say that ranges work', async () => {
    const { status, headers, bytes } = await get(media)
    expect([status, headers.get('accept-ranges')]).toEqual([200, 'bytes'])
    expect(headers.get('content-type')).toMatch(/^video\//)
    expect(bytes.length).toBeGreaterThan(1000)
  })

  it('the media come by ranges that add up to the whole: 206', async () => {
    const whole = (await get(media)).bytes
    const first = await get(media, { range: 'bytes=0-499' })
    const rest = await get(media, { range: 'bytes=500-' })
    expect([first.status, rest.status]).toEqual([206, 206])
    expect(first.headers.get('content-range')).toBe(`bytes 0-499/${whole.length}`)
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(Buffer.from(whole))).toBe(true)
  })

  it('the media refuse a range behind the end: 416', async () => {
    expect((await get(media, { range: 'bytes=999999999-' })).status).toBe(416)
  })

  it.each([
    '/media/house/none.mp4',
    '/media/../package.json',
    '/media/house/%2e%2e/%2e%2e/catalogue.ndjson',
    '/media/',
  ])('the media have nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

it('the stack keeps its keys and its store in a folder that is open to its owner alone', async () => {
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600)
})

describe('the two workers', () => {
  it('the two workers keep to themselves: no ops route on the edge, no device route on the publisher', async () => {
    const headers = { authorization: `Bearer ${stack.opsToken}` }
    expect((await fetch(`${stack.edgeUrl}/ops/v1/regions`, { headers })).status).toBe(404)
    expect((await fetch(`${stack.opsUrl}/v1/autoplay?surface=home-hero`, { headers })).status).toBe(404)
  })

  it('the two workers know two persons, so that one can approve what the other asks for, and nobody else', async () => {
    const { ops, second } = stack.opsTokens
    expect([ops, new Set([ops, second]).size]).toEqual([stack.opsToken, 2])
    const until = new Date(Date.now() + 60_000).toISOString()
    const order = { region: 'dach', findings: [{ check: 'count-change', finding: 'b' }], reason: 'to try it', until }
    const post = (token: string, path: string, body: object) =>
      fetch(`${stack.opsUrl}/ops/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
    expect((await post('nobody', '/overrides', order)).status).toBe(401)
    const { approval } = (await (await post(ops, '/overrides', order)).json()) as { approval: { id: string } }
    expect((await post(ops, `/approvals/${approval.id}/approve`, {})).status).toBe(403)
    expect((await post(second, `/approvals/${approval.id}/approve`, {})).status).toBe(200)
  })

  it('the two workers speak on loopback only', () => {
    for (const url of [stack.edgeUrl, stack.opsUrl]) expect(new URL(url).hostname).toBe('127.0.0.1')
  })

  it('the publisher fetches a feed by the clock, from this machine and by http, and unpacks it', async () => {
    const records = [
      { v: 1, type: 'title', id: 'ttl_pulled', name: { en: 'Pulled' }, kind: 'movie' },
      { v: 1, type: 'title', id: 'ttl_pulled2', name: { en: 'Pulled too' }, kind: 'movie' },
    ]
    const source = createServer((_request, response) => {
      response.end(gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join('')))
    })
    await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve))
    // A server that listens on a port has such an address.
    const { port } = source.address() as AddressInfo
    const headers = { authorization: `Bearer ${stack.opsToken}` }
    const url = `${stack.opsUrl}/ops/v1/feeds/northlight`
    const settings = { format: 'ndjson', owner: 'tests', territories: ['*'], url: `http://127.0.0.1:${port}/feed.gz` }
    expect((await fetch(url, { method: 'PUT', headers, body: JSON.stringify(settings) })).status).toBe(200)
    const publisher = await stack.miniflare.getWorker('publisher')
    await publisher.scheduled({ cron: '*/5 * * * *' })
    const fetched = async () => {
      const { items, lastPull } = (await (await fetch(url, { headers })).json()) as Record<string, unknown>
      return { items, lastPull }
    }
    await expect.poll(fetched).toMatchObject({ items: 2, lastPull: { outcome: 'delivered', why: null } })
    await new Promise((resolve) => source.close(resolve))
  })

  it('the publisher publishes every region by the clock, one job each', async () => {
    const publisher = await stack.miniflare.getWorker('publisher')
    await publisher.scheduled({ cron: '*/5 * * * *' })
    const published = async (): Promise<number> => {
      const headers = { authorization: `Bearer ${stack.opsToken}` }
      const answer = await fetch(`${stack.opsUrl}/ops/v1/regions`, { headers })
      const { regions } = (await answer.json()) as { regions: { sequence: number | null }[] }
      return regions.filter(({ sequence }) => sequence !== null).length
    }
    await expect.poll(published).toBe(13)
  })
})

describe('a body far beyond its limit', () => {
  const large = new Uint8Array(30_000_000).fill(0x20)
  const signedIn = () => ({ authorization: `Bearer ${stack.opsToken}` })

  it.each([
    ['the linter', 413, () => `${stack.opsUrl}/ops/v1/campaigns/lint`, signedIn],
    ['a sheet of campaigns', 413, () => `${stack.opsUrl}/ops/v1/campaigns.csv?reason=x`, signedIn],
    ['a campaign that is not there', 404, () => `${stack.opsUrl}/ops/v1/campaigns/cmp_none/submit`, signedIn],
    ['the ops API without a token', 401, () => `${stack.opsUrl}/ops/v1/campaigns/lint`, () => ({})],
    ['decisions', 413, () => `${stack.edgeUrl}/v1/decisions`, () => ({})],
    ['events', 413, () => `${stack.edgeUrl}/v1/events`, () => ({})],
  ])('a body of 30 MB to %s is answered %i, and the connection is not reset', async (_name, status, url, headers) => {
    // Whether an unread body resets its connection is a race, which a sender wins now and then.
    for (let time = 0; time < 3; time += 1) {
      const answer = await fetch(url(), { method: 'POST', headers: headers(), body: large })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
      await answer.arrayBuffer()
    }
  })
})

it('a stack tells when the runtime of its workers has ended by itself, because nothing answers any more', async () => {
  const { workers } = JSON.parse(await readFile(join(folder, 'stack.json'), 'utf8')) as { workers: { pid: number }[] }
  expect(workers).not.toEqual([])
  const gone = new Promise<void>((told) => stack.onRuntimeGone(told))
  for (const { pid } of workers) process.kill(pid, 'SIGKILL')
  await expect(gone).resolves.toBeUndefined()
})
