import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hintsSchema } from '../../../src/contracts/device/requests/hints.ts'
import type { Hints } from '../../../src/decide/context/context.ts'
import { ProblemError } from '../../../src/edge/problem.ts'
import { parseBody, parseQuery } from '../../../src/edge/request/fields.ts'
import { hintsFrom } from '../../../src/edge/request/hints.ts'

const NOTHING: Hints = {
  device: null,
  codecs: [],
  maxHeight: null,
  language: null,
  autoplayOff: false,
  saveData: false,
  reducedMotion: false,
  globalPrivacyControl: false,
  kids: false,
  maxAge: null,
}

const inQuery = (text: string, headers: Record<string, string> = {}): Hints =>
  hintsFrom([parseQuery(hintsSchema, new URLSearchParams(text))], new Headers(headers))
const inBody = (body: Record<string, unknown>): Hints => hintsFrom([parseBody(hintsSchema, body)], new Headers())

describe('hints', () => {
  test('no hint is read where nothing is said', () => {
    expect(inQuery('')).toEqual(NOTHING)
  })

  test('hints are read the same from a query, from a body, and from a body that holds text', () => {
    const wanted: Hints = {
      device: 'tv',
      codecs: ['hevc', 'avc'],
      maxHeight: 1080,
      language: 'pt-BR',
      autoplayOff: true,
      saveData: true,
      reducedMotion: true,
      globalPrivacyControl: true,
      kids: true,
      maxAge: 12,
    }
    const text = {
      device: 'tv',
      codecs: 'hevc, avc,hevc',
      maxHeight: '1080',
      language: 'pt-br',
      autoplay: 'off',
      saveData: 'on',
      reducedMotion: 'true',
      gpc: '1',
      kids: '1',
      maxAge: '12',
    }
    expect(inQuery(new URLSearchParams(text).toString())).toEqual(wanted)
    expect(inBody(text)).toEqual(wanted)
    const typed = { codecs: ['hevc', 'avc'], maxHeight: 1080, autoplay: false, saveData: true, reducedMotion: 1 }
    expect(inBody({ ...text, ...typed, gpc: true, kids: true, maxAge: 12 })).toEqual(wanted)
  })

  test.each([
    'device=toaster',
    'device=TV',
    'device=',
    'codecs=avc,mpeg2',
    'codecs=',
    `codecs=${'avc,'.repeat(9999)}avc`,
    'maxHeight=0',
    'maxHeight=-1',
    'maxHeight=1080.5',
    'maxHeight=1e3',
    'maxHeight=99999999999999999999',
    'maxHeight=%00',
    'language=Deutsch!',
    'language=pt_BR',
    `language=${'de-'.repeat(9999)}de`,
    'language=de-aa-aa-1901-1901',
    'autoplay=never',
    'saveData=maybe',
    'reducedMotion=',
    'gpc=2',
    'kids=yes',
    'kids=%E0%A4%A',
    'maxAge=100',
    'maxAge=-1',
    'maxAge=',
  ])('the hint %s is refused, naming the field and not the value', (query) => {
    const field = query.slice(0, query.indexOf('='))
    expect(() => inQuery(query)).toThrow(expect.objectContaining({ status: 400, field }))
    try {
      inQuery(query)
    } catch (error) {
      const value = new URLSearchParams(query).get(field) ?? ''
      if (error instanceof ProblemError && value.length > 4) expect(error.detail).not.toContain(value)
    }
  })

  test.each(['device=tv&device=tv', 'kids=1&kids=0', 'maxAge=6&maxAge=18', 'language=de&language=de'])(
    'a single hint that is given twice is refused: %s',
    (query) => {
      expect(() => inQuery(query)).toThrow(expect.objectContaining({ status: 400, field: query.split('=')[0] }))
    },
  )

  test.each([{ device: 7 }, { device: ['tv'] }, { codecs: {} }, { kids: 'yes' }, { kids: [] }, { maxAge: 6.5 }])(
    'a body field of the wrong kind is refused: %j',
    (body) => {
      expect(() => inBody(body)).toThrow(expect.objectContaining({ status: 400, field: Object.keys(body)[0] }))
    },
  )

  test('a refusal names the very entry of a list', () => {
    expect(() => inBody({ codecs: ['avc', 'x'] })).toThrow(expect.objectContaining({ field: 'codecs[1]' }))
  })

  test('unknown fields, and null, are ignored', () => {
    expect(inQuery('colour=red&colour=blue&__proto__=1')).toEqual(NOTHING)
    expect(inBody(JSON.parse('{"__proto__":{"kids":true,"device":"x"},"device":null,"constructor":1}'))).toEqual(
      NOTHING,
    )
  })

  test('what a body merely inherits is ignored', () => {
    expect(inBody(Object.create({ kids: true, device: 'tv' }))).toEqual(NOTHING)
  })

  test('the headers that browsers send are hints', () => {
    const headers = { 'Save-Data': 'on', 'Sec-CH-Prefers-Reduced-Motion': '"reduce"', 'Sec-GPC': '1' }
    const wanted = { ...NOTHING, saveData: true, reducedMotion: true, globalPrivacyControl: true }
    expect(inQuery('', headers)).toEqual(wanted)
    expect(inQuery('saveData=0&reducedMotion=0&gpc=0', headers)).toEqual(wanted)
  })

  test('headers that make no sense are ignored', () => {
    const headers = {
      'Save-Data': 'perhaps',
      'Sec-CH-Prefers-Reduced-Motion': '?',
      'Sec-GPC': '2',
      'Accept-Language': ';;',
    }
    expect(inQuery('', headers)).toEqual(NOTHING)
  })

  test.each([
    ['de', 'de'],
    ['en;q=0.5, pt-br;q=0.9', 'pt-BR'],
    ['fr, de', 'fr'],
    ['*, de;q=0.1', 'de'],
    ['de;q=0', null],
    ['*', null],
    [`de${',fr;q=0.5'.repeat(100)}`, null],
    ['zh-hant-tw', 'zh-Hant-TW'],
  ])('the language is taken from Accept-Language %j when none is named', (header, language) => {
    expect(inQuery('', { 'Accept-Language': header }).language).toBe(language)
    expect(inQuery('language=it', { 'Accept-Language': header }).language).toBe('it')
  })
})

test('one more hint never widens', () => {
  const fields = fc.record(
    {
      autoplay: fc.constantFrom('on' as const, 'off' as const),
      saveData: fc.boolean(),
      reducedMotion: fc.boolean(),
      gpc: fc.boolean(),
      kids: fc.boolean(),
      maxAge: fc.integer({ min: 0, max: 99 }),
    },
    { requiredKeys: [] },
  )
  const headers = fc.record(
    { 'save-data': fc.constantFrom('on', 'off'), 'sec-gpc': fc.constantFrom('1', '0') },
    { requiredKeys: [] },
  )
  const parsed = (given: object): ReturnType<typeof parseBody<typeof hintsSchema>> =>
    parseBody(hintsSchema, { ...given })
  fc.assert(
    fc.property(fields, fields, headers, (one, other, sent) => {
      const few = hintsFrom([parsed(one)], new Headers())
      const more = hintsFrom([parsed(one), parsed(other)], new Headers(JSON.parse(JSON.stringify(sent))))
      for (const flag of ['autoplayOff', 'saveData', 'reducedMotion', 'globalPrivacyControl', 'kids'] as const) {
        if (few[flag]) expect(more[flag]).toBe(true)
      }
      if (few.maxAge !== null) expect(more.maxAge).toBeLessThanOrEqual(few.maxAge)
    }),
  )
})
