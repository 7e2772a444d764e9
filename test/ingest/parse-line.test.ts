import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLine } from '../../src/ingest/parse-line.ts'
import type { ScheduleRecord } from '../../src/model/nouns/record.ts'
import { aCampaign, anAsset, aTitle } from './records.ts'

const parse = (content: unknown) => parseLine(typeof content === 'string' ? content : JSON.stringify(content), 7)

function refusalsOf(content: unknown) {
  const parsed = parse(content)
  return 'refused' in parsed ? parsed.refused.map(({ path, rule, value, hint }) => ({ path, rule, value, hint })) : []
}

describe('parseLine', () => {
  it('parseLine accepts a record and fills in its defaults', () => {
    const parsed = parse({ v: 1, type: 'title', id: 'ttl_1', name: { en: 'Sintel' }, kind: 'movie' })
    expect(parsed).toEqual({ record: aTitle() })
  })

  it.each([aTitle(), anAsset(), aCampaign()])('parseLine leaves the canonical $type as it is', (record) => {
    expect(parse(record)).toEqual({ record })
  })

  it.each([
    ['', 'not-json'],
    ['{"v":1', 'not-json'],
    ['{"v":NaN}', 'not-json'],
    ['null', 'not-a-record'],
    ['[]', 'not-a-record'],
    ['"title"', 'not-a-record'],
  ])('parseLine refuses the line %o as %s', (line, rule) => {
    expect(refusalsOf(line)).toEqual([expect.objectContaining({ path: '', rule })])
  })

  it('parseLine refuses a type that it does not know, and lists those that it does', () => {
    const found = {
      path: 'type',
      rule: 'unknown-type',
      value: 'series',
      hint: 'one of title, asset, campaign, takedown',
    }
    expect(refusalsOf({ ...aTitle(), type: 'series' })).toEqual([found])
  })

  it.each(['__proto__', 'constructor', 'toString'])('parseLine refuses the type %s', (type) => {
    expect(refusalsOf({ v: 1, type })).toEqual([expect.objectContaining({ path: 'type', rule: 'unknown-type' })])
  })

  it('parseLine refuses a value outside a list, with the list', () => {
    const found = {
      path: 'kind',
      rule: 'not-allowed',
      value: 'film',
      hint: 'one of movie, series, season, episode, event, short',
    }
    expect(refusalsOf({ ...aTitle(), kind: 'film' })).toEqual([found])
  })

  it('parseLine refuses an unknown field at any depth, with the fields that are free there', () => {
    const [rendition] = anAsset().renditions
    const record = { ...anAsset(), length: 5, renditions: [{ ...rendition, width: 1920 }] }
    expect(refusalsOf(record)).toEqual([
      expect.objectContaining({
        path: 'renditions.0.width',
        rule: 'unknown-field',
        value: '1920',
        hint: 'allowed here: type, url, codec, height, bitrate',
      }),
      expect.objectContaining({
        path: 'length',
        rule: 'unknown-field',
        value: '5',
        hint: expect.stringContaining('durationMs'),
      }),
    ])
  })

  it('parseLine refuses an unknown field of an asset selector with the fields of a selector', () => {
    expect(refusalsOf({ ...aCampaign(), assets: { tag: 'new' } })).toEqual([
      {
        path: 'assets.tag',
        rule: 'unknown-field',
        value: 'new',
        hint: 'allowed here: feed, tags, titles, kinds, aspects, addedWithinDays, not',
      },
    ])
  })

  it('parseLine refuses a bad id inside a list of assets at its own index', () => {
    expect(refusalsOf({ ...aCampaign(), assets: ['ast_1', 'ttl_1'] })).toEqual([
      expect.objectContaining({ path: 'assets.1', rule: 'wrong-format', value: 'ttl_1' }),
    ])
  })

  it('parseLine tells missing from wrong', () => {
    const { id: _, ...withoutId } = aTitle()
    expect(refusalsOf(withoutId)).toEqual([expect.objectContaining({ path: 'id', rule: 'missing-field', value: '' })])
    expect(refusalsOf({ ...anAsset(), durationMs: '52' })).toEqual([
      { path: 'durationMs', rule: 'wrong-type', value: '52', hint: 'want: number' },
    ])
    const { assets: __, ...withoutAssets } = aCampaign()
    expect(refusalsOf(withoutAssets)).toEqual([
      { path: 'assets', rule: 'missing-field', value: '', hint: 'want: array or object' },
    ])
  })

  it('parseLine refuses what is out of range or contradicts itself', () => {
    expect(refusalsOf({ ...anAsset(), durationMs: 0 })).toEqual([
      { path: 'durationMs', rule: 'out-of-range', value: '0', hint: 'at least 1' },
    ])
    expect(refusalsOf({ ...aCampaign(), end: '2026-10-01T00:00:00' })).toEqual([
      expect.objectContaining({
        path: 'end',
        rule: 'contradiction',
        hint: expect.stringContaining('must end after it starts'),
      }),
    ])
  })

  it.each(['2026-02-29', '2026-02-30', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'])(
    'parseLine refuses %s, which no calendar has',
    (day) => {
      const found = expect.objectContaining({ rule: 'wrong-format', hint: expect.stringContaining('that exists') })
      expect(refusalsOf({ ...aCampaign(), start: `${day}T00:00:00` })).toEqual([found])
      expect(refusalsOf({ ...aTitle(), releasedOn: day })).toEqual([found])
    },
  )

  it('parseLine accepts every day that the calendar has', () => {
    const noDate = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true })
    const days = fc.oneof(noDate, fc.constantFrom(new Date('2000-02-29'), new Date('2028-02-29')))
    fc.assert(
      fc.property(days, (date) => {
        expect(refusalsOf({ ...aCampaign(), start: date.toISOString().slice(0, 19), end: null })).toEqual([])
      }),
    )
  })

  it('parseLine refuses another version of the format', () => {
    expect(refusalsOf({ ...aTitle(), v: 2 })).toEqual([expect.objectContaining({ path: 'v', hint: 'want: 1' })])
  })

  it.each(['{"v":1,"type":"title","__proto__":{"id":"ttl_9"}}', '{"v":1,"name":{"\\u005f_proto__":"x"}}'])(
    'parseLine refuses %s and leaves every prototype alone',
    (line) => {
      expect(refusalsOf(line)).toEqual([expect.objectContaining({ rule: 'reserved-key', value: '__proto__' })])
      expect(Object.hasOwn(Object.prototype, 'id')).toBe(false)
    },
  )

  it('parseLine refuses half a surrogate pair, and keeps a whole one', () => {
    expect(refusalsOf('{"v":1,"type":"title","name":{"en":"\\ud83c"}}')).toEqual([
      expect.objectContaining({ path: 'name.en', rule: 'lone-surrogate', value: '\uFFFD' }),
    ])
    const record = aTitle({ name: { en: '🎬' } })
    expect(parse(JSON.stringify(record).replace('🎬', '\\ud83c\\udfac'))).toEqual({ record })
  })

  it('parseLine cuts long values to 120 characters, and reports no more than 20 findings of a line', () => {
    const [found] = refusalsOf({ ...aTitle(), kind: '🎬'.repeat(500) })
    expect(found?.value.length).toBeLessThanOrEqual(120)
    expect(found?.value).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, 1]))
    expect(refusalsOf({ ...aTitle(), ...fields })).toHaveLength(20)
  })

  it('parseLine survives a line that nests 200,000 deep', () => {
    expect(refusalsOf(`{"type":"title","__proto__":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).not.toEqual([])
    expect(refusalsOf(`{"type":"title","id":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).not.toEqual([])
  })

  it('parseLine either accepts or refuses with a reason, whatever is put into any field', () => {
    const records: ScheduleRecord[] = [aTitle(), anAsset(), aCampaign()]
    const broken = fc
      .tuple(fc.constantFrom(...records), fc.nat(40), fc.jsonValue(), fc.boolean())
      .map(([record, at, value, remove]) => {
        const entries = Object.entries(record)
        const [field] = entries[at % entries.length] ?? ['id']
        return Object.fromEntries(
          entries.flatMap(([key, old]) => (key !== field ? [[key, old]] : remove ? [] : [[key, value]])),
        )
      })
    fc.assert(
      fc.property(fc.oneof(broken, fc.jsonValue()), (content) => {
        const parsed = parse(JSON.stringify(content))
        if ('record' in parsed) return
        expect(parsed.refused.length).toBeGreaterThan(0)
        for (const found of parsed.refused) {
          expect(found).toMatchObject({ line: 7, severity: 'error' })
          expect(found.hint).not.toBe('')
        }
      }),
      { numRuns: 2000 },
    )
  })
})
