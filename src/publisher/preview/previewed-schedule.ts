import type { CompileRejection } from '../../compile/compiled.ts'
import { RegionCompiler } from '../../compile/compiler.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { AssetText, CampaignText, RatingText, SnapshotText, TitleText } from '../../model/columns/snapshot-text.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { ScheduleChanges } from '../../schedule/publishing/schedule-source.ts'
import { OpsProblem } from '../ops-problem.ts'
import { compileBy } from '../publish/compile-region.ts'
import type { PublisherContext } from '../publisher-context.ts'

/**
 * What a region may have, for its schedule to be held twice, with what is explained of it, in the memory of a Worker.
 * A publish holds it once and explains nothing.
 */
export const PREVIEW_ROOM = { assets: 25_000, candidates: 40_000 } as const

/** How long to wait for another writer's promotion, in milliseconds. */
const SETTLE_MS = 500

/** A region's schedule, compiled in memory and ready to decide. */
export interface PreviewedSchedule {
  readonly opened: OpenedSnapshot
  /** What the compiler left out, and why. */
  readonly rejected: readonly CompileRejection[]
  /** How many narrowings it knows of. */
  readonly narrowed: number
  readonly revision: number
}

/**
 * Compiles a region's schedule, with changes in place of what is stored, as a publish at that instant would.
 *
 * @param now the instant of compilation, milliseconds since 1970 UTC
 * @throws OpsProblem 413 where the schedule has no room
 */
export async function previewedSchedule(
  publisher: PublisherContext,
  region: RegionId,
  { now, changes, room }: { readonly now: number; readonly changes: ScheduleChanges; readonly room: PreviewRoom },
): Promise<PreviewedSchedule> {
  const { compiled, revision, narrowed } = await compileBy(publisher, region, {
    now,
    changes,
    settle: () => publisher.wait(SETTLE_MS),
    newCompiler: ({ rules, mediaHosts, tastes }) =>
      new RoomyCompiler(rules, region, now, [], mediaHosts, tastes).within(room),
  })
  const { hot, weights, rules, rejected } = compiled
  const snapshot = { id: `preview of ${region} at ${revision}`, hot, weights, rules, text: textOf(compiled.text) }
  return { opened: openSnapshot(snapshot, typescriptEngine), rejected, narrowed, revision }
}

/** How much a region may have. */
export type PreviewRoom = Readonly<Record<keyof typeof PREVIEW_ROOM, number>>

/** Stops as soon as a region has more than there is room for. */
class RoomyCompiler extends RegionCompiler<string[]> {
  private room: PreviewRoom = PREVIEW_ROOM
  private assetCount = 0
  private candidateCount = 0

  within(room: PreviewRoom): this {
    this.room = room
    return this
  }

  override addAsset(record: Asset, withdrawnAt?: number): void {
    this.assetCount += 1
    if (this.assetCount > this.room.assets) throw tooLarge(`${this.room.assets} videos`)
    super.addAsset(record, withdrawnAt)
  }

  override addCampaign(record: Campaign, assets: readonly Asset['id'][], isSeconded?: boolean): void {
    this.candidateCount += assets.length
    if (this.candidateCount > this.room.candidates) throw tooLarge(`${this.room.candidates} videos under campaigns`)
    super.addCampaign(record, assets, isSeconded)
  }
}

function tooLarge(than: string): OpsProblem {
  const detail = `The schedule of this region has more than ${than}, and there is no room to hold it twice. Publish with a dry run and look at the difference: \`ff snapshot diff … live draft\`.`
  return new OpsProblem(413, 'Too large to preview', detail, 'country')
}

function textOf(text: {
  readonly assets: readonly string[]
  readonly campaigns: readonly string[]
  readonly ratings: readonly string[]
}): SnapshotText {
  const asset = (index: number) => JSON.parse(text.assets[index] ?? 'null') as [AssetText, TitleText | null]
  return {
    asset: (index) => asset(index)[0],
    titleOf: (index) => asset(index)[1],
    campaign: (index) => JSON.parse(text.campaigns[index] ?? 'null') as CampaignText,
    rating: (index) => JSON.parse(text.ratings[index] ?? 'null') as RatingText,
  }
}
