import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mrssOf } from '../../ingest/formats/mrss/mrss-documents.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { ask, film, lines, SETTINGS } from './feed-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await ask(world, 'PUT', '/feeds/northlight', { ...SETTINGS, hosts: { 'cdn.northlight.example': 'northlight' } })
})
afterEach(() => world.close())

type Report = {
  readonly outcome: string
  readonly refused: readonly { readonly rule: string; readonly path: string; readonly item: string | null }[]
}
const deliver = async (body: string, feed = 'northlight') =>
  (await ask<Report>(world, 'POST', `/feeds/${feed}/deliveries?mode=delta`, body)).body
const found = ({ refused }: Report) => refused.map(({ rule, path }) => `${rule} ${path}`)
const rendition = (url: string) => ({ renditions: [{ type: 'mp4', url, codec: 'avc', height: 1080 }] })

/** What is stored of an asset. */
async function stored(id: string): Promise<Record<string, unknown>> {
  const answer = await world.app.request(
    '/ops/v1/export',
    { headers: { authorization: `Bearer ${OPS_TOKEN}` } },
    world.environment,
  )
  const records = (await answer.text()).split('\n').filter((line) => line.includes(`"id":"${id}"`))
  return JSON.parse(records[0] ?? '{}') as Record<string, unknown>
}

describe('records that a feed should not send', () => {
  it.each([undefined, null, '', 0, [], {}, 'widget', 'constructor', '__proto__'])(
    'a record of the type %j goes into quarantine by itself',
    async (type) => {
      const report = await deliver(lines([...film('a'), { ...film('b')[1], type }]))
      expect(report).toMatchObject({ outcome: 'promoted', accepted: 2, quarantined: 1 })
      expect(found(report)).toEqual([type === undefined ? 'missing-field type' : 'unknown-type type'])
    },
  )

  it('a video at the alias of another feed goes into quarantine, and one at an alias of its own is taken', async () => {
    const other = film('a', { ...rendition('/@polar/a.mp4'), poster: '/@polar/a.jpg' })
    expect(found(await deliver(lines([...other, ...film('b', rendition('/@northlight/b.mp4'))])))).toEqual([
      'not-allowed renditions.0.url',
      'not-allowed poster',
    ])
    expect(await stored('ast_b')).toMatchObject(rendition('/@northlight/b.mp4'))
  })

  it('the hosts of a feed become aliases in its canonical records too', async () => {
    await deliver(lines(film('a', { ...rendition('https://cdn.northlight.example/a.mp4'), captions: [] })))
    expect(await stored('ast_a')).toMatchObject(rendition('/@northlight/a.mp4'))
  })

  it('a canonical record whose URL has expired goes into quarantine', async () => {
    const report = await deliver(lines([...film('a', rendition('https://cdn.example/a.mp4?Expires=1000000000'))]))
    expect(found(report)).toEqual(['url-expired renditions.0.url'])
  })

  it('a document that is broken early is read to its end, so that its sender gets the report', async () => {
    await ask(world, 'PUT', '/feeds/polar', { ...SETTINGS, format: 'roku' })
    let left = 50
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        left -= 1
        controller.enqueue(new TextEncoder().encode('<html>'.repeat(1000)))
        if (left === 0) controller.close()
      },
    })
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    const answer = await world.app.request('/ops/v1/feeds/polar/deliveries', init, world.environment)
    expect([answer.status, left]).toEqual([200, 0])
  })

  it('each finding quotes the beginning of an id of a megabyte', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 1]))
    const report = await deliver(lines([{ ...film('a')[0], id: `ttl_${'x'.repeat(900_000)}`, ...many }]))
    expect(report.refused.length).toBeGreaterThan(1)
    expect(JSON.stringify(report).length).toBeLessThan(50_000)
    expect(JSON.stringify((await ask(world, 'GET', '/quarantine')).body).length).toBeLessThan(50_000)
  })
})

describe('a feed whose videos are cleared worldwide', () => {
  const everywhere = { ...SETTINGS, worldwide: true }

  it.each([
    ['names nothing', {}, true],
    ['names every territory', { territories: ['*'] }, true],
    ['names some', { territories: ['US'] }, false],
    ['says that it is not', { worldwide: false }, false],
  ])('a record that %s plays everywhere: %j → %s', async (_what, says, worldwide) => {
    await ask(world, 'PUT', '/feeds/polar', everywhere)
    await deliver(lines(film('a', says)), 'polar')
    expect(await stored('ast_a')).toMatchObject({ worldwide })
  })

  it('a record whose flag is none goes into quarantine', async () => {
    await ask(world, 'PUT', '/feeds/polar', everywhere)
    expect(found(await deliver(lines(film('a', { worldwide: 'no' })), 'polar'))).toEqual(['wrong-type worldwide'])
  })

  it.each([
    ['', true],
    ['<media:restriction relationship="allow">US</media:restriction>', false],
    ['<media:restriction relationship="deny">FR</media:restriction>', false],
  ])('an item of MRSS with "%s" plays everywhere: %s', async (restriction, worldwide) => {
    await ask(world, 'PUT', '/feeds/polar', { ...everywhere, format: 'mrss' })
    const video = '<media:content url="https://cdn.example.com/1.mp4" duration="52" height="1080" lang="en"/>'
    await deliver(mrssOf(`<item><guid>a</guid><title>The dragon</title>${video}${restriction}</item>`), 'polar')
    expect(await stored('ast_polar-a')).toMatchObject({ worldwide })
  })
})
