import { describe, expect, test } from 'vitest'
import { mayLearn, momentTerms, withTaste } from '../../../../src/decide/score/taste/request-terms.ts'
import { requestVector, unitsFrom } from '../../../../src/decide/score/taste/term-vector.ts'
import { normOf, TASTE_NORM } from '../../../../src/model/columns/taste-vector.ts'
import { POLICY } from './catalogue.ts'

const axis = (index: number): Int8Array => Int8Array.from({ length: 32 }, (_, at) => (at === index ? TASTE_NORM : 0))
const genres = new Map([['comedy', axis(4)]])
const terms = (privacy: Parameters<typeof mayLearn>[0]) => {
  const moment = { titleInView: [], row: 'comedy', daypart: null } as const
  const knowledge = { privacy, profile: axis(1), session: axis(2) }
  const { taste, sessionTaste, context } = withTaste(momentTerms(moment, genres, POLICY), knowledge, POLICY)
  return [taste, sessionTaste, context].map((vector) => normOf(vector) > 0)
}

describe('a request', () => {
  test.each([
    ['consented', [true, true, true]],
    ['contextual', [false, true, true]],
    ['opted-out', [false, true, true]],
    ['minor', [false, false, true]],
  ] as const)('the request of a viewer who is %s is ranked by profile, session, moment: %j', (privacy, expected) => {
    expect(terms(privacy)).toEqual(expected)
    expect(mayLearn(privacy)).toBe(expected[1])
  })

  test('a request of whom nothing is known ranks no asset by taste', () => {
    const moment = { titleInView: [], row: null, daypart: null }
    const nothing = withTaste(
      momentTerms(moment, genres, POLICY),
      { privacy: 'consented', profile: [], session: [] },
      POLICY,
    )
    expect(unitsFrom(axis(4), 0, requestVector(nothing))).toBe(0)
  })
})
