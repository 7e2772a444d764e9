import { capWarning } from '../../ingest/checks/cap-warning.ts'
import { type ReferenceNode, referencesOf } from '../../ingest/checks/check-references.ts'
import { endedWarning } from '../../ingest/checks/check-times.ts'
import type { Warning } from '../../ingest/lines/line-refusal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { waitingRecord } from '../campaigns/lifecycle.ts'
import { nextDocument } from '../store/compare-stored.ts'
import type { ScheduleContext } from '../store/connect.ts'
import type { StoredDocument } from '../store/document.ts'
import { readDocuments } from '../store/read-documents.ts'

/** A campaign as somebody sends it, with the line that it stands in. */
interface SentCampaign {
  readonly record: Campaign
  readonly line: number
}

/** Campaigns as a preview takes them. */
interface PreviewedCampaigns {
  readonly documents: readonly StoredDocument<'campaign'>[]
  readonly nodes: readonly ReferenceNode[]
  readonly stored: readonly string[]
  readonly warnings: readonly Warning[]
}

/**
 * Campaigns as they would be once approved, whoever may do that and whatever their status: only what says that it is
 * paused or ended is so, and what has ended stays ended.
 */
export async function previewedCampaigns(
  { redis, now }: Pick<ScheduleContext, 'redis' | 'now'>,
  sent: readonly SentCampaign[],
  by: string,
): Promise<PreviewedCampaigns> {
  const ids = sent.map(({ record }) => record.id)
  const found = await readDocuments(redis, 'campaign', ids)
  const warnings: Warning[] = []
  const documents = sent.flatMap(({ record: said, line }, index) => {
    const stored = found[index] ?? null
    const status = statusOf(said, stored?.record ?? null)
    warnings.push(
      ...[statusWarning(said, stored, line), capWarning(said, line), endedWarning(said, line, now())].filter(
        (warning) => warning !== null,
      ),
    )
    const record: Campaign = { ...said, status }
    return nextDocument<'campaign'>(record, stored, now(), { by, secondedBy: by }) ?? []
  })
  const nodes = sent.map(({ record, line }) => ({ id: record.id, line, references: referencesOf(record) }))
  return { documents, nodes, stored: ids.filter((_id, index) => found[index] !== null), warnings }
}

function statusOf({ status }: Campaign, stored: Campaign | null): Campaign['status'] {
  if (stored?.status === 'ended') return 'ended'
  return status === 'paused' || status === 'ended' ? status : 'approved'
}

/** Says where a preview shows what no record alone would bring about. */
function statusWarning(said: Campaign, stored: StoredDocument<'campaign'> | null, line: number): Warning | null {
  const { id, status } = said
  if (status === 'paused' || status === 'ended') return null
  const told = { line, path: 'status', rule: 'status-kept', severity: 'warning', value: status } as const
  if (stored?.record.status === 'ended') {
    return { ...told, hint: `${id} has ended and stays ended: send it under a new id` }
  }
  if (stored?.record.status !== 'paused') return null
  return {
    ...told,
    hint: `${id} is paused: it is shown as resumed, which takes \`ff campaign resume ${id} --reason …\``,
  }
}

/** What becomes of campaigns whose waiting revisions are approved. */
export interface ApprovedInPreview {
  readonly documents: readonly StoredDocument<'campaign'>[]
  /** Ids that are not stored, or of which nothing waits. */
  readonly nothingWaits: readonly string[]
  /** Ids of paused campaigns: approval does not wake them. */
  readonly paused: readonly string[]
}

/** The campaigns with these ids, as they would be with what waits of them approved. @param by who asks, as the second */
export async function approvedInPreview(
  { redis }: Pick<ScheduleContext, 'redis'>,
  ids: readonly string[],
  by: string,
): Promise<ApprovedInPreview> {
  const found = await readDocuments(redis, 'campaign', ids)
  const nothingWaits: string[] = []
  const paused: string[] = []
  const documents = found.flatMap((document, index) => {
    const waiting = document === null ? null : waitingRecord(document)
    if (document === null || waiting === null) {
      nothingWaits.push(ids[index] ?? '')
      return []
    }
    const isPaused = document.record.status === 'paused'
    if (isPaused) paused.push(document.record.id)
    const { next: _next, ...envelope } = document
    const seconded = { ...envelope, secondedBy: by }
    return [{ ...seconded, record: { ...waiting, status: isPaused ? ('paused' as const) : ('approved' as const) } }]
  })
  return { documents, nothingWaits, paused }
}
