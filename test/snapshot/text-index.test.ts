import { describe, expect, it } from 'vitest'
import { UnreadableShard } from '../../src/snapshot/columns/decode-hot.ts'
import { encodeShortText } from '../../src/snapshot/text/short-text.ts'
import { decodeTextIndex, encodeTextIndex } from '../../src/snapshot/text/text-index.ts'

const PAGES = [
  { sha256: 'ab'.repeat(32), bytes: 65_536, first: 0 },
  { sha256: '00'.repeat(32), bytes: 7, first: 100 },
  { sha256: 'f1'.repeat(32), bytes: 25_000_000, first: 101 },
]
const WORDS = encodeShortText({ campaigns: ['{"campaignId":"cmp_a"}'], ratings: ['{"system":"FSK","label":"12"}'] })
const index = (pages = PAGES, assets = 150) => decodeTextIndex(encodeTextIndex('dach', pages, assets, WORDS))

describe('the index of the text pages', () => {
  it('the text index opens with every page, and the words that are few, as they were made', () => {
    const opened = index()
    expect([opened.pages, opened.assets]).toEqual([PAGES, 150])
    expect(opened.words.campaign(0)).toEqual({ campaignId: 'cmp_a' })
    expect(opened.words.rating(0)).toEqual({ system: 'FSK', label: '12' })
  })

  it('the text index knows the page of each asset, and that there is none beyond the last', () => {
    const { pageOf } = index()
    expect([0, 99, 100, 101, 149].map((asset) => pageOf(asset).first)).toEqual([0, 0, 100, 101, 101])
    expect(() => pageOf(150)).toThrow(UnreadableShard)
    expect(() => pageOf(0xffff_ffff)).toThrow(UnreadableShard)
  })

  it('the text index takes at most 40 bytes a page beside its words', () => {
    const pages = Array.from({ length: 300 }, (_, at) => ({ sha256: 'ab'.repeat(32), bytes: 65_536, first: at * 300 }))
    expect(encodeTextIndex('dach', pages, 90_000, WORDS).length).toBeLessThan(300 * 40 + WORDS.length + 256)
  })

  it.each([
    ['no page for its assets', []],
    ['pages that begin after the first asset', PAGES.slice(1)],
    ['pages out of order', [...PAGES].reverse()],
    ['two pages of one beginning', [PAGES[0], PAGES[0]].flatMap((page) => page ?? [])],
    ['a page beyond its assets', [...PAGES, { sha256: 'ab'.repeat(32), bytes: 1, first: 150 }]],
  ])('the text index is refused with %s', (_name, pages) => {
    expect(() => index(pages)).toThrow(UnreadableShard)
  })

  it('a text index without pages and assets opens too', () => {
    expect(index([], 0)).toMatchObject({ pages: [], assets: 0 })
  })
})
