import { describe, expect, it } from 'vitest'
import { againstInside as against } from '../against.ts'
import { ffInside } from '../command-line.ts'

const none = { count: 0, first: [] }
const reach = (coverage: number) => ({ coverage, ranges: [[0, coverage]] })
const DIFF = {
  region: 'uki',
  from: 'a'.repeat(64),
  to: 'b'.repeat(64),
  records: {
    candidates: { added: { count: 1200, first: ['ast_a under cmp_a'] }, removed: none },
    assets: { added: { count: 2, first: ['ast_a'] }, removed: { count: 1, first: ['ast_b'] }, changed: none },
    titles: {
      added: none,
      removed: none,
      changed: { count: 1, first: [{ id: 'ttl_a', fields: ['ratings', 'words'] }] },
    },
    campaigns: { added: none, removed: none, changed: none },
  },
  decisions: {
    asked: 5000,
    changed: 30,
    byCause: { schedule: 20, weights: 4, learned: 0, unexplained: 6 },
    byPlace: { GB: 30 },
    newlyEmpty: ['GB kids home-hero: 12 titles gone, empty 18:00–21:00'],
    examples: [
      {
        ...{ place: 'GB', viewer: 'kids', surface: 'home-hero', device: 'tv', at: '2026-11-22T18:00:00.000Z' },
        ...{ before: 'ast_b', after: null, cause: 'unexplained' },
      },
    ],
  },
  learning: [
    { run: null, state: 'changed', space: 'metadata-1', points: { taste: 40, freshness: 6 }, assets: 1200 },
    { run: `lrn_${'0'.repeat(32)}`, state: 'added', space: 'space-1', points: { taste: 20 }, assets: 3 },
  ],
  experiments: [
    { key: 'cool-row', state: 'ends', fields: [], before: reach(0.5), after: null },
    { key: 'late-hero', state: 'changes', fields: ['variations'], before: reach(0.1), after: reach(0.1) },
    { key: 'new-hero', state: 'begins', fields: [], before: null, after: reach(0.01) },
    { key: 'warm-hero', state: 'changes', fields: ['ranges'], before: reach(0.01), after: reach(0.125) },
  ],
  later: 1,
}
const ROUTE = { 'GET /regions/uki/snapshots/live/diff/draft': { json: DIFF } }
const TYPED = ['snapshot', 'diff', 'uki', 'live', 'draft']

describe('snapshot diff', () => {
  it('ff snapshot diff tells records and decisions in lines', async () => {
    const { ended } = await against(ROUTE, TYPED)
    expect(ended.code).toBe(0)
    const lines = ended.stdout.split('\n')
    expect(lines[0]).toBe('uki: aaaaaaaaaaaa → bbbbbbbbbbbb')
    expect(lines).toContain('candidates  1,200        0        0')
    for (const line of ['  + ast_a', '    … and 1 more', '  − ast_b', '  ~ ttl_a: ratings, words']) {
      expect(lines).toContain(line)
    }
    expect(lines).toContain(
      'arms with no run, for the holdout: changed, 1,200 vectors differ, space metadata-1, points of taste 40, freshness 6',
    )
    expect(lines.filter((line) => line.startsWith('arms with lrn_0000'))).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('experiment '))).toEqual([
      'experiment cool-row ends, which had 50 % of all units',
      'experiment late-hero changes: variations; 10 % of all units',
      'experiment new-hero begins with 1 % of all units',
      'experiment warm-hero changes: ranges; 1 % → 12.5 % of all units',
    ])
    expect(lines).toContain(
      'decisions: 30 of 5,000 changed: 20 by the schedule, 4 by weights, 0 by what was learned, 6 without a cause',
    )
    expect(lines).toContain('  GB kids home-hero: 12 titles gone, empty 18:00–21:00')
    expect(lines.at(-2)).toMatch(/^GB +kids +home-hero +tv +2026-11-22T18:00:00.000Z +ast_b +nothing +unexplained$/)
  })

  it('ff snapshot diff hands on all that the server says with --json', async () => {
    const { ended } = await against(ROUTE, [...TYPED, '--json'])
    expect(JSON.parse(ended.stdout)).toEqual(DIFF)
  })

  it.each([
    [['snapshot', 'diff', 'moon', 'live', 'draft'], 'REGION'],
    [['snapshot', 'diff', 'uki', 'yesterday', 'draft'], 'ID "yesterday"'],
    [['snapshot', 'diff', 'uki', 'live', 'abc'], 'OTHER "abc"'],
  ])('ff snapshot diff typed as %j is a usage error that names the argument', async (typed, named) => {
    const ended = await ffInside(typed)
    expect([ended.code, ended.stderr.includes(named)]).toEqual([2, true])
  })
})
