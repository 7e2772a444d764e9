import { ByteBuffer } from 'flatbuffers'
import { type LeftOutColumns, NOTHING_LEFT_OUT } from '../model/columns/left-out.ts'
import type { Snapshot, SnapshotWeights } from '../model/columns/snapshot.ts'
import type { MediaHosts } from '../model/fields/media-alias.ts'
import { REGION_IDS, type RegionId } from '../model/nouns/region.ts'
import type { RegionRules } from '../model/policies/rules.ts'
import { decodeHot, UnreadableShard } from './columns/decode-hot.ts'
import { Weights } from './columns/generated/weights.ts'
import { otherLearningIn } from './columns/other-learning-in.ts'
import { keys, PAGE_NAME, SNAPSHOT_FORMAT } from './format.ts'
import type { ShardEntry } from './pointer.ts'
import { decodeTextIndex } from './text/text-index.ts'
import { pageName } from './text/text-pages.ts'
import { wholeText } from './text/whole-text.ts'

/**
 * Opens the head, which decides, from its shards by name. Throws `UnreadableShard` for an unknown format, and for
 * shards of different regions.
 */
export function decodeHead(id: string, shards: ReadonlyMap<string, Uint8Array>): Omit<Snapshot, 'text'> {
  const hot = decodeHot(shardOf(shards, 'hot'))
  const weights = decodeWeights(shardOf(shards, 'weights'), hot.region)
  if (weights.weight.length !== hot.campaigns.idHash.length) {
    throw new UnreadableShard('weights: not of this snapshot’s campaigns')
  }
  const rules = decodeRules(shardOf(shards, 'rules'), hot.region)
  return { id, hot, weights, rules, ...otherLearningIn(shards, hot) }
}

/** Opens a snapshot whose shards, text pages included, are all in memory. Throws as `decodeHead`. */
export function decodeSnapshot(id: string, shards: ReadonlyMap<string, Uint8Array>): Snapshot {
  return { ...decodeHead(id, shards), text: wholeText(shardOf(shards, 'words'), shards) }
}

/**
 * Opens a stored snapshot: the head shards from its pointer, and every value by its key. Throws as `decodeHead`, and
 * when a text page is missing.
 */
export function decodeStored(
  id: string,
  head: readonly Pick<ShardEntry, 'name' | 'sha256'>[],
  values: ReadonlyMap<string, Uint8Array>,
): Snapshot {
  const stored = (sha256: string, name: string): Uint8Array => {
    const bytes = values.get(keys.shard(sha256, name))
    if (!bytes) throw new UnreadableShard(`no shard ${name}`)
    return bytes
  }
  const shards = new Map(head.map(({ name, sha256 }) => [name, stored(sha256, name)]))
  const index = decodeTextIndex(shardOf(shards, 'text'))
  shards.set('words', index.shortWords)
  for (const { sha256, first } of index.pages) shards.set(pageName(first), stored(sha256, PAGE_NAME))
  return decodeSnapshot(id, shards)
}

function shardOf(shards: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = shards.get(name)
  if (!bytes) throw new UnreadableShard(`no shard ${name}`)
  return bytes
}

/** Opens the `rules` shard of a region; null: of any region. Throws as `decodeHead`. */
export function decodeRules(bytes: Uint8Array, of: RegionId | null = null): RegionRules {
  const { format, region, ...rules } = JSON.parse(new TextDecoder().decode(bytes)) as RegionRules & {
    format: number
    region: string
  }
  if (format !== SNAPSHOT_FORMAT) throw new UnreadableShard(`rules: format ${format}, not ${SNAPSHOT_FORMAT}`)
  checkRegion('rules', region, of)
  return rules
}

/** Opens the `weights` shard of a region by itself; null: of any region. Throws as `decodeHead`. */
export function decodeWeights(bytes: Uint8Array, of: RegionId | null = null): SnapshotWeights {
  const weights = Weights.getRootAsWeights(new ByteBuffer(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()))
  if (weights.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`weights: format ${weights.format()}`)
  checkRegion('weights', weights.region(), of)
  const weight = weights.weightArray() ?? new Float32Array()
  return {
    weight,
    ...pacingOf(weights, weight.length),
    knownAssets: weights.knownAssetsArray() ?? new Uint32Array(),
    impressions: weights.impressionsArray() ?? new Uint32Array(),
    engagement: weights.engagementArray() ?? new Int8Array(),
    mediaHosts: mediaHostsOf(weights),
    leftOut: leftOutOf(weights),
  }
}

/** A snapshot of before paces no campaign. */
function pacingOf(weights: Weights, campaigns: number): Pick<SnapshotWeights, 'pacing' | 'pacingNeed' | 'pacingEnds'> {
  const [pacing, pacingNeed, pacingEnds] = [weights.pacingArray(), weights.pacingNeedArray(), weights.pacingEndsArray()]
  if (!pacing || !pacingNeed || !pacingEnds) {
    return {
      pacing: new Float32Array(campaigns).fill(1),
      pacingNeed: new Float32Array(campaigns).fill(1),
      pacingEnds: new Float64Array(campaigns).fill(Number.POSITIVE_INFINITY),
    }
  }
  if ([pacing, pacingNeed, pacingEnds].some(({ length }) => length !== campaigns)) {
    throw new UnreadableShard('weights: pacing of another number of campaigns')
  }
  return { pacing, pacingNeed, pacingEnds }
}

/** A snapshot of before has none. */
function mediaHostsOf(weights: Weights): MediaHosts {
  const length = weights.mediaAliasesLength()
  if (weights.mediaOriginsLength() !== length) throw new UnreadableShard('weights: aliases without origins')
  return new Map(
    Array.from({ length }, (_, index) => [weights.mediaAliases(index), weights.mediaOrigins(index)] as const),
  )
}

/** A snapshot of before leaves nothing out. */
function leftOutOf(weights: Weights): LeftOutColumns {
  const [asset, device] = [weights.leftOutAssetArray(), weights.leftOutDeviceArray()]
  const rendition = weights.leftOutRenditionArray()
  if (asset?.length !== device?.length || asset?.length !== rendition?.length) {
    throw new UnreadableShard('weights: left out renditions of different lengths')
  }
  return asset && device && rendition ? { asset, device, rendition } : NOTHING_LEFT_OUT
}

/** The region's name is the last field in the bytes, so truncated bytes have no valid one. */
function checkRegion(shard: string, region: string | null, of: RegionId | null): void {
  const regions: readonly (string | null)[] = of === null ? REGION_IDS : [of]
  if (!regions.includes(region)) throw new UnreadableShard(`${shard}: of region ${region}, not of ${of ?? 'any'}`)
}
