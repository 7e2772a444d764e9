import type { RegionId } from '../model/nouns/region.ts'
import { HEAD_SHARDS } from './format.ts'
import type { PointerPayload, ShardEntry } from './pointer.ts'
import { snapshotId } from './seal.ts'

/** A contradiction inside a pointer, whoever signed it. */
export type PointerFault = 'shards' | 'id'

/**
 * Checks a pointer's consistency: it names all shards of the head, each once, and its id matches them. Null:
 * consistent. The region of each shard is checked when the shards are opened (`decodeHead`).
 */
export function pointerFault({ region, ...content }: PointerPayload): Promise<PointerFault | null> {
  return contentFault(region, content)
}

/**
 * The same for its canary, which must also have started with this pointer or an earlier one, and end after its start.
 */
export async function canaryFault({
  region,
  sequence,
  canary,
}: PointerPayload): Promise<PointerFault | 'canary' | null> {
  if (canary === null) return null
  if (Date.parse(canary.startedAt) >= Date.parse(canary.until) || canary.startedAs > sequence) return 'canary'
  return contentFault(region, canary)
}

async function contentFault(
  region: RegionId,
  { snapshot, shards }: { readonly snapshot: string; readonly shards: readonly ShardEntry[] },
): Promise<PointerFault | null> {
  if (!wholeHead(shards)) return 'shards'
  return (await snapshotId(region, shards)) === snapshot ? null : 'id'
}

function wholeHead(shards: readonly ShardEntry[]): boolean {
  const once = (values: readonly string[]): boolean => new Set(values).size === values.length
  const names = shards.map(({ name }) => name)
  return HEAD_SHARDS.every((name) => names.includes(name)) && once(names) && once(shards.map(({ sha256 }) => sha256))
}
