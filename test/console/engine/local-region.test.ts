import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE_ENGINE } from '../../../src/console/engine/generated/console-engine.ts'
import type { ExplanationAnswer } from '../../../src/contracts/ops/answers/inquiries/explain.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'

type Engine = typeof import('../../../src/console/engine/browser/local-region.ts')
type Region = Awaited<ReturnType<Engine['openRegion']>>

const RATED = (label: string) => ({
  ratings: [
    { territory: 'DE', label },
    { territory: 'AT', label: '0' },
  ],
})
const NOW = Date.parse('2026-12-04T18:00:00Z')
const MOMENTS = [NOW, NOW + 4 * 3_600_000]
const PLACES = [
  ['DE', 'home-hero'],
  ['AT', 'home-hero'],
  ['DE', 'clips-feed'],
] as const
const VIEWERS = [{}, { cap: 6 }, { cap: 16 }, { cap: 12, kids: true }, { cap: 21, adult: true, pin: true }]

let world: PublisherWorld
let engine: Engine
let region: Region

/** As a page fetches, signed in. */
async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/ops/v1${path}`, { headers }, world.environment)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

const openWith = (changed: (path: string, bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) =>
  engine.openRegion('dach', { read: async (path) => changed(path, await read(path)), subtle: crypto.subtle })

beforeAll(async () => {
  const script = join(await mkdtemp(join(tmpdir(), 'engine-')), 'engine.mjs')
  await writeFile(script, CONSOLE_ENGINE)
  engine = (await import(/* @vite-ignore */ pathToFileURL(script).href)) as Engine
  world = await startPublisherWorld()
  await world.ingest(title('one', RATED('FSK 0')), title('two', RATED('FSK 12')), title('three', RATED('FSK 16')))
  await world.ingest(...['one', 'two', 'three'].map((id) => asset(id)))
  await world.ingest(
    campaign('one', ['one', 'two'], { priority: 'evergreen' }),
    campaign('two', ['two'], { territories: ['DE'], hours: [{ days: ['fri', 'sun'], from: '18:30', to: '20:10' }] }),
    campaign('three', ['three', 'one'], { priority: 'guaranteed', start: '2026-12-04T20:00:00' }),
  )
  await world.publish()
  await world.ops('POST', '/takedowns', { target: 'cmp_two', reason: 'rights', territories: ['AT'] })
  region = await openWith((_, bytes) => bytes)
})
afterAll(() => world.close())

describe('the engine in a page', () => {
  it('the engine for pages costs at most 40,000 bytes, compressed', () => {
    expect(gzipSync(CONSOLE_ENGINE, { level: 9 }).length).toBeLessThanOrEqual(40_000)
  })

  it('the engine in a page tells what explain tells, of each viewer, place, surface and moment', async () => {
    const seen = new Set<string>()
    for (const [country, surface] of PLACES) {
      for (const [viewer, now] of VIEWERS.flatMap((each) => MOMENTS.map((moment) => [each, moment] as const))) {
        const question = { country, surface, ...viewer }
        const asked = { ...question, now: new Date(now).toISOString(), limit: 100_000 }
        const told = (await (await world.ops('POST', '/explain', asked)).json()) as ExplanationAnswer
        const { context, kept, rejected, total } = region.explain({ ...question, now })
        expect(JSON.parse(JSON.stringify({ context, kept, rejected, total })), JSON.stringify(asked)).toEqual({
          ...{ context: told.context, rejected: told.rejected, total: told.total },
          kept: told.kept.map((each) => ({ ...each, chances: [] })),
        })
        seen.add(`${kept.map(({ assetId }) => assetId)} ${rejected.map(({ first }) => first)}`)
      }
    }
    expect(seen.size).toBeGreaterThan(6)
    expect(region.pointer).toMatchObject({ region: 'dach', sequence: 1 })
  })

  it('the engine in a page opens nothing whose hash or signature is not what was announced', async () => {
    const spoilt = (bytes: Uint8Array<ArrayBuffer>) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1)
    await expect(openWith((path, bytes) => (path.endsWith('/hot') ? spoilt(bytes) : bytes))).rejects.toThrow(
      /hot .*hash/,
    )
    await expect(openWith((path, bytes) => (/text\.\d/.test(path) ? spoilt(bytes) : bytes))).rejects.toThrow(/hash/)
    const forged = (bytes: Uint8Array<ArrayBuffer>) => {
      const signed = JSON.parse(new TextDecoder().decode(bytes)) as { pointer: string }
      const [header, payload = '', signature] = signed.pointer.split('.')
      const other = btoa(atob(payload.replaceAll('-', '+').replaceAll('_', '/')).replace('"dach"', '"fr"'))
      return new TextEncoder().encode(JSON.stringify({ ...signed, pointer: `${header}.${other}.${signature}` }))
    }
    await expect(openWith((path, bytes) => (path.endsWith('/signed') ? forged(bytes) : bytes))).rejects.toThrow(
      'the pointer does not have the signature of this publisher',
    )
  })

  it('the engine in a page says that nothing is published, and that a country is of another region', async () => {
    const doors = { read, subtle: crypto.subtle }
    await expect(engine.openRegion('fr', doors)).rejects.toThrow('nothing is published in fr')
    expect(() => region.explain({ surface: 'home-hero', country: 'FR', now: NOW })).toThrow('FR is not in dach')
  })

  it('the engine is served as a script, and the shards that it reads may be kept by the browser', async () => {
    const script = await world.app.request('/console/engine.js', {}, world.environment)
    expect([script.headers.get('content-type'), await script.text()]).toEqual([
      ...['text/javascript; charset=utf-8', CONSOLE_ENGINE],
    ])
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const path = `/ops/v1/regions/dach/snapshots/${region.pointer.snapshot}/hot`
    const shard = await world.app.request(path, { headers }, world.environment)
    expect(shard.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  })
})
