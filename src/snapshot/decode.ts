import { ByteBuffer } from 'flatbuffers'
import type { RegionRules } from '../model/rules.ts'
import type { Snapshot, SnapshotWeights } from '../model/snapshot.ts'
import { decodeHot, UnreadableShard } from './decode-hot.ts'
import { SNAPSHOT_FORMAT } from './format.ts'
import { Weights } from './generated/weights.ts'
import { decodeText } from './text-pages.ts'

/** Opens a snapshot from its shards by name. Throws `UnreadableShard` on a format it does not know. */
export function decodeSnapshot(id: string, shards: ReadonlyMap<string, Uint8Array>): Snapshot {
  const shard = (name: string): Uint8Array => {
    const bytes = shards.get(name)
    if (!bytes) throw new UnreadableShard(`no shard ${name}`)
    return bytes
  }
  const pages = [...shards.keys()].filter((name) => name.startsWith('text.'))
  const hot = decodeHot(shard('hot'))
  const weights = decodeWeights(shard('weights'))
  if (weights.weight.length !== hot.campaigns.idHash.length) {
    throw new UnreadableShard('weights: not of this snapshot’s campaigns')
  }
  return { id, hot, weights, rules: decodeRules(shard('rules')), text: decodeText(pages.map(shard)) }
}

function decodeRules(bytes: Uint8Array): RegionRules {
  const { format, ...rules } = JSON.parse(new TextDecoder().decode(bytes)) as RegionRules & { format: number }
  if (format !== SNAPSHOT_FORMAT) throw new UnreadableShard(`rules: format ${format}, not ${SNAPSHOT_FORMAT}`)
  return rules
}

function decodeWeights(bytes: Uint8Array): SnapshotWeights {
  const weights = Weights.getRootAsWeights(new ByteBuffer(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()))
  if (weights.format() !== SNAPSHOT_FORMAT) throw new UnreadableShard(`weights: format ${weights.format()}`)
  return {
    weight: weights.weightArray() ?? new Float32Array(),
    pacing: weights.pacingArray() ?? new Float32Array(),
  }
}
