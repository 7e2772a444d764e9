import { describe, expect, it } from 'vitest'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { ratingTerritoryOf } from '../../src/rules/lookup/rating-territory.ts'
import { resolveRating } from '../../src/rules/lookup/resolve-rating.ts'

const rules = bundledRules()

describe('ratingTerritoryOf', () => {
  it.each([
    ['CA', 'QC', 'CA-QC'],
    ['CA', 'ON', 'CA'],
    ['CA', null, 'CA'],
    ['CA', '', 'CA'],
    ['US', 'QC', 'US'],
    ['DE', 'BY', 'DE'],
  ])('takes %s and %j for %s', (country, regionCode, expected) => {
    expect(ratingTerritoryOf(rules, country, regionCode)).toBe(expected)
  })

  it('reads the scale of Quebec by its own labels', () => {
    const own = { territory: 'CA-QC', label: '13+' }
    expect(resolveRating(rules, 'CA-QC', [own], [])).toMatchObject({ state: 'rated', age: 13 })
  })

  it('lends Quebec no rating that names Canada, and Canada none of Quebec', () => {
    const canadian = { territory: 'CA', label: 'G' }
    expect(resolveRating(rules, 'CA-QC', [canadian], [])).toEqual({ state: 'unrated', because: 'missing', age: 0 })
    const own = { territory: 'CA-QC', label: 'G' }
    expect(resolveRating(rules, 'CA', [own], [])).toEqual({ state: 'unrated', because: 'missing', age: 0 })
  })
})
