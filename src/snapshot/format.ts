import type { LearnedRunId } from '../model/learned/learned-run.ts'
import type { RegionId } from '../model/nouns/region.ts'

/**
 * The snapshot format that this code writes and reads. Readers refuse any other number, so an incompatible change needs
 * a new one.
 */
export const SNAPSHOT_FORMAT = 3

/**
 * The format of a takedown list with an order on a tier. A reader of before would ignore such an order and go on showing
 * the tier, so it must refuse the list; lists without one stay as they were.
 */
const TIER_LIST_FORMAT = 1000 + SNAPSHOT_FORMAT

/** The format to write a takedown list in. */
export function listFormat(entries: readonly { readonly target: string }[]): number {
  return entries.some(({ target }) => target.startsWith('tier:')) ? TIER_LIST_FORMAT : SNAPSHOT_FORMAT
}

/** Whether this code reads records of a kind in this format. */
export function isReadable(kind: 'pointer' | 'takedowns', format: number): boolean {
  return format === SNAPSHOT_FORMAT || (kind === 'takedowns' && format === TIER_LIST_FORMAT)
}

/** Greatest value in Workers KV; a larger shard could not be stored. */
export const SHARD_BYTES_MAX = 25 * 1024 * 1024

/**
 * Greatest sequence of a pointer or takedown list. KV accepts one write a second for each key, so honest sequences
 * reach it only after 136 years. A reader that accepted a greater one would then refuse all honest ones as older.
 */
export const SEQUENCE_MAX = 2 ** 32

/** Greatest size of a pointer. `takedowns/limits.ts` has the limits of takedown lists. */
export const POINTER_BYTES_MAX = 8 * 1024

/**
 * KV keys (the storage schema):
 * - `snap/<sha256>/<shard>` an immutable shard, addressed by its own SHA-256; never probed before announced. The
 *   pointer names the head (`HEAD_SHARDS`, `OTHER_LEARNING_SHARDS`); its `text` shard names the text pages, `snap/<sha256>/page`
 * - `region/<r>/pointer` compact JWS: which snapshot is live (`PointerPayload`)
 * - `region/<r>/takedowns` compact JWS: what must not be served (`TakedownsPayload`); it names `snap/<sha256>/denies`,
 *   its packed part, and `snap/<sha256>/ledger`, the same in full, which only the publisher reads
 * - `journal/order/<id>` compact JWS: an order by itself, until the scheduling store has it; `journal/audit/<id>` the same
 *   of an entry of the audit log; `change/<number>` what a change of the schedule withdrew, for 400 days. Only the
 *   publisher reads them
 * - `learned/<id>` what a learned run says, as lines of text without its id, which is the beginning of their SHA-256. Only
 *   the publisher reads it: what it teaches is in the shards
 * - `snap/<sha256>/takedowns` the exact text of a list under its own SHA-256, for as long as decision-log lines name it
 */
export const keys = {
  shard: (sha256: string, name: string): string => `snap/${sha256}/${name}`,
  pointer: (region: RegionId): string => `region/${region}/pointer`,
  takedowns: (region: RegionId): string => `region/${region}/takedowns`,
  journal: 'journal/',
  order: (id: string): string => `journal/order/${id}`,
  change: (number: number): string => `change/${number}`,
  learned: (id: LearnedRunId): string => `learned/${id}`,
  auditEntry: (id: string): string => `journal/audit/${id}`,
  /** The archive copy of a list; `sha256` is the hash of its text, the compact JWS as it was announced. */
  takedownsText: (sha256: string): string => `snap/${sha256}/${TAKEDOWNS_TEXT_NAME}`,
} as const

/** The shards named in a pointer: what decides, and the index of the text pages. */
export const HEAD_SHARDS = ['hot', 'rules', 'weights', 'text'] as const

/**
 * Shards of the head that only some snapshots have, in this order: what arms decide with instead of what was learned
 * (`OtherLearning`), of no run and of another one. Letters alone, and with `HEAD_SHARDS` no more than eight: an edge of
 * before accepts no other pointer.
 */
export const OTHER_LEARNING_SHARDS = ['unlearned', 'otherrun'] as const

/** The name of the shard that says what a snapshot is with another run; null: with none. */
export function otherLearningShard(run: LearnedRunId | null): (typeof OTHER_LEARNING_SHARDS)[number] {
  return run === null ? 'unlearned' : 'otherrun'
}

/** The name of every text page in its key: only the snapshot's index says where the page belongs. */
export const PAGE_NAME = 'page'

/** The name of a takedown list's exact text, stored under its own hash. */
export const TAKEDOWNS_TEXT_NAME = 'takedowns'

/** The name of a takedown list's packed part in its key. */
export const DENIES_NAME = 'denies'

/** One part of a snapshot, as bytes. */
export interface Shard {
  /**
   * `hot`, `rules`, `weights`, `words` (of campaigns and ratings), `text.<index of its first asset>`, or one of
   * `OTHER_LEARNING_SHARDS`.
   */
  readonly name: string
  readonly bytes: Uint8Array
  /** Candidates, campaigns or entries inside, for receipts and for the edge's floor check. */
  readonly count: number
  /** Columns of scores that arms of experiments have, so that an edge makes room; left out: none. */
  readonly armColumns?: number
}
