import { z } from 'zod'

// What the ops API answers, as far as the command line reads it. Objects stay loose: `--json` hands on
// every field that a newer server adds.

/** Shown as it is, or not at all. */
const anything = z.unknown().optional()

const refusedRecord = z.looseObject({
  line: z.int().nullish(),
  path: anything,
  rule: z.string().nullish(),
  severity: z.string().nullish(),
  value: anything,
  hint: z.string().nullish(),
})

/** What an ingest would take away from what is served. */
export const withdrawalImpact = z.looseObject({
  records: z.int(),
  regions: z.array(z.looseObject({ region: z.string(), candidates: z.int(), of: z.int() })),
  emptied: z.array(z.looseObject({ region: z.string(), territory: z.string(), surface: z.string() })),
  reasons: z.array(z.string()),
  confirm: z.int().nullable(),
})
export type WithdrawalImpactAnswer = z.infer<typeof withdrawalImpact>

export const ingestAnswer = z.looseObject({
  dryRun: z.boolean().optional(),
  impact: withdrawalImpact.nullish(),
  accepted: z.int(),
  unchanged: z.int(),
  refused: z.array(refusedRecord),
  refusedCount: z.int().optional(),
  /** Records that were stored differently from what they say. */
  warnings: z.array(refusedRecord).nullish(),
  warningCount: z.int().nullish(),
  revision: anything,
  /** What changes of records withdrew at once from what is served. */
  withdrawn: z.looseObject({ records: z.int(), regions: z.array(z.string()), waiting: z.array(z.string()) }).nullish(),
  /** Records that joined or left a group that is withdrawn by order. */
  orders: z
    .looseObject({
      count: z.int(),
      first: z.array(
        z.looseObject({ what: z.string(), record: z.string(), group: z.string(), order: z.string(), lift: z.string() }),
      ),
    })
    .nullish(),
})
export type IngestAnswer = z.infer<typeof ingestAnswer>

/** The answer to a rollback, a pin, or the end of a canary: what a region announces from now on. */
export const steeredAnswer = z.looseObject({
  region: z.string(),
  sequence: z.int(),
  snapshot: z.string(),
  pinnedUntil: z.string().nullish(),
  previous: z.looseObject({ sequence: z.int(), snapshot: z.string() }),
})
export type SteeredAnswer = z.infer<typeof steeredAnswer>

const takedownRow = z.looseObject({
  id: z.string(),
  target: z.string().nullish(),
  territories: z.array(z.string()).nullish(),
  until: z.string().nullish(),
  reason: z.string().nullish(),
  actor: z.string().nullish(),
  store: z.string().nullish(),
})
const forgottenChange = z.looseObject({ id: z.string(), records: z.int(), targets: z.array(z.string()) })
export const takedownList = z.looseObject({
  takedowns: z.array(takedownRow),
  forgotten: z.array(forgottenChange).default([]),
  unread: z.array(z.string()).default([]),
})
export const takedownAdded = z.looseObject({
  takedown: takedownRow,
  regions: z.array(z.unknown()).default([]),
  known: z.boolean().optional(),
  stored: z.boolean().optional(),
  journalRead: z.boolean().optional(),
})
export const takedownTried = z.looseObject({ known: z.boolean() })
export const takedownLifted = z.looseObject({ lifted: anything, regions: z.array(z.unknown()).default([]) })

const approval = z.looseObject({
  id: z.string(),
  kind: z.string(),
  region: z.string(),
  state: z.string(),
  content: anything,
  contentHash: z.string(),
  /** A description of the request, line by line. */
  told: z.array(z.string()).nullish(),
  reason: z.string().nullish(),
  proposedBy: z.string(),
  expiresAt: z.string(),
  approved: z.looseObject({ by: z.string() }).nullish(),
})
export type ApprovalAnswer = z.infer<typeof approval>
export const approvalList = z.looseObject({ approvals: z.array(approval) })
export const approvalAnswer = z.looseObject({ approval })

const auditEntry = z.looseObject({
  id: z.string(),
  at: z.number(),
  actor: z.string(),
  role: z.string().nullish(),
  action: z.string(),
  target: z.string(),
  before: anything,
  after: anything,
})
export type AuditEntryAnswer = z.infer<typeof auditEntry>
export const auditAnswer = z.looseObject({ entries: z.array(auditEntry) })

const evidence = z.looseObject({ reason: z.string(), rule: anything, source: anything, value: anything })
const keptCandidate = z.looseObject({
  assetId: z.string(),
  campaignId: z.string().nullish(),
  position: z.int().nullish(),
  score: z.number().nullish(),
  terms: z.record(z.string(), z.number()).nullish(),
  propensity: z.number().nullish(),
  reason: z.string().nullish(),
  chances: z.array(z.number()).nullish(),
  frequencyCap: z
    .looseObject({ count: z.int(), windowSeconds: z.int(), scope: z.string(), guests: z.string() })
    .nullish(),
  autoplay: anything,
})
const rejectedCandidate = z.looseObject({
  assetId: z.string(),
  campaignId: z.string().nullish(),
  first: z.string(),
  score: z.number().nullish(),
  all: z.array(evidence).default([]),
})
export const explainAnswer = z.looseObject({
  context: z.record(z.string(), z.unknown()),
  snapshot: anything,
  kept: z.array(keptCandidate),
  rejected: z.array(rejectedCandidate),
  chances: z.looseObject({ places: z.int(), draws: z.int(), exactPlaces: z.int() }).nullish(),
  total: anything,
  /** House idents that play where nothing else may. */
  floor: z.looseObject({ reason: z.string(), plays: z.array(z.string()) }).nullish(),
})
export type ExplainAnswer = z.infer<typeof explainAnswer>

const matrixHours = z.looseObject({
  from: z.string(),
  to: z.string(),
  shown: z.boolean(),
  autoplay: z.boolean(),
  reason: z.string().nullish(),
  rule: anything,
  source: anything,
  value: anything,
})
const matrixViewer = z.looseObject({
  viewer: z.string(),
  caps: z.tuple([z.int(), z.int()]).nullish(),
  hours: z.array(matrixHours),
})
export type MatrixViewerAnswer = z.infer<typeof matrixViewer>
const matrixPlace = z.looseObject({
  region: z.string(),
  place: z.string(),
  zones: z.array(z.string()).default([]),
  viewers: z.array(matrixViewer),
})
export const matrixAnswer = z.looseObject({
  asset: z.string(),
  now: z.string(),
  absent: z.array(z.looseObject({ region: z.string(), why: z.string() })).default([]),
  places: z.array(matrixPlace),
})
export type MatrixAnswer = z.infer<typeof matrixAnswer>

export const snapshotList = z.looseObject({
  region: z.string(),
  snapshots: z.array(
    z.looseObject({
      snapshot: z.string(),
      sequence: z.int().nullish(),
      state: z.string(),
      announcedAt: z.string().nullish(),
      candidates: z.int().nullish(),
      headBytes: z.int().nullish(),
      rules: z.string().nullish(),
      actor: z.string().nullish(),
      reason: z.string().nullish(),
    }),
  ),
})
export const snapshotAnswer = z.looseObject({
  format: z.int(),
  head: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.int(), count: z.int() })),
})
export const signedAnswer = z.looseObject({
  region: z.string(),
  /** Compact JWS. */
  pointer: z.string().nullable(),
  takedowns: z.string().nullable(),
  publicKeys: z.array(z.object({ kid: z.string(), x: z.string() })),
})
export type SignedAnswer = z.infer<typeof signedAnswer>

/** RFC 9457, the format of every error of the ops API. */
export const problemDocument = z.looseObject({
  type: z.string().nullish(),
  title: z.string().nullish(),
  status: z.int().nullish(),
  detail: z.string().nullish(),
  field: z.string().nullish(),
})
export type ProblemDocument = z.infer<typeof problemDocument>
