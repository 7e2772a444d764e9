import type { CampaignBulkDone } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import {
  BULK_COUNTED_MAX,
  BULK_MAX,
  BULK_VERB_MAX,
  type CampaignBulk,
} from '../../../contracts/ops/requests/campaign-bulk.ts'
import { EDITABLE_FIELDS } from '../../../schedule/campaigns/edited-campaign.ts'
import type { CampaignVerb } from '../../../schedule/campaigns/lifecycle.ts'
import { latestRevision, type StoredDocument } from '../../../schedule/store/document.ts'
import { readDocuments } from '../../../schedule/store/read-documents.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { findCampaigns } from '../find-campaigns.ts'
import { carryOut } from './carry-out.ts'
import { planEdit, planVerb } from './plan-change.ts'
import { asReadable, type BulkCaller, type CarriedOut, type PlannedChange } from './planned-change.ts'

/** What only narrows, or undoes a pause, asks nobody and is done to many at once. */
const MANY: readonly CampaignVerb[] = ['pause', 'resume', 'end']

/**
 * Does the same to many campaigns: an edit of fields, as to one alone (what is on the air runs on, and the change waits
 * beside it), or a verb.
 *
 * @throws OpsProblem 400 for a field that is none, 409 for more than was confirmed
 */
export async function changeMany(caller: BulkCaller, asked: CampaignBulk): Promise<CampaignBulkDone> {
  requireFields(asked)
  const { verb, reason, dryRun, confirm = null } = asked
  const selected = await select(caller, asked)
  if (verb !== undefined) requireFewEnough(selected.length, verb)
  const planned: PlannedChange[] = []
  for (const { id, stored } of selected) {
    const why = stored === null ? NO_SUCH : changedSince(stored, asked)
    if (stored === null || why !== null) planned.push({ id, stored, outcome: 'refused', why: why ?? NO_SUCH })
    else planned.push(await (verb === undefined ? planEdit(caller, stored, asked) : planVerb(caller, stored, verb)))
  }
  const order = {
    carried: carriedOf(verb ?? 'edit'),
    what: verb ?? 'edit',
    reason,
    undoes: null,
    dryRun,
    confirm,
  } as const
  return (await carryOut(caller, planned, order)).answer
}

const NO_SUCH = 'no campaign has this id, or it is in none of your regions'

/** Why a campaign is not what the caller saw; null: it is, or they do not say what they saw. */
function changedSince(stored: StoredDocument<'campaign'>, { revisions }: CampaignBulk): string | null {
  const [seen, now] = [revisions?.[stored.record.id], latestRevision(stored)]
  if (seen === undefined || seen === now) return null
  return `it is at revision ${now}, and you saw ${seen}: look at both, and do it again`
}

/** How a change is carried out. */
export function carriedOf(what: CampaignVerb | 'edit'): CarriedOut {
  if (what === 'edit') return { how: 'edit' }
  return what === 'pause' || what === 'end' ? { how: 'status' } : { how: 'verb', verb: what }
}

interface Selected {
  readonly id: string
  readonly stored: StoredDocument<'campaign'> | null
}

async function select(caller: BulkCaller, asked: CampaignBulk): Promise<readonly Selected[]> {
  const { publisher, permission } = caller
  const readable = permission.regionsOf('schedule.read')
  if (asked.ids !== undefined) {
    const ids = [...new Set<string>(asked.ids)]
    const documents = await readDocuments(publisher.redis, 'campaign', ids)
    return ids.map((id, index) => ({ id, stored: asReadable(caller, documents[index] ?? null) }))
  }
  const { found, of } = await findCampaigns(publisher, readable, asked.filter ?? {})
  requireCounted(found.length, of, asked.count)
  return found.map(({ stored }) => ({ id: stored.record.id, stored }))
}

/** A filter that finds everything, or very many, is meant only if whoever sends it knows how many. */
function requireCounted(found: number, of: number, said: number | undefined): void {
  if (found > BULK_COUNTED_MAX) {
    const told = `It finds ${found} campaigns, and ${BULK_COUNTED_MAX} can be changed at once: filter more.`
    throw new OpsProblem(409, 'Too many', told, 'filter')
  }
  if (said !== undefined && said !== found) {
    throw new OpsProblem(409, 'Another number', `It finds ${found} campaigns now, not ${said}: look again.`, 'count')
  }
  const isAll = found === of && found > 1
  if (said !== undefined || (!isAll && found <= BULK_MAX)) return
  const what = isAll ? `all ${found} campaigns that there are` : `${found} campaigns, more than ${BULK_MAX}`
  throw new OpsProblem(
    409,
    'So many?',
    `It finds ${what}. If that is meant, send it again with count ${found}.`,
    'count',
  )
}

function requireFewEnough(found: number, verb: CampaignVerb): void {
  const most = MANY.includes(verb) ? BULK_MAX : BULK_VERB_MAX
  if (found <= most) return
  const told = `${verb} can be done to ${most} campaigns at once, and these are ${found}: do it to fewer at a time.`
  throw new OpsProblem(409, 'Too many', told, 'verb')
}

function requireFields({ set, append, remove }: CampaignBulk): void {
  const paths = Object.keys(set)
  const inner = paths.find((path) => paths.some((whole) => path.startsWith(`${whole}.`)))
  if (inner !== undefined) {
    const told = 'It is part of another field that is set: one of the two would be lost. Leave one of them out.'
    throw new OpsProblem(400, 'Set twice', told, `set.${inner}`)
  }
  for (const [part, fields] of Object.entries({ set, append, remove })) {
    for (const path of Object.keys(fields)) {
      const [field = ''] = path.split('.')
      if (EDITABLE_FIELDS.includes(field)) continue
      const told =
        field === 'status' ? 'A status takes a verb, such as pause.' : `There are ${EDITABLE_FIELDS.join(', ')}.`
      throw new OpsProblem(400, 'Not a field to edit', told, `${part}.${path}`)
    }
  }
}
