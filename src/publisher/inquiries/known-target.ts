import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { targetKey } from '../../model/fields/group-name.ts'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { readDocument } from '../../schedule/store/read-documents.ts'
import { decodeHot } from '../../snapshot/columns/decode-hot.ts'
import { livePointer, storedBytes } from '../announce/live-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

const TYPES = { ttl_: 'title', ast_: 'asset', cmp_: 'campaign' } as const

/**
 * Whether there is anything that a takedown reaches: a record in the schedule, or, for a tag, an owner, a feed, a tier or a
 * surface, something that is live in one of these regions. What is not there yet may be taken down too, but who
 * mistyped must hear that what they meant still plays.
 */
export async function isKnownTarget(
  publisher: PublisherContext,
  target: Takedown['target'],
  regions: readonly RegionId[],
): Promise<boolean> {
  const prefix = target.slice(0, 4)
  if (isRecordPrefix(prefix)) return (await readDocument(publisher.redis, TYPES[prefix], target)) !== null
  const surface = SURFACE_IDS.find((id) => target === `surface:${id}`)
  // There the house idents play where nothing else does.
  if (surface && publisher.rules.surfaces.get(surface)?.floor === 'idents') return true
  for (const region of regions) {
    for (const hot of await liveColumns(publisher, region)) if (isReached(hot, target)) return true
  }
  return false
}

function isRecordPrefix(prefix: string): prefix is keyof typeof TYPES {
  return Object.hasOwn(TYPES, prefix)
}

async function liveColumns(publisher: PublisherContext, region: RegionId): Promise<readonly SnapshotHot[]> {
  const live = await livePointer(region, publisher)
  const columns: SnapshotHot[] = []
  for (const content of [live, live?.canary]) {
    const hot = content?.shards.find(({ name }) => name === 'hot')
    const bytes = hot ? await storedBytes(hot.sha256, hot.name, publisher.sink) : null
    if (bytes !== null) columns.push(decodeHot(bytes))
  }
  return columns
}

function isReached({ groups, campaigns }: SnapshotHot, target: string): boolean {
  const surface = SURFACE_IDS.findIndex((id) => target === `surface:${id}`)
  if (surface >= 0) return campaigns.surfaces.some((bits) => (bits >> surface) & 1)
  const tier = PRIORITIES.findIndex((name) => target === `tier:${name}`)
  if (tier >= 0) return campaigns.priority.includes(tier)
  return groups.some(({ key }) => targetKey(key) === target)
}
