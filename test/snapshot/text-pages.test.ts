import { describe, expect, it } from 'vitest'
import type { Shard } from '../../src/snapshot/format.ts'
import { encodeShortText } from '../../src/snapshot/text/short-text.ts'
import { TextEntries } from '../../src/snapshot/text/text-entries.ts'
import { encodeTextPages } from '../../src/snapshot/text/text-pages.ts'
import { wholeText } from '../../src/snapshot/text/whole-text.ts'

const LEAST_PAGE = 64 * 1024
const NO_WORDS = encodeShortText({ campaigns: [], ratings: [] })

/** The words of an asset that is about nothing. */
const entry = (id: string, length: number): string =>
  JSON.stringify([{ assetId: `ast_${id}`, name: { en: 'ü'.repeat(length) } }, null])

const entriesOf = (assets: readonly string[]): TextEntries => {
  const entries = new TextEntries()
  for (const each of assets) entries.push(each)
  return entries
}

const pagesOf = (assets: readonly string[]): readonly Shard[] => encodeTextPages(entriesOf(assets))

const opened = (pages: readonly Shard[]) => wholeText(NO_WORDS, new Map(pages.map(({ name, bytes }) => [name, bytes])))

describe('text pages', () => {
  it('the text pages hold every word, each page within its bound and named for its first asset', () => {
    const assets = Array.from({ length: 400 }, (_, at) => entry(String(at), 400))
    const pages = pagesOf(assets)
    expect(pages.length).toBeGreaterThan(4)
    let first = 0
    for (const { name, bytes, count } of pages) {
      expect(name).toBe(`text.${first}`)
      expect(bytes.length).toBeLessThan(LEAST_PAGE + 4096)
      first += count
    }
    expect(first).toBe(assets.length)
    const text = opened(pages)
    for (const at of assets.keys()) expect(text.asset(at).assetId).toBe(`ast_${at}`)
  })

  it('the text pages may come in any order', () => {
    const assets = Array.from({ length: 400 }, (_, at) => entry(String(at), 400))
    const text = opened([...pagesOf(assets)].reverse())
    for (const at of assets.keys()) expect(text.asset(at).assetId).toBe(`ast_${at}`)
  })

  it('a word that is larger than a page has a page to itself', () => {
    const assets = [entry('0', 10), entry('1', LEAST_PAGE), entry('2', 10)]
    expect(pagesOf(assets).map(({ count }) => count)).toEqual([1, 1, 1])
  })

  it("a text page has the words of an asset's title beside its own", () => {
    const about = (titleId: string) =>
      JSON.stringify([
        { assetId: 'ast_x', name: {} },
        { titleId, name: {} },
      ])
    const text = opened(pagesOf([about('ttl_b'), entry('y', 1), about('ttl_a')]))
    expect([0, 1, 2].map((at) => text.titleOf(at)?.titleId ?? null)).toEqual(['ttl_b', null, 'ttl_a'])
  })

  it('text pages are made once, for the words are handed over', () => {
    const entries = entriesOf([entry('x', 1)])
    encodeTextPages(entries)
    expect(() => encodeTextPages(entries)).toThrow('handed over')
    expect(() => entries.push(entry('y', 1))).toThrow('handed over')
  })

  it('the text pages of 3,000 large words are fewer than 400', () => {
    const pages = pagesOf(Array.from({ length: 3000 }, (_, at) => entry(String(at), 10_000)))
    expect(pages.length).toBeGreaterThan(100)
    expect(pages.length).toBeLessThan(400)
  })
})

describe('a record that comes, goes or changes', () => {
  const assets = Array.from({ length: 3000 }, (_, at) => entry(`film-${at}`, 250 + (at % 7) * 10))
  const before = new Set(pagesOf(assets).map(({ bytes }) => Buffer.from(bytes).toString('base64')))
  const changedPages = (after: readonly string[]): number =>
    pagesOf(after).filter(({ bytes }) => !before.has(Buffer.from(bytes).toString('base64'))).length

  it.each([0, 1, 500, 1234, 2998])(
    'a record that comes, goes or changes at %i leaves the pages of the others as they were',
    (at) => {
      expect(before.size).toBeGreaterThan(20)
      const other = entry(`film-${at}`, 333)
      expect(changedPages(assets.toSpliced(at, 1, other)), 'changed').toBeLessThanOrEqual(3)
      expect(changedPages(assets.toSpliced(at, 1)), 'gone').toBeLessThanOrEqual(3)
      expect(changedPages(assets.toSpliced(at, 0, entry('new', 300))), 'new').toBeLessThanOrEqual(3)
    },
  )
})
