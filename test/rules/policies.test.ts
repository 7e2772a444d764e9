import { describe, expect, it } from 'vitest'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

const { geo, privacy, page, descriptors, embargo } = bundledRules()

describe('policies of places and content', () => {
  it("the bundled rules embargo nobody: that is the operator's to say", () => {
    expect(embargo).toEqual([])
  })

  it('home rights need a confirmed rule, since they widen', () => {
    expect(geo.portability.size).toBe(27)
    expect(['IS', 'LI', 'NO', 'GB', 'CH'].filter((code) => geo.portability.has(code))).toEqual([])
    const confirmed = parseRules(changed('policies/geo.json', 'portability.1.verified', 'yes')).rules
    expect(confirmed?.geo.portability.has('NO')).toBe(true)
  })

  it('an opt-out is honoured where it is not confirmed, since it narrows', () => {
    expect([...privacy.globalPrivacyControl].sort()).toEqual(['US-CA', 'US-CO', 'US-CT', 'US-MT', 'US-OR', 'US-TX'])
  })

  it('minors are protected where it is not confirmed, since that narrows', () => {
    const here = (place: string) => privacy.minors.filter(({ places }) => places.includes(place))
    expect(here('BR')).toMatchObject([{ below: 18, forbids: ['profiling'] }])
    expect(here('NO').map(({ forbids }) => forbids)).toEqual([['profiling'], ['age-data-reuse']])
    expect(here('US')).toMatchObject([{ below: 13, forbids: ['identifier', 'profiling'] }])
  })

  it('an anonymizer makes an unknown place', () => {
    expect(geo.anonymizers).toEqual({ tor: 'unknown-place', vpn: 'unknown-place' })
  })

  it('a French trust space keeps stronger titles out, and a page without a rating counts as for everyone', () => {
    expect(page.trustSpaces).toEqual([{ territory: 'FR', maxAge: 0, promotesOthers: false }])
    expect(page.unratedAge).toBe(0)
  })

  it('a star expands to every territory', () => {
    const forKids = descriptors.refused.find(({ below }) => below === 'kids')
    expect(forKids?.territories.length).toBe(250)
    expect(descriptors.required).toEqual([{ territories: ['IN'], fromAge: 1 }])
  })
})
