import { METADATA_TASTES, type TasteSource } from '../../../src/compile/columns/taste-source.ts'
import type { Compiled } from '../../../src/compile/compiled.ts'
import { RegionCompiler } from '../../../src/compile/compiler.ts'
import { largeCatalogue } from '../../../src/dev/demo/large-catalogue.ts'
import { inRowOrder } from '../../../src/model/columns/row-order.ts'
import { NO_MEDIA_HOSTS } from '../../../src/model/fields/media-alias.ts'
import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import type { Title } from '../../../src/model/nouns/title.ts'
import type { Rules } from '../../../src/model/policies/rules.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { encodeSnapshot } from '../../../src/snapshot/encode.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import { TextEntries } from '../../../src/snapshot/text/text-entries.ts'

/** A made-up schedule with about so many candidates in North America, assets in the order of their rows, the rest in order of id. */
interface LargeSchedule {
  readonly titles: readonly Title[]
  readonly assets: readonly Asset[]
  readonly campaigns: readonly Campaign[]
}

/** A few weeks after the made-up schedule was written. */
export const NOW = Date.UTC(2026, 10, 22, 12)

/** Where the made-up schedule is largest. */
export const REGION = 'na'
const byId = (left: { readonly id: string }, right: { readonly id: string }) => (left.id < right.id ? -1 : 1)

export function largeSchedule(candidates: number): LargeSchedule {
  const titles: Title[] = []
  const assets: Asset[] = []
  const campaigns: Campaign[] = []
  for (const record of largeCatalogue({ candidates, seed: 7 })) {
    if (record.type === 'title') titles.push(record)
    else if (record.type === 'asset') assets.push(record)
    else if (record.type === 'campaign') campaigns.push(record)
  }
  return { titles: titles.sort(byId), assets: inRowOrder(assets), campaigns: campaigns.sort(byId) }
}

/** @param rules with the points of a run, where one teaches the vectors */
export function compileLarge(
  { titles, assets, campaigns }: LargeSchedule,
  rules: Rules = bundledRules(),
  tastes: TasteSource = METADATA_TASTES,
): Compiled<TextEntries> {
  const compiler = new RegionCompiler(rules, REGION, NOW, new TextEntries(), NO_MEDIA_HOSTS, tastes)
  for (const record of titles) compiler.addTitle(record)
  for (const record of assets) compiler.addAsset(record)
  for (const record of campaigns) {
    compiler.addCampaign(record, Array.isArray(record.assets) ? record.assets : [])
  }
  return compiler.finish()
}

/** The compiled schedule as a publish would store it. */
export function encodeLarge(compiled: Compiled<TextEntries>): readonly Shard[] {
  return encodeSnapshot(compiled)
}

const made = new Map<number, readonly Shard[]>()

/** The shards of the made-up schedule of a size; made once, as the largest take many seconds. */
export function largeShards(candidates: number): readonly Shard[] {
  const shards = made.get(candidates) ?? encodeLarge(compileLarge(largeSchedule(candidates)))
  made.set(candidates, shards)
  return shards
}

/** Shards as the edge has read them. */
export function byName(shards: readonly Shard[]): ReadonlyMap<string, Uint8Array> {
  return new Map(shards.map(({ name, bytes }) => [name, bytes]))
}
