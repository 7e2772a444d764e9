import { z } from 'zod'

// What the ops API answers about publishes, and about what differs between snapshots; loose, as in ops-answers.ts.

const listedIds = z.looseObject({ count: z.int(), first: z.array(z.string()) })
const kindDiff = z.looseObject({
  added: listedIds,
  removed: listedIds,
  changed: z.looseObject({
    count: z.int(),
    first: z.array(z.looseObject({ id: z.string(), fields: z.array(z.string()) })),
  }),
})
const publishChanges = z.looseObject({
  from: z.string(),
  to: z.string(),
  records: z.looseObject({
    candidates: z.looseObject({ added: listedIds, removed: listedIds }),
    assets: kindDiff,
    titles: kindDiff,
    campaigns: kindDiff,
  }),
  decisions: z.looseObject({
    asked: z.int(),
    changed: z.int(),
    byCause: z.looseObject({ schedule: z.int(), weights: z.int(), unexplained: z.int() }),
    newlyEmpty: z.array(z.string()),
    examples: z.array(
      z.looseObject({
        place: z.string(),
        viewer: z.string(),
        surface: z.string(),
        device: z.string().nullish(),
        at: z.string(),
        before: z.string().nullish(),
        after: z.string().nullish(),
        cause: z.string(),
      }),
    ),
  }),
})
export const snapshotDiffAnswer = z.looseObject({ region: z.string(), ...publishChanges.shape })
export type SnapshotDiffAnswer = z.infer<typeof snapshotDiffAnswer>

export const publishResult = z.looseObject({
  region: z.string(),
  outcome: z.enum(['published', 'canary', 'unchanged', 'refused', 'dry-run']),
  sequence: z.int().nullish(),
  snapshot: z.string().nullish(),
  refusals: z.array(z.unknown()).default([]),
  /** `renewed`: nothing changed, and the same snapshot was announced again, so that what was lifted plays again. */
  receipt: z.looseObject({ renewed: z.boolean().nullish() }).nullish(),
  /** Dry run only: what would stop the publish now, such as a pin or a wave. */
  holds: z.array(z.unknown()).nullish(),
  /** Dry run only: what the publish would change. */
  changes: publishChanges.nullish(),
})
export type PublishResultAnswer = z.infer<typeof publishResult>

/** The result of a publish, in a word or two. */
export function outcomeText({ outcome, receipt }: PublishResultAnswer): string {
  return outcome === 'unchanged' && receipt?.renewed === true ? 'announced again' : outcome
}

/** Whether a publish was refused or, for a dry run, would be refused now. */
export function isRefused({ outcome, holds }: PublishResultAnswer): boolean {
  return outcome === 'refused' || (holds ?? []).length > 0
}
