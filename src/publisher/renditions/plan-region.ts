import type { CountedRendition } from '../../events/cells/rendition-fields.ts'
import type { LeftOutRendition } from '../../events/renditions/left-out-rendition.ts'
import { type LeftOutPlan, planLeftOut, type SuspectRendition } from '../../events/renditions/plan-left-out.ts'
import { startEvidence } from '../../events/renditions/start-evidence.ts'
import { renditionHash } from '../../model/columns/rendition-hash.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { historyOf } from '../../schedule/feeds/stores/servable.ts'
import { type KeptLeftOut, readLeftOut } from '../../schedule/reports/left-out-state.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { liveFrom } from './live-since.ts'
import { readSuspects } from './read-suspects.ts'

/** What a region leaves out from now on, and what it left out before. */
export interface RegionPlan {
  readonly before: KeptLeftOut
  readonly plan: LeftOutPlan
}

/** Decides what a region leaves out, from the counters of the last days and the assets as they are now. */
export async function planRegion(
  publisher: Pick<PublisherContext, 'redis' | 'now'>,
  region: RegionId,
): Promise<RegionPlan> {
  const { redis } = publisher
  const before = await readLeftOut(redis, region)
  const { renditions, days } = await readSuspects(publisher, region)
  const ids = [...new Set([...before.renditions, ...renditions].map(({ assetId }) => assetId))]
  const documents = new Map<AssetId, StoredDocument<'asset'>>()
  for (const document of await readDocuments(redis, 'asset', ids)) {
    if (document !== null) documents.set(document.record.id, document)
  }
  const announced = renditions.length === 0 ? [] : ((await historyOf(redis, [region]))[0]?.announced ?? [])
  const suspects = renditions.flatMap((each): SuspectRendition[] => {
    const document = documents.get(each.assetId)
    const live = document ? liveFrom(document, announced) : null
    if (document === undefined || live === null) return []
    const back = backSince(before.renditions, each, document)
    return [{ ...each, ...startEvidence(days, each, live > back ? live : back) }]
  })
  const renditionsOf = (asset: AssetId) => documents.get(asset)?.record.renditions ?? null
  return { before, plan: planLeftOut({ known: before.renditions, suspects, renditionsOf, now: publisher.now() }) }
}

/**
 * The day on which a rendition is, or will be, offered again after it was left out: what failed before that has been
 * acted upon. Hardly anybody could try it on that day before. Empty: it was not left out lately.
 */
function backSince(
  known: readonly LeftOutRendition[],
  { device, playback }: CountedRendition,
  { record }: StoredDocument<'asset'>,
): string {
  const rendition = record.renditions[playback]
  const hash = rendition && renditionHash(rendition)
  const found = known.find((each) => each.assetId === record.id && each.device === device && each.rendition === hash)
  return found === undefined ? '' : new Date(found.until).toISOString().slice(0, 10)
}
