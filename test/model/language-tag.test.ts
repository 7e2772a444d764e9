import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalLanguage, lookupLanguage } from '../../src/model/fields/language-tag.ts'

describe('canonicalLanguage', () => {
  it.each([
    ['iw', 'he'],
    ['IW-il', 'he-IL'],
    ['in', 'id'],
    ['ji', 'yi'],
    ['mo', 'ro'],
    ['sh', 'sr-Latn'],
    ['pt-br', 'pt-BR'],
    ['EN-gb', 'en-GB'],
    ['en-uk', 'en-GB'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['deu', 'de'],
    ['de-DD', 'de-DE'],
    ['zh-yue', 'yue'],
    ['zh-yue-hk', 'yue-HK'],
    ['zh-cmn-hans-cn', 'zh-Hans-CN'],
    ['ar-arz', 'arz'],
    ['sgn-ase', 'ase'],
    ['i-klingon', 'tlh'],
    ['art-lojban', 'jbo'],
    ['zh-min-nan', 'nan'],
    ['no-bok', 'nb'],
    ['en-GB-oed', 'en-GB-oxendict'],
    ['sgn-be-fr', 'sfb'],
    ['de-1996', 'de-1996'],
    ['zxx', 'zxx'],
  ])('canonicalLanguage writes %s as %s', (tag, canonical) => {
    expect(canonicalLanguage(tag)).toBe(canonical)
    expect(canonicalLanguage(canonical)).toBe(canonical)
  })

  it.each([
    '',
    'a',
    'english',
    'en_US',
    'en-',
    '-en',
    'de-de-de',
    'zh-CHN',
    'sw-TZA',
    'i-default',
    'zh-min',
    'x-private',
  ])('canonicalLanguage knows that %o is no tag', (tag) => expect(canonicalLanguage(tag)).toBeNull())

  it('canonicalLanguage leaves a canonical tag as it is, and never throws', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'adehnst'), minLength: 2, maxLength: 3 })
    const subtag = fc.constantFrom('DE', 'hans', 'Latn', '419', '1996', 'x', 'u', '')
    const tags = fc
      .tuple(letters, fc.array(subtag, { maxLength: 3 }))
      .map(([language, rest]) => [language, ...rest].join('-'))
    let read = 0
    fc.assert(
      fc.property(fc.oneof(tags, fc.string()), (text) => {
        const canonical = canonicalLanguage(text)
        if (canonical === null) return
        read++
        expect(canonicalLanguage(canonical)).toBe(canonical)
      }),
    )
    expect(read).toBeGreaterThan(10)
  })
})

describe('lookupLanguage', () => {
  const find = (tags: readonly string[], language: string | null) =>
    lookupLanguage((tag) => tags.includes(tag), language)

  it('lookupLanguage goes from the narrow to the broad, part by part (RFC 4647, section 3.4)', () => {
    expect(find(['zh', 'zh-Hant'], 'zh-Hant-TW')).toBe('zh-Hant')
    expect(find(['zh', 'de'], 'zh-Hant-TW')).toBe('zh')
    expect(find(['de-CH', 'de'], 'de-CH-1996')).toBe('de-CH')
    expect(find(['en'], 'en-x-private')).toBe('en')
    expect(find(['zh-Hant-CN'], 'zh-Hant-CN-x-private1-private2')).toBe('zh-Hant-CN')
  })

  it('lookupLanguage never finds what is narrower, or another language', () => {
    expect(find(['pt-BR'], 'pt')).toBeNull()
    expect(find(['den'], 'de')).toBeNull()
    expect(find(['de'], null)).toBeNull()
  })
})
