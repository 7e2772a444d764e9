import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { feedLookups } from '../../src/feeds/feed-lookups.ts'
import { readFeed } from '../../src/feeds/read-feed.ts'
import { feedSettings } from '../../src/model/feeds/feed-settings.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'

const lookups = feedLookups(bundledRules())
const feed = feedSettings.parse({ format: 'ndjson', owner: 'northlight', territories: ['US'] })
const LINES = [1, 2, 3].map((number) => `{"v":1,"type":"title","id":"ttl_${number}"}\n`).join('')

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readAll(bytes: Uint8Array, size = 7) {
  const found: string[] = []
  for await (const item of readFeed(pieces(bytes, size), { ...lookups, feedId: 'northlight', feed, now: 0 })) {
    found.push(item.kind === 'item' ? (item.itemId ?? '–') : `${item.finding.line} ${item.finding.rule}`)
  }
  return found
}

describe('reading a feed', () => {
  it.each<[string, Uint8Array]>([
    ['as they are', Buffer.from(LINES)],
    ['packed', gzipSync(LINES)],
    ['packed twice', gzipSync(gzipSync(LINES))],
  ])('the items of a feed are the same in pieces of any size, %s', async (_how, bytes) => {
    for (const size of [1, 7, 10_000]) expect(await readAll(bytes, size)).toEqual(['ttl_1', 'ttl_2', 'ttl_3'])
  })

  it('a feed whose packed bytes end too early ends as a cut document, after the items that came', async () => {
    const noise = Array.from(
      { length: 2000 },
      (_, index) => `{"v":1,"type":"title","id":"ttl_${index * 7919}"}\n`,
    ).join('')
    const packed = gzipSync(noise)
    const found = await readAll(packed.subarray(0, packed.length - 400), 1000)
    expect(found[0]).toBe('ttl_0')
    expect(found.at(-1)).toMatch(/^\d+ broken-document$/)
    expect(found.filter((each) => each.endsWith('broken-document'))).toHaveLength(1)
  })

  it('a feed whose packed bytes are damaged is a cut document, and none of its items is taken', async () => {
    const packed = gzipSync(LINES)
    packed.fill(0xff, 12, 20)
    expect((await readAll(packed)).at(-1)).toMatch(/^\d+ broken-document$/)
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield packed
    }
    for await (const item of readFeed(bytes(), { ...lookups, feedId: 'northlight', feed, now: 0 })) {
      if (item.kind === 'item')
        expect(item.map().findings).toContainEqual(expect.objectContaining({ severity: 'error' }))
    }
  })

  it('a fault of whoever hands over the bytes is not taken for a fault of the feed', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(LINES)
      throw new TypeError('the disk is gone')
    }
    const items = readFeed(failing(), { ...lookups, feedId: 'northlight', feed, now: 0 })
    const all = async () => {
      for await (const _item of items);
    }
    await expect(all()).rejects.toThrow('the disk is gone')
  })
})

describe('what reading a feed asks of rules and platform', () => {
  it('selectors become countries in the order of the alphabet, and unknown ones none', () => {
    expect(lookups.territoriesOf(['@dach', 'US', 'QQ'])).toEqual(['AT', 'CH', 'DE', 'LI', 'US'])
  })

  it('a rating stands where the feed plays and the scale is known, and an unknown label nowhere', () => {
    expect(lookups.ratingsOf('FSK', '12', ['DE', 'US'])).toEqual([{ territory: 'DE', system: 'FSK', label: '12' }])
    expect(lookups.ratingsOf('urn:simple', 'adult', ['US'])).toEqual([])
  })

  it('bytes that are no UTF-8 are told apart, and still quoted', () => {
    expect(lookups.decode(new Uint8Array([0x61, 0xff]))).toEqual({ text: 'a\uFFFD', isUtf8: false })
    expect(lookups.decode(new Uint8Array([0x61]))).toEqual({ text: 'a', isUtf8: true })
  })

  it('a hash is that of the text in UTF-8', () => {
    expect(lookups.sha256('ä')).toBe('33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc')
  })

  it.each([
    ['Europe/Berlin', true],
    ['Mars/Olympus', false],
    ['', false],
  ])('whether "%s" is a time zone is known', (name, is) => expect(lookups.isTimeZone(name)).toBe(is))
})
