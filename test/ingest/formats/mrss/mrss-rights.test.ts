import { describe, expect, it } from 'vitest'
import { itemOf, readItem, rulesOf } from './mrss-documents.ts'

const valid = (text: string) => `<dcterms:valid>${text}</dcterms:valid>`
const restriction = (relationship: string, countries: string, type = 'country') =>
  `<media:restriction relationship="${relationship}" type="${type}">${countries}</media:restriction>`

describe('The rights of an item of Media RSS', () => {
  it.each([
    [
      'start=2026-11-01T00:00Z;end=2026-12-01T00:00Z;scheme=W3C-DTF',
      'UTC',
      '2026-11-01T00:00:00',
      '2026-12-01T00:00:00',
    ],
    [' start = 2026-11-01T00:00Z ; end = 2026-12-01T00:00Z ; ', 'UTC', '2026-11-01T00:00:00', '2026-12-01T00:00:00'],
    [
      'name=Winter; END=2026-12-01T00:00; START=2026-11-01T00:00',
      'territory',
      '2026-11-01T00:00:00',
      '2026-12-01T00:00:00',
    ],
    ['start=2026-11-01T00:00Z', 'UTC', '2026-11-01T00:00:00', null],
    ['start=2026-11-01;end=9999-12-31', 'territory', '2026-11-01T00:00:00', null],
    ['end=2026-12-01T00:00:00Z', 'UTC', '2000-01-01T00:00:00', '2026-12-01T00:00:00'],
  ])('The period %j is a window of %s from %s to %s', async (text, timeZone, start, end) => {
    const { drafts, findings } = await readItem(itemOf(valid(text)))
    expect(findings).toEqual([])
    expect(drafts[0]).toMatchObject({ offers: [{ territories: ['AT', 'DE', 'US'], timeZone, start, end }] })
    expect(drafts[1]).toMatchObject({ validUntil: end, timeZone })
  })

  it.each([
    ['2026-11-01', ['bad-date']],
    ['', ['bad-date']],
    ['scheme=W3C-DTF', ['bad-date']],
    ['start=2026-11-01T00:00Z; end=', ['bad-date']],
    ['start=soon; end=never', ['bad-date', 'bad-date']],
    ['start=2026-11-01T00:00Z; start=2026-10-01T00:00Z', ['bad-date']],
    ['start=2026-11-01T00:00Z; end=2026-12-01T00:00', ['mixed-times']],
  ])('The period %j is an error, and no open window', async (text, rules) => {
    const item = await readItem(itemOf(valid(text)))
    expect(rulesOf(item)).toEqual(rules)
    expect(item.findings.every(({ severity, path }) => severity === 'error' && path.startsWith('dcterms:valid'))).toBe(
      true,
    )
  })

  it('A day alone as an end is the narrower reading, with a warning', async () => {
    const item = await readItem(itemOf(valid('start=2026-11-01; end=2026-11-30')))
    expect(rulesOf(item)).toEqual(['date-only-end'])
    expect(item.drafts[1]).toMatchObject({ validFrom: '2026-11-01T00:00:00', validUntil: '2026-11-30T00:00:00' })
  })

  it('A second window is left out with a warning', async () => {
    const item = await readItem(itemOf(valid('start=2026-11-01T00:00Z') + valid('start=2025-11-01T00:00Z')))
    expect(rulesOf(item)).toEqual(['left-out'])
    expect(item.drafts[1]).toMatchObject({ validFrom: '2026-11-01T00:00:00' })
  })

  it.each([
    [restriction('allow', 'us de'), ['DE', 'US']],
    [restriction('allow', 'us') + restriction('allow', 'at'), ['AT', 'US']],
    [restriction('deny', 'US'), ['AT', 'DE']],
    [restriction('DENY', 'fr'), ['AT', 'DE', 'US']],
    [restriction('allow', 'all'), ['AT', 'DE', 'US']],
    [restriction('deny', 'none'), ['AT', 'DE', 'US']],
    [restriction('allow', 'us de') + restriction('deny', 'de'), ['US']],
    ['<media:restriction relationship="allow">us</media:restriction>', ['US']],
  ])('The restriction %s leaves %j, for the title and the asset', async (element, territories) => {
    const { drafts, findings } = await readItem(itemOf(element))
    expect(findings).toEqual([])
    expect(drafts[0]).toMatchObject({ offers: [{ territories, start: '2000-01-01T00:00:00', end: null }] })
    expect(drafts[1]).toMatchObject({ territories, validFrom: null, validUntil: null })
  })

  it.each([
    [restriction('allow', 'FR'), 'no-territory'],
    [restriction('allow', 'none'), 'no-territory'],
    [restriction('deny', 'all'), 'no-territory'],
    [restriction('deny', 'UK+'), 'unknown-territory'],
    [restriction('forbid', 'US'), 'unknown-value'],
    ['<media:restriction type="country">US</media:restriction>', 'unknown-value'],
  ])('The restriction %s is an error', async (element, rule) => {
    const item = await readItem(itemOf(element))
    expect(item.findings).toMatchObject([{ rule, severity: 'error' }])
  })

  it('A restriction of hosts is left out with a warning, and gives no offer', async () => {
    const item = await readItem(itemOf(restriction('allow', 'https://example.com', 'uri')))
    expect(rulesOf(item)).toEqual(['left-out', 'no-offer'])
    expect(item.drafts[0]).toMatchObject({ offers: [] })
  })

  it('What is nearer to the file overrides what is farther from it', async () => {
    const near = `<media:content url="https://a.example.com/1.mp4" duration="5">${restriction('allow', 'DE')}</media:content>`
    const channel = restriction('allow', 'AT') + valid('start=2026-11-01T00:00Z')
    const { drafts } = await readItem(itemOf('', near), {}, channel)
    expect(drafts[1]).toMatchObject({ territories: ['DE'], validFrom: '2026-11-01T00:00:00' })
    expect((await readItem(itemOf(''), {}, channel)).drafts[1]).toMatchObject({ territories: ['AT'] })
  })

  it('Two files that may play in different countries play where both may', async () => {
    const file = (id: number, countries: string) =>
      `<media:content url="https://a.example.com/${id}.mp4" duration="5">${restriction('allow', countries)}</media:content>`
    const { drafts } = await readItem(itemOf('', file(1, 'DE US') + file(2, 'DE AT')))
    expect(drafts[1]).toMatchObject({ territories: ['DE'] })
  })

  it('What a channel says for all is part of the source of each item', async () => {
    const [one, other] = [
      await readItem(itemOf(''), {}, restriction('allow', 'AT')),
      await readItem(itemOf(''), {}, restriction('allow', 'DE')),
    ]
    expect(one.source).not.toBe(other.source)
  })

  it('An item without a window and a restriction has no offer, with a warning', async () => {
    const item = await readItem(itemOf(''))
    expect(item.findings).toMatchObject([{ rule: 'no-offer', severity: 'warning', path: 'dcterms:valid' }])
    expect(item.drafts[0]).toMatchObject({ offers: [] })
  })

  it.each([
    ['rent', ['rent']],
    ['purchase', ['buy']],
    ['package', ['subscription']],
  ])('A price of the type %s is an offer of %j', async (type, types) => {
    const item = await readItem(itemOf(`${valid('start=2026-11-01T00:00Z')}<media:price type="${type}" price="3.99"/>`))
    expect(item.drafts[0]).toMatchObject({ offers: [{ types }] })
  })

  it.each([
    ['<media:rating scheme="MPAA">PG</media:rating>', [{ territory: 'US', system: 'MPA', label: 'PG' }], []],
    ['<media:rating scheme="urn:simple">nonadult</media:rating>', [], ['rating-unmapped']],
    ['<media:rating>nonadult</media:rating>', [], ['rating-unmapped']],
    ['<media:rating scheme="urn:icra">r (cz 1)</media:rating>', [], ['rating-unmapped']],
    ['<media:rating scheme="MPAA"/>', [], ['rating-unmapped']],
    ['', [], []],
  ])('The rating %s is %j, and never one for all ages', async (element, ratings, rules) => {
    const item = await readItem(itemOf(element + valid('start=2026-11-01T00:00Z')))
    expect(rulesOf(item)).toEqual(rules)
    expect(item.drafts).toMatchObject([{ ratings }, { ratings }])
  })
})
