import { expect, it } from 'vitest'
import { saneWeights } from '../../../src/publisher/publish/sane-weights.ts'
import { catalogue, openIn } from '../../decide/catalogue.ts'
import { paced } from '../../decide/pacing/paced-world.ts'

const snapshot = openIn(catalogue(4, 2))

it.each([
  ['a share that is no number', { share: Number.NaN }, 'has share NaN'],
  ['a share above 1', { share: 2 }, 'has share 2'],
  ['a need that is no number', { need: Number.NaN }, 'has need NaN'],
  ['a need above 8', { need: 8.5 }, 'has need 8.5'],
  ['an end that is no number', { endsAt: Number.NaN }, 'has end of its share NaN'],
])('weights with %s are refused, and the campaign is named', (_name, says, detail) => {
  const { weights } = paced(snapshot, (campaign) => (campaign === 0 ? says : {}))
  expect(saneWeights(weights)).toMatchObject({ passed: false, detail: `campaign 0 ${detail}` })
})

it('weights pass with any share, need and end that mean something', () => {
  const { weights } = paced(snapshot, (campaign) => (campaign === 0 ? { share: 0, need: 8, endsAt: 0 } : {}))
  expect(saneWeights(weights).passed).toBe(true)
})
