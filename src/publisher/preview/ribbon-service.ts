import type { z } from 'zod'
import type { PreviewRibbon } from '../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { ANY_DEVICE } from '../../decide/matrix/matrix-viewers.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { type RibbonRun, ribbonOf } from '../../decide/ribbon/ribbon.ts'
import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import type { AssetEntry } from '../../snapshot/text/text-pages.ts'
import { liveEntries } from '../announce/live-asset.ts'
import { type LiveDenies, liveDenies } from '../announce/live-denies.ts'
import { livePointer, openLiveHead } from '../announce/live-region.ts'
import { campaignNames } from '../inquiries/campaign-names.ts'
import { nothingPublished } from '../inquiries/explain-service.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { PREVIEW_ROOM, previewedSchedule } from './previewed-schedule.ts'
import type { RibbonOrder, ribbonRequest } from './ribbon-request.ts'
import { shownName } from './shown-name.ts'

/** A schedule to be decided on, with the text of what wins. */
interface RibbonSource extends Pick<PreviewRibbon, 'live' | 'scheduleRevision'> {
  readonly opened: OpenedSnapshot
  /** How many narrowings it knows of. */
  readonly narrowed: Parameters<LiveDenies>[0]
  readonly entriesOf: (assets: readonly number[]) => Promise<ReadonlyMap<number, AssetEntry>>
}

/** What wins a surface over some hours, for each viewer. Nothing is written. */
export async function previewedRibbon(
  publisher: PublisherContext,
  request: z.infer<typeof ribbonRequest>,
  { place, region, span, stepMs, viewers }: RibbonOrder,
): Promise<PreviewRibbon> {
  const [source, denies] = await Promise.all([
    request.draft ? draftOf(publisher, region, span.from) : liveOf(publisher, region),
    liveDenies(region, publisher),
  ])
  const runs = ribbonOf(source.opened, {
    surface: request.surface,
    place,
    hints: ANY_DEVICE,
    viewers: viewers.map(({ viewer }) => viewer),
    span,
    stepMs,
    denies: denies(source.narrowed),
  })
  const words = await wordsOf(publisher, source, runs.flat())
  return {
    surface: request.surface,
    country: place.country,
    region,
    from: isoOf(span.from),
    to: isoOf(span.to),
    live: source.live,
    scheduleRevision: source.scheduleRevision,
    rows: viewers.map(({ named }, row) => ({ viewer: named, runs: (runs[row] ?? []).map(words.told) })),
    assets: words.assets,
    campaigns: words.campaigns,
  }
}

async function liveOf(publisher: PublisherContext, region: RibbonOrder['region']): Promise<RibbonSource> {
  const pointer = await livePointer(region, publisher)
  if (pointer === null) throw nothingPublished(region)
  const { snapshot, sequence, narrowed } = pointer
  return {
    opened: openSnapshot(await openLiveHead(pointer, publisher.sink), typescriptEngine),
    narrowed,
    live: { snapshot, sequence },
    scheduleRevision: null,
    entriesOf: (assets) => liveEntries(pointer, publisher.sink, assets),
  }
}

async function draftOf(publisher: PublisherContext, region: RibbonOrder['region'], now: number): Promise<RibbonSource> {
  const order = { now, changes: new Map(), room: PREVIEW_ROOM }
  const { opened, narrowed, revision } = await previewedSchedule(publisher, region, order)
  const { text } = opened.snapshot
  return {
    opened,
    narrowed,
    live: null,
    scheduleRevision: revision,
    entriesOf: async (assets) => new Map(assets.map((asset) => [asset, [text.asset(asset), text.titleOf(asset)]])),
  }
}

/** Runs with ids in place of rows, and the names of all that wins. */
async function wordsOf(publisher: PublisherContext, { opened, entriesOf }: RibbonSource, runs: readonly RibbonRun[]) {
  const { hot, text } = opened.snapshot
  const rows = [...new Set(runs.flatMap(({ candidate }) => candidate ?? []))]
  const entries = await entriesOf([...new Set(rows.map((row) => assetOf(hot, row)))])
  const campaignIdOf = (row: number) => text.campaign(campaignOf(hot, row)).campaignId
  const named = [...entries.values()].map((entry) => [entry[0].assetId, shownName(entry)] as const)
  return {
    told: ({ from, to, candidate, autoplay, empty }: RibbonRun) => ({
      from: isoOf(from),
      to: isoOf(to),
      assetId: candidate === null ? null : (entries.get(assetOf(hot, candidate))?.[0].assetId ?? null),
      campaignId: candidate === null ? null : campaignIdOf(candidate),
      autoplay,
      empty,
    }),
    assets: Object.fromEntries(named),
    campaigns: await campaignNames(publisher, rows.map(campaignIdOf)),
  }
}

const isoOf = (instant: number): string => new Date(instant).toISOString()
