import { describe, expect, it } from 'vitest'
import { changeOf } from '../../src/history/changes/change-of.ts'

const reach = (coverage: number) => ({ coverage, ranges: [[0, coverage]] })
const warm = { key: 'warm-hero', fields: [] }

function summaryOf(experiments: unknown): string | undefined {
  const after = { sequence: 8, candidates: 9, experiments }
  const act = {
    id: '2026-11/41',
    at: 5,
    actor: 'mia',
    action: 'publish',
    target: 'fr',
    before: { candidates: 9 },
    after,
  }
  return changeOf(act, () => [])?.summary
}

describe('a publish that changes experiments', () => {
  it.each<[string, object, string]>([
    ['begins', { state: 'begins', before: null, after: reach(0.01) }, 'begins with 1 % of all units'],
    ['grows', { state: 'changes', before: reach(0.01), after: reach(0.125) }, 'goes from 1 % to 12.5 % of all units'],
    ['ends', { state: 'ends', before: reach(0.5), after: null }, 'is no longer served here'],
    [
      'has other arms for as many',
      { state: 'changes', fields: ['variations'], before: reach(0.5), after: reach(0.5) },
      'changes (variations), with 50 % of all units',
    ],
  ])('the history says of an experiment that %s what it is from now on', (_, change, words) => {
    const told = `fr published 8: 9 candidates, as many as before; experiment warm-hero ${words}`
    expect(summaryOf([{ ...warm, ...change }])).toBe(told)
  })

  it('three of many experiments are named, and the others are counted', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ ...warm, key, state: 'ends' }))
    expect(summaryOf(many)).toMatch(/; experiment c is no longer served here; and 2 more experiments$/)
  })

  it.each(['rollback', 'canary', 'canary-promote', 'canary-stop'])(
    'a %s says what becomes of experiments too',
    (act) => {
      const experiments = [{ ...warm, state: 'ends', before: reach(0.5), after: null }]
      const after = { sequence: 8, snapshot: 'f'.repeat(64), reason: 'why', experiments }
      const said = { id: '2026-11/41', at: 5, actor: 'mia', action: `region.${act}`, target: 'fr', before: {}, after }
      expect(changeOf(said, () => [])?.summary).toMatch(/: why; experiment warm-hero is no longer served here$/)
    },
  )

  it.each([undefined, null, 'warm-hero', []])(
    'a log that says %j tells of no change of an experiment',
    (experiments) => {
      expect(summaryOf(experiments)).toBe('fr published 8: 9 candidates, as many as before')
    },
  )
})
