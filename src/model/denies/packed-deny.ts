import type { ShortHashes } from './short-hashes.ts'

/** The kind of the ids in a packed deny; `group` stands for `tag:`, `owner:` and `feed:`, each with its prefix. */
export type PackedKind = 'asset' | 'title' | 'campaign' | 'group'

/** Many targets that must not be served, encoded as short hashes: it may hide one too many, never one too few. */
export interface PackedDeny {
  readonly kind: PackedKind
  readonly hashes: ShortHashes
  /**
   * It applies to content that includes fewer changes than this number; null: an order, which applies to all content.
   */
  readonly number: number | null
  /** As `Deny`. */
  readonly territories: readonly string[] | null
  readonly from: number | null
  readonly until: number | null
}
