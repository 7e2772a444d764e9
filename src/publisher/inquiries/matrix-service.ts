import type { MatrixQuestionAsked } from '../../contracts/ops/requests/explain.ts'
import { assetMatrix, type MatrixPlace } from '../../decide/matrix/asset-matrix.ts'
import { shownAsset } from '../../decide/matrix/day-bounds.ts'
import type { MatrixHours } from '../../decide/matrix/matrix-rows.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { openLiveAsset } from '../announce/live-asset.ts'
import { liveDenies } from '../announce/live-denies.ts'
import { livePointer } from '../announce/live-region.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

/**
 * Where and for whom an asset may autoplay, by the same gates that serve, in the live snapshot of each of these regions
 * that has it. Regions are opened one after the other, for this asset alone.
 */
export async function liveMatrix(
  publisher: PublisherContext,
  request: MatrixQuestionAsked,
  regions: readonly RegionId[],
) {
  const now = request.now ? Date.parse(request.now) : publisher.now()
  const found: Exclude<RegionMatrix, string>[] = []
  const absent: { region: RegionId; why: string }[] = []
  for (const region of regions) {
    const matrix = await regionMatrix(publisher, region, request, now)
    if (typeof matrix === 'string') absent.push({ region, why: matrix })
    else found.push(matrix)
  }
  const [first] = found
  if (first === undefined) throw notFound(request.asset, absent)
  return {
    asset: request.asset,
    titleId: first.titleId,
    surface: request.surface ?? null,
    inView: request.inView ?? null,
    now: new Date(now).toISOString(),
    regions: found.map(({ region, sequence, snapshot, campaigns }) => ({ region, sequence, snapshot, campaigns })),
    absent,
    places: found.flatMap(({ region, places }) => places.map((place) => ({ region, ...place }))),
  }
}

type RegionMatrix = Awaited<ReturnType<typeof regionMatrix>>

async function regionMatrix(publisher: PublisherContext, region: RegionId, request: MatrixQuestionAsked, now: number) {
  const pointer = await livePointer(region, publisher)
  if (pointer === null) return 'nothing published'
  const live = await openLiveAsset(pointer, publisher.sink, request.asset)
  const { campaigns } = live === null ? { campaigns: [] } : shownAsset(live.snapshot.hot, live.asset)
  if (live === null || campaigns.length === 0) return 'no candidate of its snapshot'
  const { snapshot, asset, titleId } = live
  const places = assetMatrix(snapshot, {
    asset,
    surface: request.surface ?? null,
    inView: request.inView ?? null,
    now,
    denies: (await liveDenies(region, publisher))(pointer.narrowed),
  })
  return {
    region,
    sequence: pointer.sequence,
    snapshot: pointer.snapshot,
    titleId,
    campaigns: campaigns.map((campaign) => snapshot.text.campaign(campaign).campaignId),
    places: places.map(presentPlace),
  }
}

function presentPlace({ place, zones, rows }: MatrixPlace) {
  return {
    place,
    zones,
    viewers: rows.map(({ kind, caps, hours }) => ({ viewer: kind, caps, hours: hours.map(presentHours) })),
  }
}

function presentHours({ fromMinute, toMinute, start, ...verdict }: MatrixHours) {
  return { from: clock(fromMinute), to: clock(toMinute), start: new Date(start).toISOString(), ...verdict }
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function notFound(asset: string, absent: readonly { readonly why: string }[]): OpsProblem {
  const live = absent.filter(({ why }) => why !== 'nothing published').length
  const detail =
    live === 0
      ? 'No region has a live snapshot; publish one first.'
      : `${asset} is in none of the ${live} live snapshots: there is no such asset, or no approved campaign shows it.`
  return new OpsProblem(404, live === 0 ? 'Nothing published' : 'No such asset', detail, 'asset')
}
