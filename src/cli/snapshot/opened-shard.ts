import type { OtherLearning } from '../../model/columns/other-learning.ts'
import type { SnapshotHot, SnapshotWeights } from '../../model/columns/snapshot.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { decodeHot } from '../../snapshot/columns/decode-hot.ts'
import { decodeOtherLearning } from '../../snapshot/columns/decode-other-learning.ts'
import { decodeRules, decodeWeights } from '../../snapshot/decode.ts'
import { type EntryPage, openPage } from '../../snapshot/text/entry-page.ts'
import { decodeTextIndex, type TextIndex } from '../../snapshot/text/text-index.ts'

/** One stored value of a snapshot, decoded by its kind. */
export type OpenedShard =
  | { readonly kind: 'hot'; readonly hot: SnapshotHot }
  | { readonly kind: 'rules'; readonly rules: RegionRules }
  | { readonly kind: 'weights'; readonly weights: SnapshotWeights }
  | { readonly kind: 'other-learning'; readonly other: OtherLearning }
  | { readonly kind: 'text'; readonly index: TextIndex }
  | { readonly kind: 'page'; readonly page: EntryPage }

/**
 * A stored value does not say its kind; only its key does. So each decoder is tried in this order, and each rejects a
 * value without the property in its comment. When all reject it, the result is null.
 */
const KINDS: readonly ((bytes: Uint8Array) => OpenedShard)[] = [
  // It names a region that exists.
  (bytes) => ({ kind: 'hot', hot: decodeHot(bytes) }),
  rulesOf,
  // It names a region, a space, and a vector for each of its genres.
  (bytes) => ({ kind: 'other-learning', other: decodeOtherLearning(bytes) }),
  // It has a hash of 32 bytes for each page, and its pages cover all assets.
  (bytes) => ({ kind: 'text', index: decodeTextIndex(bytes) }),
  pageOf,
  weightsOf,
]

export function openShard(bytes: Uint8Array): OpenedShard | null {
  for (const open of KINDS) {
    try {
      return open(bytes)
    } catch {
      // It is not of this kind.
    }
  }
  return null
}

class AnotherKind extends Error {}

function rulesOf(bytes: Uint8Array): OpenedShard {
  const rules = decodeRules(bytes)
  if (!Array.isArray(rules.territories) || typeof rules.version !== 'string') throw new AnotherKind()
  return { kind: 'rules', rules }
}

/** A text page: every entry is JSON. */
function pageOf(bytes: Uint8Array): OpenedShard {
  const page = openPage(bytes)
  if (page.count === 0) throw new AnotherKind()
  for (let at = 0; at < page.count; at++) page.entry(at)
  return { kind: 'page', page }
}

/** A weights shard: it has a term for each known asset on each surface. */
function weightsOf(bytes: Uint8Array): OpenedShard {
  const weights = decodeWeights(bytes)
  const known = weights.knownAssets.length
  const match = weights.impressions.length === known && weights.engagement.length === known * SURFACE_IDS.length
  if (!match) throw new AnotherKind()
  return { kind: 'weights', weights }
}
