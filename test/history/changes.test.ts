import { describe, expect, it } from 'vitest'
import { changeOf } from '../../src/history/changes/change-of.ts'
import type { RecordedAct } from '../../src/history/changes/recorded-act.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'

const WHERE: Readonly<Record<string, RegionId>> = { FR: 'fr', DE: 'dach' }
const regionsOf = (territories: readonly string[]) => territories.flatMap((code) => WHERE[code] ?? [])

function told(action: string, target: string, before: unknown, after: unknown) {
  const act: RecordedAct = { id: '2026-11/41', at: 5, actor: 'mia', action, target, before, after }
  return changeOf(act, regionsOf)
}

const AUDIT = '/console/audit?id=2026-11%2F41'
const REASON = { reason: 'posters are broken' }
const REFUSED = [
  { check: 'count-change', detail: '40 % fewer candidates' },
  { check: 'lost-coverage', detail: 'x' },
]

describe('what was changed', () => {
  it.each<[string, string, unknown, unknown, kind: string, summary: string, href: string]>([
    ...(
      [
        [
          'publish',
          { candidates: 798 },
          { sequence: 812, candidates: 812 },
          'publish',
          'fr published 812: 14 candidates more',
        ],
        [
          'publish',
          { candidates: 2 },
          { sequence: 812, candidates: 1 },
          'publish',
          'fr published 812: 1 candidate fewer',
        ],
        [
          'publish',
          { candidates: 9 },
          { sequence: 8, candidates: 9 },
          'publish',
          'fr published 8: 9 candidates, as many as before',
        ],
        ['publish', null, { sequence: 1, candidates: 1_204 }, 'publish', 'fr published 1: 1,204 candidates'],
        ['publish', { sequence: 7 }, { sequence: 8, ...REASON }, 'publish', 'fr published 8'],
        [
          'publish.refused',
          null,
          { refusals: REFUSED },
          'refusal',
          'fr refused a publish: count-change (40 % fewer candidates), and 1 more reason',
        ],
        ['publish.refused', null, { refusals: 'none' }, 'refusal', 'fr refused a publish'],
        ['region.canary', null, { sequence: 813, ...REASON }, 'canary', 'fr began a canary as 813: posters are broken'],
        ['region.canary-promote', null, { sequence: 814 }, 'canary', 'fr serves its canary to everybody, as 814'],
        ['region.canary-stop', null, { ...REASON }, 'canary', 'fr took its canary back: posters are broken'],
        [
          'region.rollback',
          { snapshot: 'a'.repeat(64) },
          { snapshot: 'b'.repeat(64), sequence: 9, ...REASON },
          'rollback',
          'fr went back from aaaaaaaaaaaa to bbbbbbbbbbbb, as 9: posters are broken',
        ],
        [
          'region.pin',
          null,
          { sequence: 9, pinnedUntil: '2026-11-23T02:00:00.000Z' },
          'pin',
          'fr is pinned at 9 until 2026-11-23 02:00 UTC',
        ],
        ['region.unpin', null, { sequence: 9 }, 'pin', 'fr is no longer pinned'],
        ['wave.begin', null, { rules: 'x' }, 'wave', 'fr is the first to serve new rules; other regions wait for it'],
        [
          'takedown.forgotten',
          null,
          { count: 2 },
          'takedown',
          'fr still withdraws what the scheduling store forgot: 2 orders',
        ],
      ] as const
    ).map(
      ([action, before, after, kind, summary]) =>
        [action, 'fr', before, after, kind, summary, '/console/regions/fr'] as [
          string,
          string,
          unknown,
          unknown,
          string,
          string,
          string,
        ],
    ),
    ['ingest', 'bat_1', null, { accepted: 60, refused: 2 }, 'ingest', '60 records were taken in, 2 refused', AUDIT],
    ['deliver', 'bat_1', null, { accepted: 1, refused: 0 }, 'ingest', '1 record was taken in', AUDIT],
    ['restore', 'bat_1', null, {}, 'ingest', 'Records were restored', AUDIT],
    [
      'ingest',
      'bat_1',
      null,
      { accepted: 3, narrowed: 1 },
      'narrowing',
      '3 records were taken in, what 1 record no longer allows is withdrawn at once',
      AUDIT,
    ],
    [
      'takedown.add',
      'tkd_1',
      null,
      { target: 'ast_x', territories: ['FR', 'DE'], until: null, reason: 'rights' },
      'takedown',
      'ast_x is taken down in FR, DE: rights',
      '/console/takedowns',
    ],
    [
      'takedown.add',
      'tkd_1',
      null,
      { target: 'tier:takeover', territories: ['*'], until: '2026-11-23T02:00:00Z' },
      'takedown',
      'tier:takeover is taken down everywhere until 2026-11-23 02:00 UTC',
      '/console/takedowns',
    ],
    [
      'takedown.lift',
      'tkd_1',
      { target: 'ast_x' },
      null,
      'takedown',
      'The takedown of ast_x is lifted',
      '/console/takedowns',
    ],
    [
      'takedown.lift',
      'change:4',
      { id: 'change:4' },
      null,
      'takedown',
      'The takedown of change:4 is lifted',
      '/console/takedowns',
    ],
    [
      'campaign.pause',
      'cmp_x',
      null,
      { name: 'Winter', ...REASON },
      'campaign',
      'Winter (cmp_x) is paused: posters are broken',
      '/console/campaigns/cmp_x',
    ],
    [
      'campaign.hold',
      'cmp_x',
      null,
      { reason: 'a goal' },
      'campaign',
      'cmp_x holds room for its goal: a goal',
      '/console/campaigns/cmp_x',
    ],
    [
      'campaign.copy',
      'cmp_y',
      null,
      { copyOf: 'cmp_x' },
      'campaign',
      'cmp_y is a copy of cmp_x',
      '/console/campaigns/cmp_y',
    ],
    [
      'campaign.constructor',
      'cmp_x',
      null,
      null,
      'campaign',
      'cmp_x is changed (constructor)',
      '/console/campaigns/cmp_x',
    ],
    [
      'campaign.bulk',
      'chg_1',
      null,
      { what: 'pause', done: 37, ...REASON },
      'campaign',
      '37 campaigns are paused: posters are broken',
      AUDIT,
    ],
    ['campaign.undo', 'chg_2', null, { what: 'edit', done: 1 }, 'campaign', 'A change of 1 campaign is undone', AUDIT],
    [
      'override.propose',
      'fr apr_1',
      null,
      { reason: 'it is meant' },
      'override',
      'A second person is asked for an override in fr: it is meant',
      '/console/approvals',
    ],
    [
      'override.use',
      'fr apr_1',
      null,
      { use: 'x' },
      'override',
      'An override in fr is made use of',
      '/console/approvals',
    ],
    [
      'learned.push',
      'lrn_0123456789abcdef0123456789abcdef',
      null,
      { assets: 4210, unknown: 3 },
      'learned',
      'A run is learned (lrn_01234567): 4,210 assets',
      '/console/audit?id=2026-11%2F41',
    ],
    [
      'learned.activate',
      'lrn_0123456789abcdef0123456789abcdef',
      { serving: { dach: null } },
      { regions: ['dach'], serving: { dach: 'lrn_0123456789abcdef0123456789abcdef' }, reason: 'night' },
      'learned',
      'What was learned (lrn_01234567) is to be served in dach: night',
      '/console/audit?id=2026-11%2F41',
    ],
    [
      'learned.retire',
      'lrn_0123456789abcdef0123456789abcdef',
      { serving: { dach: 'lrn_0123456789abcdef0123456789abcdef' } },
      { regions: ['dach', 'fr'], serving: { dach: null, fr: 'lrn_ffffffffffffffff' }, reason: 'worse' },
      'learned',
      'What was learned (lrn_01234567) is taken back: dach, fr go back to none, lrn_ffffffff: worse',
      '/console/audit?id=2026-11%2F41',
    ],
    [
      'experiment.start',
      'warmer-hero',
      { state: 'draft', coverage: 0 },
      { state: 'running', coverage: 0.01, reason: 'first look' },
      'experiment',
      'Experiment warmer-hero starts with 1 % of all units: first look',
      '/console/experiments/warmer-hero',
    ],
    [
      'experiment.hold',
      'warmer-hero',
      { state: 'running', coverage: 0.1 },
      { state: 'running', coverage: 0.1, reason: 'the split is broken, most on tv' },
      'experiment',
      'The ramp of experiment warmer-hero stops by itself: the split is broken, most on tv',
      '/console/experiments/warmer-hero',
    ],
    [
      'experiment.decide',
      'warmer-hero',
      { state: 'running', coverage: 0.5 },
      { state: 'decided', coverage: 0, winner: 'warm', despite: 'the season ends', reason: 'enough' },
      'experiment',
      'Experiment warmer-hero is decided for warm: enough (against the analysis: the season ends)',
      '/console/experiments/warmer-hero',
    ],
    ['rollback.approve', 'fr apr_1', null, {}, 'approval', 'A rollback in fr is approved', '/console/approvals'],
    [
      'campaign.propose',
      'fr apr_1',
      null,
      {},
      'approval',
      'A second person is asked for a campaign in fr',
      '/console/approvals',
    ],
  ])(
    'what %s of %s changed is told in a sentence, with the page that shows it',
    (action, target, before, after, kind, summary, href) => {
      expect(told(action, target, before, after)).toMatchObject({
        kind,
        summary,
        href,
        id: '2026-11/41',
        at: 5,
        actor: 'mia',
      })
    },
  )

  it.each([
    ['decisions.read', 'dach'],
    ['viewing.write', 'viewing'],
    ['break-glass', 'GET /ops/v1/regions'],
    ['constructor', 'dach'],
    // The act on the campaign tells of both.
    ['campaign.approve', 'fr apr_1'],
    ['campaign.use', 'fr apr_1'],
  ])('nothing is told of %s of %s', (action, target) => {
    expect(told(action, target, null, {})).toBeNull()
  })

  it('a campaign of a change of many is told once, with the whole', () => {
    expect(told('campaign.pause', 'cmp_x', null, { change: 'chg_1' })).toBeNull()
  })

  it('a change is about the regions where something was or is, and about any where nobody can tell', () => {
    const about = (action: string, target: string, before: unknown, after: unknown) =>
      told(action, target, before, after)?.regions
    expect(about('campaign.pause', 'cmp_x', { territories: ['FR'] }, { territories: ['DE'] })).toEqual(['fr', 'dach'])
    expect(about('campaign.propose', 'fr apr_1', null, { regions: ['fr', 'dach'] })).toEqual(['fr', 'dach'])
    expect(about('takedown.lift', 'tkd_1', { territories: ['UK'] }, null)).toBeNull()
    expect(about('ingest', 'bat_1', null, { accepted: 1 })).toBeNull()
  })

  it('names and reasons of others stay on one line, visible, and short', () => {
    const name = `A\u202e\n\u0000B ${'ö'.repeat(500)}`
    const summary = told('campaign.end', 'cmp_x', null, { name, reason: ['no', 'text'] })?.summary ?? ''
    expect(summary).toMatch(/^A B ö+… \(cmp_x\) is ended$/)
    expect([...summary].length).toBeLessThan(150)
  })
})
