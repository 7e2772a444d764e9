import { describe, expect, it } from 'vitest'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

const { geo, privacy, page, descriptors, embargo } = bundledRules()

describe('policies of places and content', () => {
  it('embargo nobody by default: that is the operator to say', () => {
    expect(embargo).toEqual([])
  })

  it('let nobody keep home rights where that is not confirmed, since it widens', () => {
    expect(geo.portability.size).toBe(27)
    expect(['IS', 'LI', 'NO', 'GB', 'CH'].filter((code) => geo.portability.has(code))).toEqual([])
    const confirmed = parseRules(changed('policies/geo.json', 'portability.1.verified', 'yes')).rules
    expect(confirmed?.geo.portability.has('NO')).toBe(true)
  })

  it('honour an opt-out where it is not confirmed, since it narrows', () => {
    expect([...privacy.globalPrivacyControl].sort()).toEqual(['US-CA', 'US-CO', 'US-CT', 'US-MT', 'US-OR', 'US-TX'])
  })

  it('protect minors where it is not confirmed, since it narrows', () => {
    const here = (place: string) => privacy.minors.filter(({ places }) => places.includes(place))
    expect(here('BR')).toMatchObject([{ below: 18, forbids: ['profiling'] }])
    expect(here('NO').map(({ forbids }) => forbids)).toEqual([['profiling'], ['age-data-reuse']])
    expect(here('US')).toMatchObject([{ below: 13, forbids: ['identifier', 'profiling'] }])
  })

  it('take an anonymizer for an unknown place', () => {
    expect(geo.anonymizers).toEqual({ tor: 'unknown-place', vpn: 'unknown-place' })
  })

  it('keep stronger titles out of a French trust space, and a page without a rating for everyone', () => {
    expect(page.trustSpaces).toEqual([{ territory: 'FR', maxAge: 0, promotesOthers: false }])
    expect(page.unratedAge).toBe(0)
  })

  it('expand a star to every territory', () => {
    const forKids = descriptors.refused.find(({ below }) => below === 'kids')
    expect(forKids?.territories.length).toBe(250)
    expect(descriptors.required).toEqual([{ territories: ['IN'], fromAge: 1 }])
  })
})
