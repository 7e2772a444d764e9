import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recordSchemas } from '../../src/model/nouns/record.ts'
import { checkCases } from '../../src/rules/checks/check-cases.ts'
import { casesFile } from '../../src/rules/files/case-file.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(`rules/cases/${name}`, 'utf8'))
const names = readdirSync('rules/cases').filter((name) => name.endsWith('.json') && name !== '_default.json')
const fields = z.record(z.string(), z.unknown())
const defaults = z.strictObject({ title: fields, asset: fields, campaign: fields }).parse(read('_default.json'))
const cases = names.flatMap((name) => casesFile.parse(read(name)))

describe('worked examples', () => {
  const files = new Map(names.map((name) => [`cases/${name}`, read(name)]))

  it('the worked examples are many, each with a name of its own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(70)
    expect(checkCases(files)).toEqual([])
  })

  it('a worked example is refused for a name that another file has', () => {
    const [first] = casesFile.parse(read('viewers.json'))
    const found = checkCases(new Map([...files, ['cases/more.json', [first]]]))
    expect(found).toMatchObject([{ file: 'cases/more.json', path: '[0]', value: first?.[0], rule: 'case-name-once' }])
    expect(found[0]?.hint).toContain('cases/viewers.json [0]')
  })

  it('a worked example is refused for a gate that there is not', () => {
    const [first] = casesFile.parse(read('viewers.json'))
    const found = checkCases(new Map([['cases/more.json', [first?.with(3, 'mood')]]]))
    expect(found).toMatchObject([{ file: 'cases/more.json', path: '[0][3]', rule: 'schema' }])
  })

  it('the records that worked examples start from are valid by themselves', () => {
    for (const type of ['title', 'asset', 'campaign'] as const) {
      expect(recordSchemas[type].safeParse(defaults[type]).error).toBeUndefined()
    }
  })

  it.each(cases)('the worked example "%s" changes records into valid records', (_name, _context, records) => {
    for (const type of ['title', 'asset', 'campaign'] as const) {
      const merged = { ...defaults[type], ...records[type] }
      expect(recordSchemas[type].safeParse(merged).error).toBeUndefined()
    }
  })

  it('a worked example says whether autoplay is allowed exactly where the asset is', () => {
    for (const [name, , , verdict, autoplay] of cases) {
      expect(`${name}: ${autoplay !== null}`).toBe(`${name}: ${verdict === 'allow'}`)
    }
  })

  it('the worked examples cover every rated territory', () => {
    const rated = readdirSync('rules/ratings').filter((file) => /^[A-Z]{2}\.json$/.test(file))
    const covered = new Set(cases.map(([, context]) => `${context.country}.json`))
    expect(rated.length).toBe(80)
    expect(rated.filter((file) => !covered.has(file))).toEqual([])
  })
})
