import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { byteRange } from '../../../src/dev/byte-range.ts'
import { serveMedia } from '../../../src/dev/media-route.ts'

const DIGITS = '0123456789'
const folder = mkdtempSync(join(tmpdir(), 'firstframe-media-'))
const media = join(folder, 'media')
mkdirSync(join(media, 'folder.mp4'), { recursive: true })
writeFileSync(join(media, 'ten.mp4'), DIGITS)
writeFileSync(join(media, 'words.vtt'), 'WEBVTT\n')
writeFileSync(join(media, 'notes.txt'), 'not media')
writeFileSync(join(media, 'empty.mp4'), '')
writeFileSync(join(folder, 'secret.mp4'), 'outside')
symlinkSync(join(folder, 'secret.mp4'), join(media, 'link.mp4'))
afterAll(() => rmSync(folder, { recursive: true }))

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return serveMedia(new Request(`http://localhost${path}`, { headers, method }), { '/media/': media })
}

async function etagOf(path: string): Promise<string> {
  return (await ask(path, {}, 'HEAD')).headers.get('etag') ?? ''
}

describe('serveMedia', () => {
  it('serveMedia sends a whole file, with its type, and says that it can send parts', async () => {
    const response = await ask('/media/ten.mp4')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(response.headers.get('accept-ranges')).toBe('bytes')
    expect(response.headers.get('content-length')).toBe('10')
    expect(await response.text()).toBe(DIGITS)
  })

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-99', DIGITS, 'bytes 0-9/10'],
    ['bytes=4-99', '456789', 'bytes 4-9/10'],
    ['bytes=0-0', '0', 'bytes 0-0/10'],
  ])('serveMedia sends the part that %s names', async (range, body, contentRange) => {
    const response = await ask('/media/ten.mp4', { range })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(contentRange)
    expect(response.headers.get('content-length')).toBe(String(body.length))
    expect(await response.text()).toBe(body)
  })

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])(
    'serveMedia refuses %s, which lies outside, with the true length',
    async (range) => {
      const response = await ask('/media/ten.mp4', { range })
      expect(response.status).toBe(416)
      expect(response.headers.get('content-range')).toBe('bytes */10')
      expect(await response.text()).toBe('')
    },
  )

  it.each(['bytes=5-2', 'bytes=-', 'bytes=a-b', 'lines=0-1', 'bytes=0-1,4-5'])(
    'serveMedia ignores %s',
    async (range) => {
      const response = await ask('/media/ten.mp4', { range })
      expect(response.status).toBe(200)
      expect(await response.text()).toBe(DIGITS)
    },
  )

  it('serveMedia answers HEAD with the headers of GET and no body', async () => {
    const response = await ask('/media/ten.mp4', { range: 'bytes=0-3' }, 'HEAD')
    expect(response.status).toBe(206)
    expect(response.headers.get('content-length')).toBe('4')
    expect(await response.text()).toBe('')
  })

  it('serveMedia sends a part only while the file is the one that If-Range names', async () => {
    const etag = await etagOf('/media/ten.mp4')
    const range = 'bytes=0-3'
    expect((await ask('/media/ten.mp4', { range, 'if-range': etag })).status).toBe(206)
    expect((await ask('/media/ten.mp4', { range, 'if-range': '"older"' })).status).toBe(200)
    expect((await ask('/media/ten.mp4', { range, 'if-range': `W/${etag}` })).status).toBe(200)
  })

  it('serveMedia sends nothing again to whoever has it', async () => {
    const etag = await etagOf('/media/ten.mp4')
    expect((await ask('/media/ten.mp4', { 'if-none-match': `"other", W/${etag}` })).status).toBe(304)
    expect((await ask('/media/ten.mp4', { 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('serveMedia sends an empty file, and no part of it', async () => {
    expect((await ask('/media/empty.mp4')).status).toBe(200)
    expect((await ask('/media/empty.mp4', { range: 'bytes=0-' })).status).toBe(416)
  })

  it.each([
    '/media/none.mp4',
    '/media/notes.txt',
    '/media/folder.mp4',
    '/media/link.mp4',
    '/media/..%2fsecret.mp4',
    '/media/%2e%2e%2fsecret.mp4',
    '/media/..%5csecret.mp4',
    '/media/%00.mp4',
    '/media/%zz.mp4',
    '/elsewhere/ten.mp4',
  ])('serveMedia refuses %s with a problem', async (path) => {
    const response = await ask(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 404, detail: expect.any(String) })
  })

  it('serveMedia refuses to be written to', async () => {
    const response = await ask('/media/ten.mp4', {}, 'PUT')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
  })

  it.each([
    ['/media/ten.mp4', 'GET'],
    ['/media/none.mp4', 'GET'],
    ['/media/ten.mp4', 'OPTIONS'],
    ['/media/ten.mp4', 'PUT'],
  ])('serveMedia lets any origin read the answer to %s %s', async (path, method) => {
    expect((await ask(path, {}, method)).headers.get('access-control-allow-origin')).toBe('*')
  })

  it('serveMedia names the type of captions', async () => {
    expect((await ask('/media/words.vtt')).headers.get('content-type')).toBe('text/vtt; charset=utf-8')
  })
})

it('byteRange never names a byte outside the body', () => {
  const end = fc.option(fc.nat(200), { nil: '' })
  fc.assert(
    fc.property(end, end, fc.nat(100), (from, to, length) => {
      const range = byteRange(`bytes=${from}-${to}`, length)
      if (range.kind !== 'part') return
      expect(range.first).toBeGreaterThanOrEqual(0)
      expect(range.first).toBeLessThanOrEqual(range.last)
      expect(range.last).toBeLessThan(length)
    }),
  )
})
