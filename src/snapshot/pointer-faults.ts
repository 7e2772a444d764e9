import type { RegionId } from '../model/nouns/region.ts'
import { HEAD_SHARDS } from './format.ts'
import type { PointerPayload, ShardEntry } from './pointer.ts'
import { snapshotId } from './seal.ts'

/** What a pointer says that cannot be true, whoever signed it. */
export type PointerFault = 'shards' | 'id'

/**
 * Checks a pointer against itself: the content that it announces has all of the head, each shard once, and its id is that
 * of this content. Null: nothing is wrong. That every shard is of its region is seen when they are opened (`decodeHead`).
 */
export function pointerFault({ region, ...content }: PointerPayload): Promise<PointerFault | null> {
  return contentFault(region, content)
}

/** The same of its canary, which also has to have begun with a pointer before or this one, and to run forward. */
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
