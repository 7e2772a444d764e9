import { AssetTastes } from '../../compile/columns/asset-taste.ts'
import { METADATA_TASTES, type TasteSource } from '../../compile/columns/taste-source.ts'
import { hash32 } from '../../model/hash32.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { Title } from '../../model/nouns/title.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { Deed } from '../../profile/deed.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import type { ServedTastes } from '../learned/served-tastes.ts'
import type { ProfileContext } from './profile-context.ts'

/** How many titles may stand above one: an episode has a season and a series. */
const LEVELS = 4

/** Records of the schedule, as a batch needs them: each is read once. */
export class KnownRecords {
  /** By region and space. */
  private readonly tastes = new Map<string, AssetTastes>()

  constructor(
    private readonly rules: Rules,
    private readonly assets: ReadonlyMap<string, Asset>,
    private readonly titles: ReadonlyMap<string, Title>,
    private readonly campaigns: ReadonlyMap<string, Campaign>,
    private readonly sources: ReadonlyMap<RegionId, ServedTastes>,
  ) {}

  /**
   * What a deed with this asset is about; null: the schedule does not have it.
   * @param units the pseudonyms of who did it
   */
  asset(id: string, region: RegionId, units: readonly string[]): Deed['asset'] {
    const asset = this.assets.get(id)
    if (asset === undefined) return null
    return {
      idHash: hash32(id),
      titleHash: asset.titleId === null ? null : hash32(asset.titleId),
      durationMs: asset.durationMs,
      vector: this.tastesOf(region, units).vectorOf(asset, this.titlesFrom(asset.titleId)),
    }
  }

  /** The space of the vectors of assets in a region, for a viewer with these pseudonyms. */
  space(region: RegionId, units: readonly string[]): string {
    return this.sourceOf(region, units).space
  }

  cap(campaignId: string): Deed['cap'] {
    const cap = this.campaigns.get(campaignId)?.frequencyCap
    return cap ? { campaignHash: hash32(campaignId), windowSeconds: cap.windowSeconds, scope: cap.scope } : null
  }

  title(id: string): Title | null {
    return this.titles.get(id) ?? null
  }

  /** A title and those above it. */
  private titlesFrom(id: string | null): readonly Title[] {
    const found: Title[] = []
    for (let at = id; at !== null && found.length < LEVELS; ) {
      const title = this.titles.get(at)
      if (title === undefined) break
      found.push(title)
      at = title.parentId
    }
    return found
  }

  private tastesOf(region: RegionId, units: readonly string[]): AssetTastes {
    const source = this.sourceOf(region, units)
    const key = `${region} ${source.space}`
    const tastes = this.tastes.get(key) ?? new AssetTastes(this.rules, region, source)
    this.tastes.set(key, tastes)
    return tastes
  }

  private sourceOf(region: RegionId, units: readonly string[]): TasteSource {
    return this.sources.get(region)?.of(units) ?? METADATA_TASTES
  }
}

/** Reads the records of these ids, and the titles above them. */
export async function readKnown(
  { redis, rules, learnedRuns }: Pick<ProfileContext, 'redis' | 'rules' | 'learnedRuns'>,
  ids: {
    readonly assets?: ReadonlySet<string>
    readonly campaigns?: ReadonlySet<string>
    readonly titles?: ReadonlySet<string>
    /** Where assets were shown: there they have the vectors of what the region serves. */
    readonly regions?: ReadonlySet<RegionId>
  },
): Promise<KnownRecords> {
  const assets = await readAll(redis, 'asset', ids.assets)
  const campaigns = await readAll(redis, 'campaign', ids.campaigns)
  const titles = new Map<string, Title>()
  let wanted = new Set(ids.titles)
  for (const { titleId } of assets.values()) if (titleId !== null) wanted.add(titleId)
  for (let level = 0; level < LEVELS && wanted.size > 0; level++) {
    const found = await readAll(redis, 'title', wanted)
    for (const [id, title] of found) titles.set(id, title)
    const above = [...found.values()].flatMap(({ parentId }) => parentId ?? [])
    wanted = new Set(above.filter((id) => !titles.has(id)))
  }
  const sources = new Map<RegionId, ServedTastes>()
  for (const region of ids.regions ?? []) {
    const source = await learnedRuns.servedIn(region)
    if (source !== null) sources.set(region, source)
  }
  return new KnownRecords(rules, assets, titles, campaigns, sources)
}

async function readAll<Type extends 'asset' | 'title' | 'campaign'>(
  redis: ProfileContext['redis'],
  type: Type,
  ids: ReadonlySet<string> = new Set(),
) {
  const documents = ids.size === 0 ? [] : await readDocuments(redis, type, [...ids])
  return new Map(
    documents.flatMap((document) =>
      document === null ? [] : [[String(document.record.id), document.record] as const],
    ),
  )
}
