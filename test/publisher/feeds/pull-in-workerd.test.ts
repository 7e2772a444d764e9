import { gzipSync } from 'node:zlib'
import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBareWorker } from '../../setup/bare-worker.ts'
import { FAULTY_SOURCES } from './faulty-sources.ts'
import type { Asked } from './pull-worker.ts'
import { type SourceServer, startSourceServer } from './source-server.ts'

/** The same in the runtime of Workers, whose fetch is another one. */
let miniflare: Miniflare
let source: SourceServer

beforeAll(async () => {
  miniflare = await startBareWorker(new URL('pull-worker.ts', import.meta.url))
  source = await startSourceServer()
})
afterAll(async () => {
  await source.close()
  await miniflare.dispose()
})

const pull = async (asked: Partial<Asked> = {}): Promise<unknown> => {
  const body = JSON.stringify({ url: `${source.origin}/feed.xml`, bounds: {}, etag: null, ...asked })
  return (await miniflare.dispatchFetch('http://x/', { method: 'POST', body })).json()
}

it.each(FAULTY_SOURCES)('a source that $name delivers nothing in workerd either, and says why', async (faulty) => {
  source.answer = ({ url = '' }, response) => faulty.answer(response, url)
  expect(await pull({ bounds: faulty.bounds ?? {} })).toEqual({ why: expect.stringMatching(faulty.why) })
})

describe('a source that is well', () => {
  it('a feed is fetched in workerd, over redirects and under its conditions', async () => {
    source.answer = ({ url, headers }, response) => {
      if (url === '/feed.xml') response.writeHead(301, { location: '/moved' }).end()
      else if (headers['if-none-match'] === '"v1"') response.writeHead(304).end()
      else response.writeHead(200, { etag: '"v1"' }).end('<rss/>')
    }
    expect(await pull()).toEqual({ result: '<rss/>', validators: { etag: '"v1"', lastModified: null } })
    expect(await pull({ etag: '"v1"' })).toBe('unchanged')
  })

  it.each([
    ['as a file', {}, ''],
    ['on the way', { 'content-encoding': 'gzip' }, ''],
    ['twice', { 'content-encoding': 'gzip' }, 'twice'],
  ])('a feed that is packed %s arrives unpacked in workerd', async (_name, headers, twice) => {
    const packed = gzipSync('<rss>packed</rss>')
    source.answer = (_request, response) => response.writeHead(200, headers).end(twice ? gzipSync(packed) : packed)
    expect(await pull()).toMatchObject({ result: '<rss>packed</rss>' })
  })

  it('a feed that is packed on the way and cut is broken off in workerd', async () => {
    const packed = gzipSync('<rss>a feed of some length</rss>')
    source.answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length - 9))
    expect(await pull()).toEqual({ why: expect.stringMatching(/broke off/) })
  })
})
