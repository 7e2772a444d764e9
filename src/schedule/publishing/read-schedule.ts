import type { Redis } from '@upstash/redis/cloudflare'
import { inOrder, rowOrder } from '../../model/columns/row-order.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Title } from '../../model/nouns/title.ts'
import { Selection, selectable, selectorOf } from '../campaigns/select-assets.ts'
import type { StoredDocument } from '../store/document.ts'
import { keys } from '../store/keys.ts'
import { readableRevision } from '../store/read-documents.ts'
import type { RegionsOf } from '../store/region-index.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { knownNarrowings } from '../takedowns/narrowings.ts'
import { NO_CHANGES, type ScheduleChanges, ScheduleSource } from './schedule-source.ts'

/**
 * Receives a region's schedule record by record, so that nobody needs to hold all of it: each title with its ancestors
 * before the first asset about it, assets in the order of their rows in a snapshot (`rowOrder`), then campaigns in the
 * order of their ids.
 */
export interface ScheduleReceiver {
  /** `withdrawnAt`: since when its feed has withdrawn it, in milliseconds since 1970; left out: it has not. */
  addTitle(record: Title, withdrawnAt?: number): void
  addAsset(record: Asset, withdrawnAt?: number): void
  /**
   * @param assets what the campaign lists or selects; it may contain ids without an asset
   * @param isSeconded whether two persons have approved what it says
   */
  addCampaign(record: Campaign, assets: readonly AssetId[], isSeconded: boolean): void
}

/** A campaign as it is to be received. */
export interface PlannedCampaign {
  readonly record: Campaign
  /** Whether two persons have approved what it says, or will have. */
  readonly isSeconded: boolean
}

export interface ReadScheduleOptions<Receiver extends ScheduleReceiver> {
  readonly regionsOf: RegionsOf
  /** Milliseconds since 1970: `addedWithinDays` counts back from here. */
  readonly now: number
  /** Completes a decided promotion that its writer did not finish; until then the schedule cannot be read. */
  readonly settle: () => Promise<void>
  /** Creates a receiver for one reading. A reading that was interrupted by a write is discarded with its receiver. */
  readonly newReceiver: () => Receiver
  /** What stands in place of stored documents; left out: the schedule is read as it is stored. */
  readonly changes?: ScheduleChanges
  /** What the campaigns are taken to be instead; left out: each as it is stored. */
  readonly planned?: (stored: readonly StoredDocument<'campaign'>[]) => readonly PlannedCampaign[]
}

const ATTEMPTS = 3
/** How many assets are in memory at once. */
const CHUNK = 500
/** What was withdrawn longer ago than this is no longer selected: as long as the compiler says that a campaign ended. */
const EXPLAINED_MS = 400 * 86_400_000

/**
 * Reads a region's schedule at one revision: campaigns of every status (the compiler rejects those that are not
 * approved, with that reason), the assets that they resolve to, and those assets' titles with their ancestors. The
 * revision is read before and after, because a write in between would give an inconsistent result; if it has changed,
 * the reading is discarded and repeated, three times at most.
 */
export async function readRegionSchedule<Receiver extends ScheduleReceiver>(
  redis: Redis,
  region: RegionId,
  options: ReadScheduleOptions<Receiver>,
): Promise<{ readonly revision: number; readonly narrowed: number; readonly received: Receiver }> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // During a promotion only a part of it is visible. Whoever then takes the writer lock completes it.
    const revision = await readableRevision(redis)
    if (revision === null) {
      await options.settle()
      continue
    }
    const received = options.newReceiver()
    await readContent(new ScheduleSource(redis, options.changes ?? NO_CHANGES), region, options, received)
    // Read at the same revision: the number is written in the same MULTI as the documents.
    const narrowed = await knownNarrowings(redis)
    if ((await readableRevision(redis)) === revision) return { revision, narrowed, received }
  }
  throw new ScheduleError(
    'inconsistent',
    `the schedule changed during each of ${ATTEMPTS} readings of region ${region}; try again once ingests are done`,
  )
}

async function readContent(
  source: ScheduleSource,
  region: RegionId,
  { regionsOf, now, planned }: Pick<ReadScheduleOptions<ScheduleReceiver>, 'regionsOf' | 'now' | 'planned'>,
  receiver: ScheduleReceiver,
): Promise<void> {
  const members = await source.campaignIds(keys.regionCampaigns(region))
  const stored = (await source.documents('campaign', members)).filter((document) => document !== null)
  const all = planned === undefined ? stored.map(asStored) : planned(stored)
  // The index has the regions at the time of writing; the rules may have moved territories since.
  const inRegion = all.filter(({ record }) => regionsOf(record).includes(region))
  const campaigns = inRegion.map(({ record }) => record)
  const selected = await selectedAssets(source, campaigns, now)
  const assetsOf = (campaign: Campaign): readonly AssetId[] =>
    Array.isArray(campaign.assets) ? campaign.assets : (selected.get(campaign.id)?.sort() ?? [])
  const ids = [...new Set(campaigns.flatMap(assetsOf))]
  await readAssets(source, inOrder(ids, rowOrder(ids)), receiver)
  for (const { record, isSeconded } of inRegion.sort(byId)) receiver.addCampaign(record, assetsOf(record), isSeconded)
}

/** A campaign as what is stored says. */
export function asStored({ record, secondedBy }: StoredDocument<'campaign'>): PlannedCampaign {
  return { record, isSeconded: secondedBy !== undefined }
}

/**
 * What the campaigns' selectors select now, by campaign. A series selects the assets of its seasons and episodes too.
 * What a feed has withdrawn is among them for some time, so that the compiler can say why it does not play.
 */
async function selectedAssets(
  source: ScheduleSource,
  campaigns: readonly Campaign[],
  now: number,
): Promise<ReadonlyMap<string, AssetId[]>> {
  const selected = new Map<string, AssetId[]>()
  const lines = source.titleLines()
  const selections = campaigns.flatMap((campaign) => {
    const selector = selectorOf(campaign)
    return selector === null ? [] : [{ id: campaign.id, selection: new Selection(selector, lines, now) }]
  })
  if (selections.length === 0) return selected
  for await (const page of source.allAssets()) {
    const assets = page.filter(({ withdrawnAt = now }) => withdrawnAt > now - EXPLAINED_MS).map(selectable)
    for (const { id, selection } of selections) {
      const chosen = selected.get(id) ?? []
      for (const asset of await selection.among(assets)) chosen.push(asset.id)
      selected.set(id, chosen)
    }
  }
  return selected
}

async function readAssets(source: ScheduleSource, ids: readonly AssetId[], receiver: ScheduleReceiver): Promise<void> {
  const known = new Set<string>()
  for (let from = 0; from < ids.length; from += CHUNK) {
    const documents = await source.documents('asset', ids.slice(from, from + CHUNK))
    const assets = documents.filter((document) => document !== null)
    const records = assets.map(({ record }) => record)
    await readTitles(source, records, known, receiver)
    for (const { record, withdrawnAt } of assets) receiver.addAsset(record, withdrawnAt)
  }
}

/**
 * Reads titles that were not passed on yet, generation by generation: a season's series may have no asset of its own.
 */
async function readTitles(
  source: ScheduleSource,
  assets: readonly Asset[],
  known: Set<string>,
  receiver: ScheduleReceiver,
): Promise<void> {
  let wanted = fresh(
    assets.map(({ titleId }) => titleId),
    known,
  )
  while (wanted.length > 0) {
    for (const id of wanted) known.add(id)
    const documents = await source.documents('title', wanted)
    const titles = documents.filter((document) => document !== null)
    for (const { record, withdrawnAt } of titles) receiver.addTitle(record, withdrawnAt)
    wanted = fresh(
      titles.map(({ record }) => record.parentId),
      known,
    )
  }
}

/** The ids that are not known yet, once each, in order. */
function fresh(ids: readonly (string | null)[], known: ReadonlySet<string>): string[] {
  return [...new Set(ids.filter((id): id is string => id !== null && !known.has(id)))].sort()
}

const byId = ({ record: left }: PlannedCampaign, { record: right }: PlannedCampaign): number =>
  left.id < right.id ? -1 : left.id > right.id ? 1 : 0
