import { expect, it } from 'vitest'
import { TEXT_PAGE_BYTES } from '../../src/snapshot/format.ts'
import { decodeText, encodeText } from '../../src/snapshot/text-pages.ts'

const NONE = { assets: [], titles: [], campaigns: [], ratings: [] }
const entry = (id: number, length: number): string =>
  JSON.stringify({ assetId: `ast_${id}`, name: { en: 'ü'.repeat(length) } })

it('words beyond one page go to the next, each page within its bound, and every word is found', () => {
  const count = 40
  const assets = Array.from({ length: count }, (_, id) => entry(id, 150_000))
  const shards = encodeText({ ...NONE, assets, titles: [JSON.stringify({ titleId: 'ttl_last', name: {} })] })
  const pages = shards.filter(({ count: held }) => held > 0)
  expect(pages.length).toBeGreaterThan(3)
  expect(pages.reduce((sum, page) => sum + page.count, 0)).toBe(count + 1)
  for (const { bytes } of shards) expect(bytes.length).toBeLessThan(TEXT_PAGE_BYTES + 4096)
  const text = decodeText(shards.map(({ bytes }) => bytes))
  for (let id = 0; id < count; id++) expect(text.asset(id).assetId).toBe(`ast_${id}`)
  expect(text.title(0).titleId).toBe('ttl_last')
})

it('a word larger than a page has one to itself', () => {
  const assets = [entry(0, 10), entry(1, TEXT_PAGE_BYTES), entry(2, 10)]
  const shards = encodeText({ ...NONE, assets })
  expect(shards.filter(({ count }) => count > 0).map(({ count }) => count)).toEqual([1, 1, 1])
  const text = decodeText(shards.map(({ bytes }) => bytes))
  expect([0, 1, 2].map((id) => text.asset(id).assetId)).toEqual(['ast_0', 'ast_1', 'ast_2'])
})

it('pages may come in any order', () => {
  const assets = Array.from({ length: 6 }, (_, id) => entry(id, 1_000_000))
  const shards = encodeText({ ...NONE, assets })
  const text = decodeText([...shards].reverse().map(({ bytes }) => bytes))
  expect(Array.from({ length: 6 }, (_, id) => text.asset(id).assetId)).toEqual(
    Array.from({ length: 6 }, (_, id) => `ast_${id}`),
  )
})

it('pages are named in their order', () => {
  expect(encodeText(NONE).map(({ name }) => name)).toEqual(['text.0', 'text.1', 'text.2', 'text.3'])
})
