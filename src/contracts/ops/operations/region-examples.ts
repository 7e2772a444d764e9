import type { z } from 'zod'
import type { publishChanges } from '../answers/changes.ts'
import type { publishResult } from '../answers/publish.ts'
import type { regionAnswer } from '../answers/regions.ts'

/** Id of a live snapshot. */
export const SNAPSHOT = 'b5e04423d1c7a8f6e9b20c3d4a5f6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6'
/** Id of the snapshot before it. */
export const SNAPSHOT_BEFORE = '0c9f8e7d6c5b4a39281706f5e4d3c2b1a0f9e8d7c6b5a4938271605f4e3d2c1b'

const receipt = {
  candidates: 1_830,
  rejected: { 'not-approved': 12 },
  shards: 10,
  bytes: 402_118,
  shardsWritten: 3,
  bytesWritten: 96_400,
  shardsVerified: 3,
  renewed: false,
  scheduleRevision: 211,
  durationMs: 2_140,
}

/** A publish that went through. */
export const PUBLISHED: z.input<typeof publishResult> = {
  region: 'dach',
  outcome: 'published',
  sequence: 41,
  snapshot: SNAPSHOT,
  checks: [{ check: 'too-few', passed: true, detail: '1830 candidates, at least 1', overridable: true, findings: [] }],
  refusals: [],
  receipt,
}

const few = {
  check: 'count-change',
  detail: '1830 candidates become 610',
  overridable: true,
  findings: [{ text: 'candidates: 1830 → 610', code: '5f2a91c07be4' }],
}

/** A publish that a check refused. */
export const REFUSED: z.input<typeof publishResult> = {
  ...PUBLISHED,
  outcome: 'refused',
  checks: [{ ...few, passed: false }],
  refusals: [{ ...few, causes: ['cmp_dach-hero was paused'] }],
  receipt: null,
}

const none = { count: 0, first: [] }
const same = { added: none, removed: none, changed: none }

/** What a publish would change. */
export const CHANGES: z.input<typeof publishChanges> = {
  from: SNAPSHOT_BEFORE,
  to: SNAPSHOT,
  records: {
    candidates: { added: { count: 1, first: ['ast_hero under cmp_dach-hero'] }, removed: none },
    assets: { ...same, added: { count: 1, first: ['ast_hero'] } },
    titles: same,
    campaigns: { ...same, changed: { count: 1, first: [{ id: 'cmp_dach-hero', fields: ['start'] }] } },
  },
  learning: [
    {
      ...{ run: null, state: 'changed', space: 'metadata-1', assets: 1 },
      points: { freshness: 6, taste: 40, sessionTaste: 30, context: 15, engagement: 3 },
    },
  ],
  experiments: [
    {
      ...{ key: 'warm-hero', state: 'changes', fields: ['ranges'] },
      before: {
        coverage: 0.01,
        ranges: [
          [0, 0.005],
          [0.5, 0.505],
        ],
      },
      after: {
        coverage: 0.1,
        ranges: [
          [0, 0.05],
          [0.5, 0.55],
        ],
      },
    },
  ],
  decisions: {
    asked: 480,
    changed: 1,
    byCause: { schedule: 1, weights: 0, learned: 0, unexplained: 0 },
    byPlace: { DE: 1 },
    newlyEmpty: [],
    examples: [
      {
        place: 'DE',
        viewer: 'guest',
        surface: 'home-hero',
        device: 'tv',
        at: '2026-11-22T20:30:00.000Z',
        before: 'ast_autumn',
        after: 'ast_hero',
        cause: 'schedule',
      },
    ],
  },
}

/** A publish that was only looked at. */
export const DRY_RUN: z.input<typeof publishResult> = { ...PUBLISHED, outcome: 'dry-run', holds: [], changes: CHANGES }

/** The keys that sign snapshots. */
export const KEYS = { keys: [{ kid: 'k1', signs: true, notAfter: null, daysLeft: null }], keyProblem: null }

/** A region that serves what it should. */
export const REGION_STATUS: Omit<z.input<typeof regionAnswer>, keyof typeof KEYS> = {
  region: 'dach',
  sequence: 41,
  snapshot: SNAPSHOT,
  ageSeconds: 204,
  softExpiresAt: '2026-11-23T02:30:00.000Z',
  candidates: 1_830,
  pinned: null,
  canary: null,
  lastReceipt: { ...PUBLISHED, at: '2026-11-22T20:26:36.000Z', actor: 'cron' },
  lastRefusal: null,
  takedowns: {
    count: 2,
    tiers: [],
    bound: { seconds: 123, refreshSeconds: 33, cacheSeconds: 30, propagationSeconds: 60 },
    narrowings: 1,
    ageSeconds: 12,
    packed: 0,
    chanceOfOneTooMany: null,
    givenUp: 'nothing',
    unreadable: null,
    storeAnswers: true,
    journalRead: true,
    notYetStored: 0,
    storeForgot: 0,
  },
  health: { state: 'ok', serving: 1_830, usual: 1_842, why: null },
  leftOut: {
    count: 1,
    renditions: [
      {
        assetId: 'ast_atlas_trailer',
        device: 'tv',
        type: 'hls',
        codec: 'hevc',
        height: 2160,
        failed: 212,
        tried: 260,
        since: '2026-11-22T18:05:00.000Z',
        until: '2026-11-23T18:05:00.000Z',
        offered: false,
      },
    ],
    beyond: 0,
  },
  seen: [
    {
      type: 'telemetry',
      isolate: '7d1b2c',
      region: 'dach',
      sequence: 41,
      snapshot: SNAPSHOT,
      rung: 'fresh',
      at: 1_795_379_400_000,
      counts: { decisions: 120, noDecisions: 1, fallbacks: 0 },
      rejects: { territory: 1 },
      refusal: null,
      listSignedAt: 1_795_379_370_000,
    },
  ],
}
