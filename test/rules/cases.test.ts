import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordSchemas } from '../../src/model/record.ts'
import { caseDefaults, casesFile } from '../../src/rules/case-file.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(`rules/cases/${name}`, 'utf8'))
const names = readdirSync('rules/cases').filter((name) => name !== '_default.json')
const defaults = caseDefaults.parse(read('_default.json'))
const cases = names.flatMap((name) => casesFile.parse(read(name)))

describe('worked examples', () => {
  it('are many, each with a name of its own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(70)
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length)
  })

  it('start from records that hold by themselves', () => {
    for (const type of ['title', 'asset', 'campaign'] as const) {
      expect(recordSchemas[type].safeParse(defaults[type]).error).toBeUndefined()
    }
  })

  it.each(cases)('%s: changes records into valid records', (_name, _context, records) => {
    for (const type of ['title', 'asset', 'campaign'] as const) {
      const merged = { ...defaults[type], ...records[type] }
      expect(recordSchemas[type].safeParse(merged).error).toBeUndefined()
    }
  })

  it('say whether autoplay is allowed exactly where the asset is', () => {
    for (const [name, , , verdict, autoplay] of cases) {
      expect(`${name}: ${autoplay !== null}`).toBe(`${name}: ${verdict === 'allow'}`)
    }
  })

  it('cover every rated territory', () => {
    const rated = readdirSync('rules/ratings').filter((file) => /^[A-Z]{2}\.json$/.test(file))
    const covered = new Set(cases.map(([, context]) => `${context.country}.json`))
    expect(rated.length).toBe(80)
    expect(rated.filter((file) => !covered.has(file))).toEqual([])
  })
})
