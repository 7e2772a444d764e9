import type { CampaignBulkDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import {
  type ChangedCampaign,
  type ChangeHead,
  changedCampaigns,
  findChange,
  noteUndone,
  undoneBy,
} from '../../../schedule/campaigns/change-records.ts'
import { afterVerb, type CampaignVerb } from '../../../schedule/campaigns/lifecycle.ts'
import { sameCampaign } from '../../../schedule/store/compare-stored.ts'
import type { StoredDocument } from '../../../schedule/store/document.ts'
import { readDocuments } from '../../../schedule/store/read-documents.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { carryOut } from './carry-out.ts'
import { carriedOf } from './change-many.ts'
import { editedNow, planRecord, planVerb, saidSha256, standingSha256 } from './plan-change.ts'
import { asReadable, type BulkCaller, type PlannedChange } from './planned-change.ts'

/** What takes back what a verb did; what is not here cannot be taken back. */
const TAKEN_BACK_BY: Partial<Record<CampaignVerb, CampaignVerb>> = {
  pause: 'resume',
  resume: 'pause',
  submit: 'withdraw',
  reject: 'submit',
}
const WHY_NOT: Partial<Record<CampaignVerb, string>> = {
  end: 'An end is for good: send them under new ids.',
  approve: 'What was approved is on the air: edit it, and have that approved.',
  withdraw: 'What was withdrawn is submitted again by whoever wrote it.',
}

interface UndoAsked {
  readonly reason: string
  readonly dryRun: boolean
  readonly confirm: number | null
}

/**
 * Puts back what a change of many campaigns changed, as a new change of each. A campaign that somebody has edited since
 * is left as it is, and told. Of campaigns in none of the caller's regions nothing is told: they stay as they are, and
 * who may change them can undo the change too.
 *
 * @throws OpsProblem 404 when there is no such change, 409 when it is itself an undo, was undone, or cannot be
 */
export async function undoChange(caller: BulkCaller, id: string, asked: UndoAsked): Promise<CampaignBulkDone> {
  const { publisher } = caller
  const { change, told, isAll } = await toldChange(caller, id)
  await requireUndoable(caller, change)
  const verb = change.what === 'edit' ? null : takenBackBy(change.what)
  const planned: PlannedChange[] = []
  for (const { campaignId, stored, changed } of told) {
    if (stored === null) planned.push({ id: campaignId, stored, outcome: 'refused', why: 'it is not there any more' })
    else planned.push(await planUndo(caller, stored, changed, verb))
  }
  const what: ChangeHead['what'] = verb ?? 'edit'
  const order = { ...asked, carried: carriedOf(what), what, undoes: id }
  const { answer, head } = await carryOut(caller, planned, order)
  if (head !== null && isAll) await noteUndone(publisher, change, head)
  return answer
}

interface ToldCampaign {
  readonly campaignId: string
  readonly stored: StoredDocument<'campaign'> | null
  readonly changed: ChangedCampaign
}

/** A change, and of its campaigns those that the caller may know of; `isAll`: there are no others. */
async function toldChange(caller: BulkCaller, id: string) {
  const { publisher, permission } = caller
  const change = await findChange(publisher, id)
  if (change === null) throw noSuchChange()
  const kept = [...(await changedCampaigns(publisher, id))].sort(([one], [other]) => (one < other ? -1 : 1))
  const documents = await readDocuments(
    publisher.redis,
    'campaign',
    kept.map(([campaignId]) => campaignId),
  )
  // Where one was that is not there any more, nobody can say.
  const readsAll = permission.regionsOf('schedule.read').length === REGION_IDS.length
  const told = kept.flatMap(([campaignId, changed], index): ToldCampaign[] => {
    const stored = asReadable(caller, documents[index] ?? null)
    return stored === null && !readsAll ? [] : [{ campaignId, stored, changed }]
  })
  if (told.length === 0) throw noSuchChange()
  return { change, told, isAll: told.length === kept.length }
}

function noSuchChange(): OpsProblem {
  const told = 'There is no such change, or it was made over 30 days ago, or it is in none of your regions.'
  return new OpsProblem(404, 'No such change', told, 'id')
}

async function requireUndoable({ publisher }: BulkCaller, { id, undoes }: ChangeHead): Promise<void> {
  if (undoes !== null) {
    const told = `It undid ${undoes}, and an undo cannot be undone: make that change again.`
    throw new OpsProblem(409, 'An undo', told, 'id')
  }
  const undone = await undoneBy(publisher, id)
  if (undone !== null) throw new OpsProblem(409, 'Undone already', `It was undone by ${undone}.`, 'id')
}

function takenBackBy(what: CampaignVerb): CampaignVerb {
  const back = TAKEN_BACK_BY[what]
  if (back !== undefined) return back
  throw new OpsProblem(409, 'Cannot be undone', WHY_NOT[what] ?? `${what} cannot be undone.`, 'id')
}

/** @param verb null: what it says is put back */
async function planUndo(
  caller: BulkCaller,
  stored: StoredDocument<'campaign'>,
  { before, authors, after }: ChangedCampaign,
  verb: CampaignVerb | null,
): Promise<PlannedChange> {
  const { id } = stored.record
  const since: PlannedChange = {
    id,
    stored,
    outcome: 'refused',
    why: 'somebody has changed it since: it stays as it is',
  }
  if (verb !== null) {
    const standing = { record: stored.record, next: stored.next?.record ?? null }
    if ((await standingSha256(standing)) === after) return planVerb(caller, stored, verb)
    return afterVerb(verb, stored).outcome === 'unchanged' ? { id, stored, outcome: 'unchanged' } : since
  }
  const now = editedNow(stored)
  if (before === null) return since
  if (sameCampaign(now, before)) return { id, stored, outcome: 'unchanged' }
  return (await saidSha256(now)) === after ? planRecord(caller, stored, before, authors) : since
}
