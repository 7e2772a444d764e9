import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { waitingRecord } from '../../schedule/campaigns/lifecycle.ts'
import type { PlannedCampaign } from '../../schedule/publishing/read-schedule.ts'
import type { StoredDocument } from '../../schedule/store/document.ts'

const NOBODY: ReadonlySet<string> = new Set()

/** What is linted. */
export interface LintPlan {
  /** Only findings about these; null: all. */
  readonly about: ReadonlySet<CampaignId> | null
  /** What stands in place of stored campaigns, or is new, by its id. */
  readonly instead: ReadonlyMap<CampaignId, Campaign>
  /** Whether the videos of all others count too, and slots are asked: that takes the whole region. */
  readonly whole: boolean
  /** Campaigns that others leave room for: what waits of them counts. */
  readonly held?: ReadonlySet<string>
}

/** The campaigns of a region as they would be on the air: what is approved, what waits in review, and what is named. */
export function plannedCampaigns(
  { instead, whole, held = NOBODY }: LintPlan,
  stored: readonly StoredDocument<'campaign'>[],
): readonly PlannedCampaign[] {
  const others = stored.filter(({ record }) => !instead.has(record.id)).flatMap((document) => onTheAir(document, held))
  const documents = new Map(stored.map((document) => [document.record.id, document]))
  const named = [...instead.values()].map((record) => ({
    record,
    isSeconded: isSeconded(record, documents.get(record.id)),
  }))
  return [
    ...(whole ? others : others.map((other) => ({ ...other, record: { ...other.record, assets: [] } }))),
    ...named,
  ]
}

function onTheAir(document: StoredDocument<'campaign'>, held: ReadonlySet<string>): readonly PlannedCampaign[] {
  const { record, next } = document
  const waiting = held.has(record.id) ? waitingRecord(document) : null
  if (waiting !== null) return [{ record: waiting, isSeconded: true }]
  if (record.status !== 'approved' && record.status !== 'review') return []
  const planned = next?.record.status === 'review' ? next.record : record
  return [{ record: planned, isSeconded: isSeconded(planned, document) }]
}

/** What nobody has approved yet goes on the air with a second person where it takes one. */
function isSeconded(record: Campaign, stored: StoredDocument<'campaign'> | undefined): boolean {
  const isApproved = record.status === 'approved' || record.status === 'paused'
  return !isApproved || stored === undefined || stored.secondedBy !== undefined
}
