import { readdirSync } from 'node:fs'
import countries from 'i18n-iso-countries'
import { describe, expect, it } from 'vitest'
import { staleFiles } from '../../src/dev/generate/generate.ts'
import { refreshTerritories } from '../../src/dev/generate/generate-territories.ts'
import { contentHash } from '../../src/model/content-hash.ts'
import { REGION_IDS } from '../../src/model/nouns/region.ts'
import { BUNDLED_FILES, bundledRules } from '../../src/rules/bundled-rules.ts'
import { territoriesFile } from '../../src/rules/files/territory-files.ts'
import { expandTerritories } from '../../src/rules/lookup/expand-territories.ts'
import { placeOf } from '../../src/rules/lookup/place-table.ts'
import { regionRules } from '../../src/rules/lookup/region-rules.ts'

const rules = bundledRules()

describe('bundled rules', () => {
  it('the bundle has every rule file that there is', () => {
    const folder = readdirSync('rules', { recursive: true, encoding: 'utf8' })
    const files = folder.filter((path) => path.endsWith('.json') && !/^(cases|schema)\//.test(path))
    expect([...BUNDLED_FILES.keys()].sort()).toEqual(files.sort())
  })

  it('the rules know every ISO territory and Kosovo', () => {
    expect([...rules.territories.keys()].sort()).toEqual(Object.keys(countries.getAlpha2Codes()).sort())
    expect(rules.territories.size).toBe(250)
  })

  it('every territory has a scale, its own or inherited or plain ages, and Quebec has one', () => {
    expect([...rules.territories.keys()].filter((code) => !rules.labels.has(code))).toEqual([])
    expect([...rules.labels.keys()].filter((code) => !rules.territories.has(code))).toEqual(['CA-QC'])
    const plain = [...rules.labels].filter(([, table]) => table.get('12')?.system === 'ZZ')
    expect(plain.length).toBe(98)
  })

  it('the rules name only zones that the runtime knows', () => {
    for (const { zones, rightsZone } of rules.territories.values()) {
      for (const timeZone of [...zones, ...(rightsZone === null ? [] : [rightsZone])]) {
        expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
      }
    }
  })

  it('the territories have names and zones as the packages have them', () => {
    const { territories } = territoriesFile.parse(BUNDLED_FILES.get('territories.json'))
    const { rows, changes, missing } = refreshTerritories(territories)
    expect({ changes, missing }).toEqual({ changes: [], missing: [] })
    expect(rows).toEqual(territories)
  })

  it('every generated file agrees with the rules', async () => {
    expect(await staleFiles(), 'run `npm run generate`').toEqual([])
  })
})

it('expandTerritories expands codes, groups and the star, and says what it does not know', () => {
  const { territories, unknown } = expandTerritories(rules, ['FR', '@dach', '@nowhere', 'ZZ', 'XX'])
  expect([...territories]).toEqual(['FR', 'AT', 'CH', 'DE', 'LI'])
  expect(unknown).toEqual(['@nowhere', 'ZZ', 'XX'])
  expect(expandTerritories(rules, ['*']).territories.size).toBe(250)
})

describe('regionRules', () => {
  it('regionRules puts each territory into exactly one region', () => {
    const codes = REGION_IDS.flatMap((region) => regionRules(rules, region).territories.map((rule) => rule.code))
    expect(codes.filter((code) => code !== 'XX').sort()).toEqual([...rules.territories.keys()].sort())
  })

  it('regionRules gives region world the unknown place alone, with the strictest of everything', () => {
    const { territories } = regionRules(rules, 'world')
    expect(territories).toMatchObject([{ code: 'XX', eea: true, guestCap: 0, consentAge: 18 }])
  })

  it('regionRules gives the territories of a region in one order, and the same text each time', () => {
    expect(JSON.stringify(regionRules(rules, 'dach'))).toBe(JSON.stringify(regionRules(rules, 'dach')))
    expect(regionRules(rules, 'dach').territories.map((rule) => rule.code)).toEqual(['AT', 'CH', 'DE', 'LI'])
  })
})

describe('placeOf', () => {
  it('placeOf agrees with the rules on every territory', () => {
    for (const { code, region, zones } of rules.territories.values()) {
      expect(placeOf(code)).toEqual({ territory: code, region, zones })
    }
  })

  it.each([null, undefined, '', 'XX', 'T1', 'ZZ', 'de'])('placeOf takes %j for an unknown place', (country) => {
    expect(placeOf(country)).toMatchObject({ territory: 'XX', region: 'world' })
  })

  it('placeOf takes every code that the rules call unknown for an unknown place', () => {
    for (const code of rules.unknownPlaces) expect(placeOf(code).region).toBe('world')
  })
})

describe('contentHash', () => {
  it('contentHash is FNV-1a of 64 bits', () => {
    // FNV-1a over the UTF-16 units of `"foobar"` with its quotes, by BigInt.
    let hash = 0xcbf29ce484222325n
    for (const unit of JSON.stringify('foobar')) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(unit.charCodeAt(0))) * 0x100000001b3n)
    }
    expect(contentHash('foobar')).toBe(hash.toString(16).padStart(16, '0'))
  })

  it('contentHash does not mind the order of keys, and does mind the order of a list', () => {
    expect(contentHash({ a: 1, b: [1, 2] })).toBe(contentHash({ b: [1, 2], a: 1 }))
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]))
  })
})
