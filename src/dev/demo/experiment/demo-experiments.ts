import type { z } from 'zod'
import type { experimentRecord } from '../../../model/experiments/experiment.ts'

type Written = z.input<ReturnType<typeof experimentRecord>>

/** An experiment of the demo, and the share of all sessions that it starts with; null: it stays a draft. */
export interface DemoExperiment {
  readonly record: Written
  readonly coverage: number | null
}

/**
 * One that runs, and one that somebody has written and not started. They own what changes no answer's length and nothing that may be
 * seen: which of the tiles stand where. By session, so that who tries the lab, where nobody consents, is in an arm.
 */
export const DEMO_EXPERIMENTS: readonly DemoExperiment[] = [
  {
    record: {
      key: 'livelier-tiles',
      hypothesis: 'More chance among the tiles shows what stands behind the first ones, and does not cost starts.',
      layer: 'tiles',
      unit: 'session',
      variations: [
        { key: 'control', parameters: {} },
        { key: 'livelier', parameters: { 'slate.browse-tile.temperature': 3 } },
      ],
      metrics: ['start-rate', 'rewarded'],
      guardrails: ['first-frame-ms', 'error-rate'],
    },
    coverage: 1,
  },
  {
    record: {
      key: 'fresher-clips',
      hypothesis: 'Who scrolls through clips wants to see new ones more often.',
      layer: 'clips',
      unit: 'session',
      variations: [
        { key: 'control', parameters: {} },
        { key: 'fresher', parameters: { 'slate.clips-feed.newAssetEvery': 8 } },
      ],
      metrics: ['start-rate', 'watched-minutes'],
      guardrails: ['error-rate'],
    },
    coverage: null,
  },
]
