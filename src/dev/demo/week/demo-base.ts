import type { CampaignRecord } from '../campaigns.ts'
import type { AssetRecord, DemoRecord, TitleRecord } from '../catalogue.ts'

/** What the week is built on: the records that the demo has on any day. */
export interface DemoBase {
  title(slug: string): TitleRecord
  asset(slug: string): AssetRecord
  campaign(slug: string): CampaignRecord
}

/** Finds records by the end of their ids; each asks for one that is there, or throws. */
export function demoBase(records: readonly DemoRecord[]): DemoBase {
  const all = new Map(records.map((record) => [record.id, record]))
  const found = (id: DemoRecord['id']): DemoRecord => {
    const record = all.get(id)
    if (record === undefined) throw new RangeError(`the demo has no ${id}`)
    return record
  }
  return {
    title: (slug) => found(`ttl_${slug}`) as TitleRecord,
    asset: (slug) => found(`ast_${slug}`) as AssetRecord,
    campaign: (slug) => found(`cmp_${slug}`) as CampaignRecord,
  }
}
