import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LearnedFault, readLearnedRun } from '../../../src/learn/file/learned-reader.ts'
import { learnedAssetLine } from '../../../src/learn/file/learned-text.ts'
import { tasteOfText, tasteText } from '../../../src/learn/file/taste-text.ts'
import type { LearnedRun } from '../../../src/model/learned/learned-run.ts'
import { axis, fileOf, learnedAssetOf, runOf } from './learned-files.ts'

const RATE = { impressions: 10.5, rewarded: 2, rate: 0.2, low: 0.1, high: 0.3 }
const RUN = runOf([learnedAssetOf('b', { surfaces: { 'home-hero': RATE } }), learnedAssetOf('a', { cold: true })], {
  terms: { engagement: 4, taste: 76 },
})
const linesOf = (text: string): string[] => text.split('\n').slice(0, -1)
const read = (text: string): LearnedRun | LearnedFault => readLearnedRun(linesOf(text))

describe('a learned file', () => {
  it('what was written is read as it was, with its assets in the order of their ids', () => {
    const { id, text } = fileOf(RUN)
    expect(read(text)).toEqual({ ...RUN, head: { ...RUN.head, id } })
    expect(linesOf(text).map((line) => JSON.parse(line).id)).toEqual([id, 'ast_a', 'ast_b'])
  })

  it('equal runs are equal bytes, in whatever order their assets and members came', () => {
    const assets = [...RUN.assets.values()].reverse().map(({ id, type, surfaces, cold, taste }) => {
      return { surfaces, cold, taste, id, type }
    })
    expect(fileOf(runOf(assets, { terms: { taste: 76, engagement: 4 } }))).toEqual(fileOf(RUN))
  })

  it('every vector of bytes has one text, and comes back from it', () => {
    const vector = fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(vector, (taste) => {
        expect(tasteText(taste)).toBe(Buffer.from(Int8Array.from(taste)).toString('base64'))
        expect(tasteOfText(tasteText(taste))).toEqual(taste)
      }),
    )
  })
})

describe('a file that is not whole or not sound', () => {
  const [head = '', one = '', two = ''] = linesOf(fileOf(RUN).text)
  const withAsset = (more: object) => [head, JSON.stringify({ ...JSON.parse(one), ...more })].join('\n')
  const rated = (more: object) => withAsset({ surfaces: { 'home-hero': { ...RATE, ...more } } })
  it.each([
    ['is empty', '', 1, '', /empty/],
    ['ends in a line', `${head}\n${one.slice(0, 30)}`, 2, '', /cut/],
    ['ends after its first line', head, 2, '', /cut/],
    ['begins with an asset', one, 1, 'v', /./],
    ['names an asset twice', [head, one, one].join('\n'), 3, 'id', /line before/],
    ['has assets out of order', [head, two, one].join('\n'), 3, 'id', /order/],
    ['has a taste that is no base64', withAsset({ taste: '*'.repeat(44) }), 2, 'taste', /base64/],
    ['has a taste of 31 bytes', withAsset({ taste: Buffer.alloc(31).toString('base64') }), 2, 'taste', /base64/],
    ['has a taste as numbers', withAsset({ taste: axis(0) }), 2, 'taste', /base64/],
    ['has a norm above 127', withAsset({ taste: tasteText([...axis(0).slice(0, 31), 20]) }), 2, 'taste', /norm/],
    ['has an id of something else', withAsset({ id: 'ttl_a' }), 2, 'id', /./],
    ['has a rate above 1', rated({ rate: 1.5, high: 2 }), 2, 'surfaces.home-hero.rate', /./],
    ['has a rate that is no number', rated({ rate: null }), 2, 'surfaces.home-hero.rate', /./],
    ['has a rate outside its interval', rated({ low: 0.25 }), 2, 'surfaces.home-hero', /order/],
    ['has negative impressions', rated({ impressions: -1 }), 2, 'surfaces.home-hero.impressions', /./],
    ['has a member that nobody knows', withAsset({ viewer: 'x' }), 2, 'viewer', /./],
    ['is of another version', head.replace('"v":1', '"v":2'), 1, 'v', /./],
    ['teaches a term that nobody may learn', head.replace('"taste":76', '"priority":76'), 1, 'terms', /./],
  ])('a file that %s is refused by its line and field', (_, text, line, field, reason) => {
    const fault = readLearnedRun(text === '' ? [] : text.split('\n')) as LearnedFault
    expect(fault).toEqual({ line, field: expect.stringContaining(field), reason: expect.stringMatching(reason) })
  })

  it('a rate that is written as NaN is no number, and the line is refused', () => {
    const line = learnedAssetLine(learnedAssetOf('a', { surfaces: { 'home-hero': { ...RATE, rate: Number.NaN } } }))
    expect(readLearnedRun([head, line.trim()])).toMatchObject({ line: 2, field: 'surfaces.home-hero.rate' })
  })
})
