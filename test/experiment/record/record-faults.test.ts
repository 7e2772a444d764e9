import { describe, expect, it } from 'vitest'
import { lockedFields } from '../../../src/experiment/record/locked-fields.ts'
import { readRecord } from '../../../src/experiment/record/read-record.ts'
import { recordFaults } from '../../../src/experiment/record/record-faults.ts'
import type { ExperimentRecord } from '../../../src/model/experiments/experiment.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import cases from './refusals.json' with { type: 'json' }

interface Case {
  readonly case: string
  /** What the record says instead. */
  readonly set?: object
  /** The parameters of the arm that is no control. */
  readonly arm?: object
  /** One more experiment that runs. */
  readonly beside?: 'unlearned'
  /** The first field that is refused; null: none is. */
  readonly field: string | null
  readonly says?: string
}

const WARM = {
  key: 'warm-hero',
  layer: 'hero',
  variations: [
    { key: 'control', parameters: {} },
    { key: 'warm', parameters: { 'slate.home-hero.temperature': 12 } },
  ],
  metrics: ['starts'],
}
const WIDE = {
  ...WARM,
  ...{ key: 'wide-head', layer: 'heads', namespace: ['hero', 0, 0.5] },
  variations: [
    { key: 'control', parameters: {} },
    { key: 'wide', parameters: { 'slate.home-hero.head': 24 } },
  ],
}
const UNLEARNED = {
  ...WARM,
  ...{ key: 'unlearned', layer: 'lessons' },
  variations: [
    { key: 'control', parameters: {} },
    { key: 'none', parameters: { learned: 'none' } },
  ],
}
const parsed = (value: object): ExperimentRecord => {
  const { record, fault } = readRecord(value)
  if (record === null) throw new Error(`${fault.field}: ${fault.reason}`)
  return record
}
const AROUND = {
  rules: bundledRules(),
  metrics: new Set(['starts', 'empty-rate']),
  stored: { runs: new Set(['lrn_5b1f0c9d7e3a48c2a6f4d1b08e9c7a35']), campaigns: new Set(['cmp_one']) },
  others: [parsed(WIDE)],
  drafts: new Set<string>(),
}

function firstFault({ set = {}, arm, beside }: Case) {
  const variations = arm === undefined ? WARM.variations : [WARM.variations[0], { key: 'warm', parameters: arm }]
  const { record, fault } = readRecord({ ...WARM, variations, ...set })
  const around = beside === undefined ? AROUND : { ...AROUND, others: [...AROUND.others, parsed(UNLEARNED)] }
  return record === null ? fault : (recordFaults(record, around)[0] ?? null)
}

describe('a record of an experiment', () => {
  it.each((cases as readonly Case[]).map((each) => [each.case, each] as const))(
    'a record is judged by the table: %s',
    (_name, each) => {
      const fault = firstFault(each)
      expect(fault?.field ?? null, fault?.reason).toBe(each.field)
      if (fault !== null) expect(fault.reason).toContain(each.says)
    },
  )

  it('fields that are missing are all named at once', () => {
    const { fault } = readRecord({ key: 'warm-hero', layer: 'hero' })
    expect(fault).toMatchObject({
      field: 'variations',
      reason: expect.stringMatching(/^is missing, and so is metrics/),
    })
  })

  it('a draft that owns the path is named as one, with how to give it up', () => {
    const around = { ...AROUND, drafts: new Set([WIDE.key]) }
    const reasons = ['heads', 'hero'].map((layer) => {
      const { record } = readRecord({ ...WIDE, key: 'head-too', layer, namespace: undefined })
      return record === null ? [] : recordFaults(record, around).map(({ reason }) => reason)
    })
    for (const [reason, ...more] of reasons) {
      expect(more).toEqual([])
      expect(reason).toMatch(/the draft wide-head.* give that draft up, .*ff experiment stop wide-head --reason/)
    }
  })

  it('a record is compared with others, and never with what is stored of itself', () => {
    expect(recordFaults(parsed(WIDE), AROUND)).toEqual([])
  })

  it('an arm owns as many values as every edge can hold, and not one more', () => {
    const weights = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`campaigns.cmp_${at}.weight`, 2]))
    const read = (count: number) =>
      readRecord({ ...WARM, variations: [WARM.variations[0], { key: 'warm', parameters: weights(count) }] }).fault
    expect([read(64), read(65)?.field]).toEqual([null, 'variations.1.parameters'])
  })

  it('ids of runs and campaigns are taken as they are where nobody can tell what is stored', () => {
    const arm = { learned: 'lrn_00000000000000000000000000000000', 'campaigns.cmp_none.weight': 2 }
    const record = parsed({ ...WARM, variations: [WARM.variations[0], { key: 'warm', parameters: arm }] })
    expect(recordFaults(record, { ...AROUND, stored: null })).toEqual([])
  })

  it('what a unit gets, who takes part and what is measured is locked while it runs; words and steps are not', () => {
    const words = { hypothesis: 'warmer is better', ramp: [{ at: '2026-12-01T00:00:00Z', coverage: 0.5 }] }
    expect(lockedFields(parsed(WARM), parsed({ ...WARM, ...words }))).toEqual([])
    const others = { weights: [0.5, 0.5], metrics: ['empty-rate'], seed: 'another', unit: 'session' }
    expect(lockedFields(parsed(WARM), parsed({ ...WARM, ...others })).toSorted()).toEqual(
      Object.keys(others).toSorted(),
    )
  })
})
