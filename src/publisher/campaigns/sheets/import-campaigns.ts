import type { CampaignSheetDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { readDocuments } from '../../../schedule/store/read-documents.ts'
import { carryOut } from '../bulk/carry-out.ts'
import { planRecord } from '../bulk/plan-change.ts'
import { asReadable, type BulkCaller, type PlannedChange } from '../bulk/planned-change.ts'
import type { CampaignSheet } from './read-campaign-sheet.ts'

interface ImportOrder {
  readonly reason: string
  readonly dryRun: boolean
}

/** Makes the campaigns of a sheet what it says, as one change: each line at the revision that it starts from, or not. */
export async function importCampaigns(
  caller: BulkCaller,
  { campaigns, faults }: CampaignSheet,
  order: ImportOrder,
): Promise<CampaignSheetDone> {
  const ids = campaigns.map(({ record }) => record.id)
  const documents = await readDocuments(caller.publisher.redis, 'campaign', ids)
  const planned: PlannedChange[] = []
  for (const [index, { line, record, revision }] of campaigns.entries()) {
    const stored = asReadable(caller, documents[index] ?? null)
    const { id } = record
    const at = stored === null ? 0 : latestRevision(stored)
    if (stored === null) {
      const why = `line ${line}: there is no such campaign; a new one is sent with ff campaign put`
      planned.push({ id, stored: null, outcome: 'refused', why })
    } else if (at !== revision) {
      const why = `line ${line}: it is at revision ${at}, and the sheet starts from ${revision}: export it again`
      planned.push({ id, stored, outcome: 'refused', why })
    } else planned.push(await planRecord(caller, stored, record))
  }
  const carried = { carried: { how: 'edit' }, what: 'edit', undoes: null, confirm: null } as const
  const { answer } = await carryOut(caller, planned, { ...order, ...carried })
  return { ...answer, faults: faults.map((each) => ({ ...each })) }
}
