import { Builder } from 'flatbuffers'
import type { OtherLearning } from '../model/columns/other-learning.ts'
import type { SnapshotHot, SnapshotWeights } from '../model/columns/snapshot.ts'
import type { RegionId } from '../model/nouns/region.ts'
import type { RegionRules } from '../model/policies/rules.ts'
import { encodeHot } from './columns/encode-hot.ts'
import { encodeOtherLearning } from './columns/encode-other-learning.ts'
import { WeightsBuilder } from './columns/generated/weights.ts'
import { otherLearningShard, type Shard, SNAPSHOT_FORMAT } from './format.ts'
import { encodeShortText } from './text/short-text.ts'
import type { TextEntries } from './text/text-entries.ts'
import { encodeTextPages } from './text/text-pages.ts'

/** The content of a snapshot, before it is encoded. */
export interface SnapshotContent {
  readonly hot: SnapshotHot
  readonly text: {
    readonly assets: TextEntries
    readonly campaigns: readonly string[]
    readonly ratings: readonly string[]
  }
  readonly weights: SnapshotWeights
  readonly rules: RegionRules
  /** Columns of scores that arms of experiments have; left out: none. */
  readonly armColumns?: number
  /** What arms have instead of what it learned: of no run, of another one, or of both; left out: nothing. */
  readonly otherLearning?: readonly OtherLearning[]
}

/**
 * Encodes a snapshot as shards without addresses (see `sealSnapshot`); equal content gives equal bytes. It consumes the
 * text of the assets, so it can be called only once.
 */
export function encodeSnapshot(content: SnapshotContent): readonly Shard[] {
  const { region, assets } = content.hot
  return [
    { name: 'hot', bytes: encodeHot(content.hot), count: content.hot.candidateAsset.length },
    {
      name: 'rules',
      bytes: encodeRules(region, content.rules),
      count: content.rules.territories.length,
      ...(content.armColumns !== undefined && { armColumns: content.armColumns }),
    },
    { name: 'weights', bytes: encodeWeights(region, content.weights), count: content.weights.weight.length },
    {
      name: 'words',
      bytes: encodeShortText(content.text),
      count: content.text.campaigns.length + content.text.ratings.length,
    },
    ...(content.otherLearning ?? []).map((other) => ({
      name: otherLearningShard(other.run),
      bytes: encodeOtherLearning(region, other),
      count: assets.idHash.length,
    })),
    ...encodeTextPages(content.text.assets),
  ]
}

/** Encodes the `rules` shard. */
export function encodeRules(region: RegionId, rules: RegionRules): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ format: SNAPSHOT_FORMAT, region, ...rules }))
}

/** Encodes the `weights` shard. */
export function encodeWeights(region: RegionId, weights: SnapshotWeights): Uint8Array {
  const builder = new Builder(1024)
  const regionName = builder.createString(region)
  const weight = WeightsBuilder.createWeightVector(builder, weights.weight)
  const pacing = WeightsBuilder.createPacingVector(builder, weights.pacing)
  const pacingNeed = WeightsBuilder.createPacingNeedVector(builder, weights.pacingNeed)
  const pacingEnds = WeightsBuilder.createPacingEndsVector(builder, weights.pacingEnds)
  const known = WeightsBuilder.createKnownAssetsVector(builder, weights.knownAssets)
  const impressions = WeightsBuilder.createImpressionsVector(builder, weights.impressions)
  const engagement = WeightsBuilder.createEngagementVector(builder, weights.engagement)
  const hosts = [...weights.mediaHosts].sort(([left], [right]) => (left < right ? -1 : 1))
  const aliases = textVector(
    builder,
    hosts.map(([alias]) => alias),
  )
  const origins = textVector(
    builder,
    hosts.map(([, origin]) => origin),
  )
  const { leftOut } = weights
  const isEmpty = leftOut.asset.length === 0
  const leftOutAsset = isEmpty ? 0 : WeightsBuilder.createLeftOutAssetVector(builder, leftOut.asset)
  const leftOutDevice = isEmpty ? 0 : WeightsBuilder.createLeftOutDeviceVector(builder, leftOut.device)
  const leftOutRendition = isEmpty ? 0 : WeightsBuilder.createLeftOutRenditionVector(builder, leftOut.rendition)
  builder.finish(
    WeightsBuilder.createWeights(
      builder,
      SNAPSHOT_FORMAT,
      weight,
      pacing,
      known,
      impressions,
      engagement,
      // `pacing_until`: nobody reads it.
      0,
      regionName,
      aliases,
      origins,
      leftOutAsset,
      leftOutDevice,
      leftOutRendition,
      pacingNeed,
      pacingEnds,
    ),
  )
  return builder.asUint8Array().slice()
}

/** A list of texts; an empty one is left out, so that the bytes are those of a format without it. */
function textVector(builder: Builder, texts: readonly string[]): number {
  if (texts.length === 0) return 0
  const offsets = texts.map((text) => builder.createString(text))
  builder.startVector(4, offsets.length, 4)
  for (const offset of offsets.reverse()) builder.addOffset(offset)
  return builder.endVector()
}
