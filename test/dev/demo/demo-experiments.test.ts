import { expect, it } from 'vitest'
import { DEMO_EXPERIMENTS } from '../../../src/dev/demo/experiment/demo-experiments.ts'
import walkedThrough from '../../../src/dev/demo/experiment/experiment.json' with { type: 'json' }
import { METRIC_IDS } from '../../../src/experiment/metrics/metric-definitions.ts'
import { readRecord } from '../../../src/experiment/record/read-record.ts'
import { recordFaults } from '../../../src/experiment/record/record-faults.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'

const records = [...DEMO_EXPERIMENTS.map(({ record }) => record), walkedThrough].map((document) => readRecord(document))

it('the experiments of the demo are sound beside each other and beside the one of the walk-through', () => {
  for (const { record, fault } of records) {
    expect(fault).toBeNull()
    if (record === null) continue
    const others = records.flatMap(({ record: other }) => (other === null || other === record ? [] : [other]))
    const around = { rules: bundledRules(), metrics: METRIC_IDS, stored: null, others, drafts: new Set<string>() }
    expect(recordFaults(record, around)).toEqual([])
  }
})

it('an experiment of the demo that runs is by session, and owns nothing but the tiles', () => {
  for (const { record, coverage } of DEMO_EXPERIMENTS.filter((each) => each.coverage !== null)) {
    expect([record.unit, coverage]).toEqual(['session', 1])
    const paths = record.variations.flatMap(({ parameters }) => Object.keys(parameters ?? {}))
    expect(paths).toEqual(['slate.browse-tile.temperature'])
  }
})
