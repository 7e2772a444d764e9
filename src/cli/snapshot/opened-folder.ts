import type { SnapshotHot, SnapshotWeights } from '../../model/columns/snapshot.ts'
import type { SnapshotText } from '../../model/columns/snapshot-text.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { openPage } from '../../snapshot/text/entry-page.ts'
import type { TextIndex } from '../../snapshot/text/text-index.ts'
import { assetEntry, pageName } from '../../snapshot/text/text-pages.ts'
import type { OpenedShard } from './opened-shard.ts'

/** The opened shards of a snapshot that describe one candidate; a `hot` shard alone contains no names. */
export interface DescribedFolder {
  readonly hot: SnapshotHot
  readonly rules: RegionRules | null
  readonly weights: SnapshotWeights | null
  readonly text: SnapshotText | null
}

function only<Kind extends OpenedShard['kind']>(opened: readonly OpenedShard[], kind: Kind) {
  return opened.find((shard): shard is Extract<OpenedShard, { kind: Kind }> => shard.kind === kind) ?? null
}

/** Collects the opened shards that describe candidates; null without a `hot` shard. */
export function describedBy(
  opened: readonly OpenedShard[],
  files: ReadonlyMap<string, Uint8Array>,
): DescribedFolder | null {
  const hot = only(opened, 'hot')?.hot
  if (!hot) return null
  const index = only(opened, 'text')?.index
  return {
    hot,
    rules: only(opened, 'rules')?.rules ?? null,
    weights: only(opened, 'weights')?.weights ?? null,
    text: index ? textOf(index, files) : null,
  }
}

function textOf(index: TextIndex, files: ReadonlyMap<string, Uint8Array>): SnapshotText {
  const entry = (asset: number) => {
    const { first } = index.pageOf(asset)
    return assetEntry(openPage(files.get(pageName(first)) ?? new Uint8Array()), first, asset)
  }
  return { ...index.words, asset: (asset) => entry(asset)[0], titleOf: (asset) => entry(asset)[1] }
}
