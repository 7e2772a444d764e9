import type { Redis } from '@upstash/redis/cloudflare'
import type { Asset } from '../model/asset.ts'
import type { Campaign } from '../model/campaign.ts'
import type { AssetId } from '../model/identifier.ts'
import type { RegionId } from '../model/region.ts'
import type { Title } from '../model/title.ts'
import { keys } from './keys.ts'
import { readAllDocuments, readDocuments, readRevision, scanSet } from './read-documents.ts'
import type { RegionsOf } from './region-index.ts'
import { ScheduleError } from './schedule-error.ts'
import { selectorOf, selects } from './select-assets.ts'

/** Everything of one region that a compiler needs, as it stood at one revision. Each list is in order of id. */
export interface RegionSchedule {
  readonly region: RegionId
  readonly revision: number
  /** Campaigns of every status: what is not approved is for the compiler to reject, with that reason. */
  readonly campaigns: readonly ScheduledCampaign[]
  /** Every asset that a campaign resolves to. */
  readonly assets: readonly Asset[]
  /** The assets' titles, and their parents up to the series. */
  readonly titles: readonly Title[]
}

export interface ScheduledCampaign {
  readonly record: Campaign
  readonly revision: number
  /** What `record.assets` stands for; an id without an asset may be among those that are named one by one. */
  readonly assets: readonly AssetId[]
}

export interface ReadScheduleOptions {
  readonly regionsOf: RegionsOf
  /** Milliseconds since 1970: `addedWithinDays` counts back from here. */
  readonly now: number
}

const ATTEMPTS = 3

/**
 * Reads a region's schedule. A write in between would tear it, so the revision is read before and
 * after; if it has moved the reading is thrown away and done again, three times at most.
 */
export async function readRegionSchedule(
  redis: Redis,
  region: RegionId,
  options: ReadScheduleOptions,
): Promise<RegionSchedule> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const revision = await readRevision(redis)
    const content = await readContent(redis, region, options)
    if ((await readRevision(redis)) === revision) return { region, revision, ...content }
  }
  throw new ScheduleError(
    'inconsistent',
    `the schedule changed during each of ${ATTEMPTS} readings of region ${region}; try again once ingests are done`,
  )
}

async function readContent(redis: Redis, region: RegionId, { regionsOf, now }: ReadScheduleOptions) {
  const campaigns: { record: Campaign; revision: number }[] = []
  const ids = await membersOf(redis, keys.regionCampaigns(region))
  for (const document of await readDocuments(redis, 'campaign', ids)) {
    // The index says where a campaign lay when it was written; the rules may have moved territories since.
    if (document !== null && regionsOf(document.record).includes(region)) campaigns.push(document)
  }
  const { assets, selected } = await readAssets(redis, campaigns, now)
  const titles = await readTitles(redis, assets)
  const scheduled = campaigns.map(({ record, revision }) => ({
    record,
    revision,
    assets: Array.isArray(record.assets) ? record.assets : (selected.get(record.id) ?? []),
  }))
  return { campaigns: scheduled.sort((left, right) => byId(left.record, right.record)), assets, titles }
}

async function readAssets(redis: Redis, campaigns: readonly { record: Campaign }[], now: number) {
  const assets = new Map<AssetId, Asset>()
  const selectors = campaigns.flatMap(({ record }) => {
    const selector = selectorOf(record)
    return selector === null ? [] : [{ id: record.id, selector, found: [] as AssetId[] }]
  })
  if (selectors.length > 0) {
    for await (const page of readAllDocuments(redis, 'asset')) {
      for (const document of page) {
        const wanting = selectors.filter(({ selector }) => selects(selector, document, now))
        for (const { found } of wanting) found.push(document.record.id)
        if (wanting.length > 0) assets.set(document.record.id, document.record)
      }
    }
  }
  const named = campaigns.flatMap(({ record }) => (Array.isArray(record.assets) ? record.assets : []))
  const missing = [...new Set(named)].filter((id) => !assets.has(id))
  for (const document of await readDocuments(redis, 'asset', missing)) {
    if (document !== null) assets.set(document.record.id, document.record)
  }
  const selected = new Map(selectors.map(({ id, found }) => [id, found.sort()]))
  return { assets: [...assets.values()].sort(byId), selected }
}

/** Generation by generation: a season's series may have no asset of its own. */
async function readTitles(redis: Redis, assets: readonly Asset[]): Promise<Title[]> {
  const titles = new Map<string, Title>()
  let wanted = new Set(assets.flatMap(({ titleId }) => (titleId === null ? [] : [titleId])))
  while (wanted.size > 0) {
    const documents = await readDocuments(redis, 'title', [...wanted])
    for (const document of documents) if (document !== null) titles.set(document.record.id, document.record)
    const parents = documents.flatMap((document) => document?.record.parentId ?? [])
    wanted = new Set(parents.filter((id) => !titles.has(id)))
  }
  return [...titles.values()].sort(byId)
}

async function membersOf(redis: Redis, key: string): Promise<string[]> {
  const members = new Set<string>()
  for await (const page of scanSet(redis, key)) for (const member of page) members.add(member)
  return [...members]
}

const byId = (left: { readonly id: string }, right: { readonly id: string }): number =>
  left.id < right.id ? -1 : left.id > right.id ? 1 : 0
