import type { ShortHashes } from './short-hashes.ts'

/** What the ids of a group are of; `group` stands for `tag:`, `owner:` and `feed:`, each with its prefix. */
export type PackedKind = 'asset' | 'title' | 'campaign' | 'group'

/** Many things that are not to be served, said by short hashes: it may hide one too many, never one too few. */
export interface PackedDeny {
  readonly kind: PackedKind
  readonly hashes: ShortHashes
  /** Holds for content that knows of fewer changes than this; null: an order, it holds for all. */
  readonly number: number | null
  /** As `Deny`. */
  readonly territories: readonly string[] | null
  readonly from: number | null
  readonly until: number | null
}
