import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mediaAddress } from '../../../src/ingest/mapping/media-address.ts'
import { assetIdOf, titleIdOf } from '../../../src/ingest/mapping/record-ids.ts'
import { titleOfItem } from '../../../src/ingest/mapping/title-of-item.ts'
import { urlExpiry } from '../../../src/ingest/mapping/url-expiry.ts'
import { assetId, titleId } from '../../../src/model/fields/identifier.ts'
import { aReading } from './reading.ts'

describe('ids of records', () => {
  it('An item id that fits stands in the ids of its records', () => {
    expect(assetIdOf(aReading(), 'Clip_1-a')).toBe('ast_north-Clip_1-a')
    expect(titleIdOf(aReading(), 'x'.repeat(58))).toBe(`ttl_north-${'x'.repeat(58)}`)
  })

  it.each([
    ['', 'he3b0c44298fc1c149afb'],
    ['10.5240/AB', 'h46b1efe4cb7ad7b186fd'],
    ['x'.repeat(59), null],
    ['x\n', null],
  ])('Item id %j becomes a hash', (itemId, digits) => {
    const id = assetIdOf(aReading(), itemId)
    expect(id).toMatch(/^ast_north-h[0-9a-f]{20}$/)
    if (digits !== null) expect(id).toBe(`ast_north-${digits}`)
  })

  it('Every item id gives valid ids, and two items never the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const reading = aReading({}, { feedId: 'a'.repeat(24) })
        expect(assetId.safeParse(assetIdOf(reading, one)).success).toBe(true)
        expect(titleId.safeParse(titleIdOf(reading, one)).success).toBe(true)
        expect(assetIdOf(reading, one) === assetIdOf(reading, other)).toBe(one === other)
      }),
    )
  })
})

describe('titleOfItem', () => {
  const item = { itemId: 'clip-1', externalIds: [{ idType: 'EIDR', id: '10.5240/1' }], line: 7, path: 'externalIds' }

  it('A feed of own titles gives each item a title that is to be drafted', () => {
    expect(titleOfItem(aReading(), item)).toEqual({ own: 'ttl_north-clip-1' })
  })

  it('A feed of external ids names the title by the first of them', () => {
    const reading = aReading({ titles: 'externalId' })
    expect(titleOfItem(reading, item)).toEqual({ known: { externalId: { idType: 'EIDR', id: '10.5240/1' } } })
  })

  it('An item without external id is an error where they name the title', () => {
    const found = titleOfItem(aReading({ titles: 'externalId' }), { ...item, externalIds: [] })
    expect(found).toMatchObject({ finding: { rule: 'unknown-title', severity: 'error', line: 7, path: 'externalIds' } })
  })

  it('A feed with one title gives it to every item', () => {
    expect(titleOfItem(aReading({ titles: 'ttl_sintel' }), item)).toEqual({ known: 'ttl_sintel' })
  })
})

describe('urlExpiry', () => {
  it.each([
    ['Expires=1796083200', '2026-12-01T00:00:00Z'],
    ['Expires=1796083200000', '2026-12-01T00:00:00Z'],
    ['exp=1796083200&x=1', '2026-12-01T00:00:00Z'],
    ['se=2026-12-01T00%3A00%3A00Z&sp=r&sig=x', '2026-12-01T00:00:00Z'],
    ['se=2026-12-01', '2026-12-01T00:00:00Z'],
    ['hdnts=st=1795000000~exp=1796083200~acl=/*~hmac=ab', '2026-12-01T00:00:00Z'],
    ['hdnts=exp%3D1796083200~hmac=ab', '2026-12-01T00:00:00Z'],
    ['X-Amz-Date=20261130T000000Z&X-Amz-Expires=86400', '2026-12-01T00:00:00Z'],
    ['x-goog-date=20261130T000000Z&X-Goog-Expires=86400', '2026-12-01T00:00:00Z'],
    ['Expires=1796083200&exp=1795996800', '2026-11-30T00:00:00Z'],
  ])('Query %s ends when it says', (query, expected) => {
    expect(urlExpiry(`https://cdn.example.com/a.mp4?${query}`)).toBe(Date.parse(expected))
  })

  it.each([
    '',
    'exp=3',
    'Expires=never',
    'X-Amz-Expires=86400',
    'X-Amz-Date=20261130T000000Z&X-Amz-Expires=1e99',
    'X-Amz-Date=20261399T000000Z&X-Amz-Expires=60',
    'se=2026-13-99',
    'exp=%zz',
  ])('Query %j says no end', (query) => {
    expect(urlExpiry(`https://cdn.example.com/a.mp4?${query}#exp=1796083200`)).toBeNull()
  })

  it('Any text is read without a throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void urlExpiry(`https://x.example?${text}`)))
  })
})

describe('mediaAddress', () => {
  const reading = aReading({ hosts: { 'cdn.example.com': 'north' } })
  const address = (url: string, until: number | null = null) =>
    mediaAddress(reading, { url, path: 'content.videos.0.url', line: 3, until })

  it.each([
    ['https://cdn.example.com/a/b.m3u8?x=1', '/@north/a/b.m3u8?x=1'],
    ['https://CDN.example.com:443/a', '/@north/a'],
    ['https://cdn.example.com', '/@north/'],
    ['https://cdn.example.com:8443/a', null],
    ['https://me:secret@cdn.example.com/a', null],
    ['https://cdn.example.com.evil.example/a', null],
    ['https://other.example.com/a', null],
    ['http://cdn.example.com/a', null],
    ['javascript:alert(1)', null],
    ['/media/a.mp4', null],
    ['', null],
  ])('Address %s is stored by its alias only where the host is meant', (url, expected) => {
    expect(address(url)).toEqual({ url: expected ?? url, findings: [] })
  })

  const expiring = 'https://cdn.example.com/a.mp4?Expires=1796083200'
  const expiry = 1_796_083_200_000

  it('A URL that expires before its item warns, and is taken', () => {
    for (const until of [null, expiry + 1]) {
      const { url, findings } = address(expiring, until)
      expect(url).toBe('/@north/a.mp4?Expires=1796083200')
      expect(findings).toMatchObject([{ rule: 'url-expires', severity: 'warning', line: 3, value: expiring }])
      expect(findings[0]?.hint).toContain('2026-12-01T00:00:00.000Z')
    }
  })

  it('A URL that lasts as long as its item is not spoken of', () => {
    expect(address(expiring, expiry).findings).toEqual([])
  })

  it('A URL that has expired is an error, to the millisecond', () => {
    const at = (now: number) =>
      mediaAddress({ ...reading, now }, { url: expiring, path: '', line: 1, until: null }).findings[0]?.rule
    expect([at(expiry - 1), at(expiry)]).toEqual(['url-expires', 'url-expired'])
  })
})
