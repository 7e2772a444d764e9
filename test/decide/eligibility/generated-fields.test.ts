import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonSchemas } from '../../../src/rules/json-schemas.ts'
import { instancesOf, type JsonSchema, leafFields, pathOf } from '../../rules/leaf-fields.ts'
import { schedules } from '../oracle/generated-schedule.ts'

/** Fields that are the same in every generated schedule, and who tries other values of those that gates read. */
const ALIKE: Readonly<Record<'title' | 'asset' | 'campaign', Readonly<Record<string, string>>>> = {
  title: {
    v: 'the only version',
    type: 'the record',
    'name.*': 'said',
    kind: 'said',
    parentId: 'hierarchy.test.ts',
    franchiseId: 'of the slate',
    'genres[]': 'ranked',
    'externalIds[].idType': 'said',
    'externalIds[].id': 'said',
  },
  asset: {
    v: 'the only version',
    type: 'the record',
    'name.*': 'said',
    durationMs: 'said',
    'captions[].language': 'ranked',
    'captions[].kind': 'said',
    'captions[].format': 'said',
    'captions[].url': 'said',
    poster: 'said',
  },
  campaign: {
    v: 'the only version',
    type: 'the record',
    name: 'said',
    'assets.feed': 'resolved by the scheduling store',
    'assets.tags[]': 'resolved by the scheduling store',
    'assets.titles[]': 'resolved by the scheduling store',
    'assets.kinds[]': 'resolved by the scheduling store',
    'assets.aspects[]': 'resolved by the scheduling store',
    'assets.addedWithinDays': 'resolved by the scheduling store',
    'assets.not.feed': 'resolved by the scheduling store',
    'assets.not.tags[]': 'resolved by the scheduling store',
    'assets.not.titles[]': 'resolved by the scheduling store',
    'assets.not.kinds[]': 'resolved by the scheduling store',
    'assets.not.aspects[]': 'resolved by the scheduling store',
    'assets.not.addedWithinDays': 'resolved by the scheduling store',
    'goal.impressions': 'becomes a share, which the oracle is given',
    'goal.starts': 'becomes a share',
    'goal.sharePercent': 'becomes a share',
    'goal.pacing': 'becomes a share',
    'goal.graceDays': 'becomes a share, or a later end',
    'exclusionLabels[]': 'of the slate',
    holdout: 'reserved',
  },
}

it('a field of a record that gates read differs between generated schedules', () => {
  const sampled = fc.sample(schedules, { numRuns: 400, seed: 1 })
  const records = {
    title: sampled.flatMap(({ titles }) => titles),
    asset: sampled.flatMap(({ assets }) => assets),
    campaign: sampled.flatMap(({ campaigns }) => campaigns),
  }
  for (const type of ['title', 'asset', 'campaign'] as const) {
    const schema = jsonSchemas().get(`records/${type}.schema.json`) as JsonSchema
    const alike = leafFields(schema).filter((leaf) => {
      const values = new Set(
        records[type].map((record) => JSON.stringify(instancesOf(record, leaf.steps).map(({ value }) => value))),
      )
      return values.size < 2
    })
    expect(alike.map(pathOf)).toEqual(Object.keys(ALIKE[type]))
  }
})
