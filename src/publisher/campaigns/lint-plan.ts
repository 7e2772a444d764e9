import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'

/** What is linted. */
export interface LintPlan {
  /** Only findings about these; null: all. */
  readonly about: ReadonlySet<CampaignId> | null
  /** What stands in place of stored campaigns, or is new, by its id. */
  readonly instead: ReadonlyMap<CampaignId, Campaign>
  /** Whether the videos of all others count too, and slots are asked: that takes the whole region. */
  readonly whole: boolean
}

/** The campaigns of a region as they would be on the air: what is approved, what waits in review, and what is named. */
export function plannedCampaigns(
  { instead, whole }: LintPlan,
  stored: readonly StoredDocument<'campaign'>[],
): readonly Campaign[] {
  const others = stored.filter(({ record }) => !instead.has(record.id)).flatMap(onTheAir)
  return [...(whole ? others : others.map((other) => ({ ...other, assets: [] }))), ...instead.values()]
}

function onTheAir({ record, next }: StoredDocument<'campaign'>): readonly Campaign[] {
  if (record.status !== 'approved' && record.status !== 'review') return []
  return [next?.record.status === 'review' ? next.record : record]
}
