import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REGION_IDS, type RegionId } from '../../src/model/nouns/region.ts'
import { windowIncludes } from '../../src/model/policies/watershed.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { regionRules } from '../../src/rules/lookup/region-rules.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

const { watershed } = bundledRules()
const rulesOf = (code: string) => watershed.filter(({ territory }) => territory === code)

describe('watershed', () => {
  it('watershed.json has every clock of the reference, and keeps its word on video on demand', () => {
    expect(watershed.length).toBe(54)
    expect(new Set(watershed.map(({ territory }) => territory)).size).toBe(28)
    const counts: Record<string, number> = {}
    for (const { onDemand } of watershed) counts[onDemand] = (counts[onDemand] ?? 0) + 1
    expect(counts).toEqual({ no: 40, alternative: 4, unknown: 7, 'yes-with-lock': 1, 'lock-only': 1, lock: 1 })
  })

  it('a clock time becomes minutes, and the end of the day 1440', () => {
    expect(rulesOf('DE').map(({ allow }) => allow)).toEqual([
      [{ fromMinute: 1200, toMinute: 360 }],
      [{ fromMinute: 1320, toMinute: 360 }],
      [{ fromMinute: 1380, toMinute: 360 }],
    ])
    expect(rulesOf('IN')).toMatchObject([{ onDemand: 'lock', allow: [{ fromMinute: 0, toMinute: 1440 }] }])
  })

  it('an end at midnight is read as the end of the day', () => {
    const { rules } = parseRules(changed('watershed.json', 'rules.0.allow', [['21:00', '00:00']]))
    expect(rules?.watershed[0]?.allow).toEqual([{ fromMinute: 1260, toMinute: 1440 }])
  })

  it('a rule that bars outright opens at no hour', () => {
    expect(rulesOf('IT').at(-1)).toMatchObject({ minAge: 18, allow: [], onDemand: 'lock-only' })
  })

  it('a rule about labels keeps its labels', () => {
    const labels = rulesOf('MX').map((rule) => rule.labels)
    expect(labels).toEqual([null, null, ['C'], ['D']])
  })

  it('a PIN lifts only what a checked source says that it lifts', () => {
    expect(rulesOf('DE').map(({ pinLifts }) => pinLifts)).toEqual([false, true, true])
    expect(rulesOf('PL').map(({ pinLifts }) => pinLifts)).toEqual([false, false])
  })

  it('each region has the clocks of its own territories', () => {
    const clocks = (region: RegionId) => regionRules(bundledRules(), region).watershed
    expect(clocks('in')).toEqual(rulesOf('IN'))
    expect(clocks('latam').map(({ territory }) => territory)).toEqual(['MX', 'MX', 'MX', 'MX'])
  })

  it('a region has the clocks of all places where its residents keep their rights, and world has every clock', () => {
    const places = (region: RegionId) => [
      ...new Set(regionRules(bundledRules(), region).watershed.map((rule) => rule.territory)),
    ]
    expect(places('dach')).toEqual(['DE', 'FR', 'IT'])
    expect(places('world').sort()).toEqual(['DE', 'FR', 'IN', 'IT', 'MX', 'RU'])
  })

  it('no region has a clock that says nothing of video on demand', () => {
    for (const region of REGION_IDS) {
      expect(regionRules(bundledRules(), region).watershed.filter(({ onDemand }) => onDemand === 'no')).toEqual([])
    }
  })
})

describe('windowIncludes', () => {
  const evening = { fromMinute: 1260, toMinute: 330 }

  it.each([
    [1259, false],
    [1260, true],
    [1439, true],
    [0, true],
    [329, true],
    [330, false],
  ])('windowIncludes crosses midnight half open: minute %i is %j', (minute, expected) => {
    expect(windowIncludes(evening, minute)).toBe(expected)
  })

  it('a window is open for exactly as many minutes as it is long', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 1440 }), (fromMinute, toMinute) => {
        fc.pre(fromMinute !== toMinute)
        const open = Array.from({ length: 1440 }, (_, index) => index).filter((index) =>
          windowIncludes({ fromMinute, toMinute }, index),
        )
        expect(open.length).toBe((toMinute - fromMinute + 1440) % 1440 || 1440)
      }),
    )
  })
})
