import type { CampaignBulkDone, ChangedCampaignAnswer } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { Withdrawal } from '../../../contracts/ops/answers/ingest.ts'
import { type ChangeHead, keepChange } from '../../../schedule/campaigns/change-records.ts'
import { editCampaigns } from '../../../schedule/campaigns/edit-campaign.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { readDocuments } from '../../../schedule/store/read-documents.ts'
import { NOTHING_WITHDRAWN } from '../act-on-campaign.ts'
import { auditBulk } from './audit-bulk.ts'
import {
  type BulkCaller,
  type CarriedAll,
  type CarriedOut,
  isChange,
  type PlannedChange,
  type WantedChange,
} from './planned-change.ts'
import { tryOneByOne, verbOneByOne } from './verb-one-by-one.ts'

/** How a change is carried out, by whom and why. */
export interface BulkOrder {
  readonly carried: CarriedOut
  readonly what: ChangeHead['what']
  readonly reason: string
  readonly undoes: string | null
  readonly dryRun: boolean
  readonly confirm: number | null
}

/**
 * Makes a planned change of many campaigns: it is kept for its undo first, and then each campaign is changed if it still
 * is as it was read. Nothing of a campaign that somebody has changed since is lost: it is refused, and told.
 *
 * @throws Unconfirmed when it withdraws much, and nothing was changed
 */
export async function carryOut(
  caller: BulkCaller,
  planned: readonly PlannedChange[],
  order: BulkOrder,
): Promise<{ readonly answer: CampaignBulkDone; readonly head: ChangeHead | null }> {
  const { publisher } = caller
  const wanted = planned.filter(isChange)
  if (wanted.length === 0) return { answer: answerOf(planned, order, null), head: null }
  if (order.dryRun) {
    const { refused } = await tried(caller, wanted, order)
    return { answer: answerOf(planned, order, { head: null, refused, revisions: new Map() }), head: null }
  }
  const head = { ...headOf(caller, order), id: `chg_${publisher.newToken().slice(0, 20)}` }
  await keepChange(publisher, head, new Map(wanted.map(({ id, kept }) => [id, kept])))
  const { refused, withdrawn } = await carried(caller, wanted, { ...order, head })
  const revisions = await revisionsOf(caller, wanted)
  const answer = answerOf(planned, order, { head, refused, revisions, withdrawn })
  await auditBulk(publisher, head, answer, order.carried)
  return { answer, head: answer.change === null ? null : head }
}

function headOf({ publisher, signedIn }: BulkCaller, { reason, what, undoes }: BulkOrder): Omit<ChangeHead, 'id'> {
  return { at: publisher.now(), actor: signedIn.name, reason, what, undoes }
}

/** What would be refused. */
function tried(caller: BulkCaller, wanted: readonly WantedChange[], order: BulkOrder): Promise<CarriedAll> {
  if (order.carried.how === 'verb') return tryOneByOne(caller, wanted, order.carried.verb)
  return carriedTogether(caller, wanted, order)
}

function carried(
  caller: BulkCaller,
  wanted: readonly WantedChange[],
  order: BulkOrder & { readonly head: ChangeHead },
): Promise<CarriedAll> {
  if (order.carried.how !== 'verb') return carriedTogether(caller, wanted, order)
  const { verb } = order.carried
  return verbOneByOne(caller, wanted, { verb, reason: `${order.reason} (${order.head.id})`, confirm: order.confirm })
}

/** All of them in one batch. */
async function carriedTogether(
  { dependencies, signedIn }: BulkCaller,
  wanted: readonly WantedChange[],
  { carried: { how }, dryRun, confirm }: BulkOrder,
): Promise<CarriedAll> {
  const report = await editCampaigns(dependencies, {
    records: wanted.map(({ record }) => record),
    expected: new Map(wanted.map(({ id, stored }) => [id, latestRevision(stored)])),
    authors: new Map(wanted.map(({ id, authors = [] }) => [id, authors])),
    actor: signedIn.name,
    confirm,
    dryRun,
    ...(how === 'edit' && { replacesNext: true }),
  })
  const refused = new Map<string, string>()
  for (const { line, path, rule, hint } of report.refused) {
    const { id } = wanted[line - 1] ?? {}
    const why = rule === 'changed-meanwhile' ? CHANGED : `${path}: ${hint}`
    if (id !== undefined && !refused.has(id)) refused.set(id, why)
  }
  return { refused, withdrawn: report.withdrawn }
}

const CHANGED = 'somebody changed it just now: look again'

async function revisionsOf({ publisher }: BulkCaller, wanted: readonly WantedChange[]) {
  const ids = wanted.map(({ id }) => id)
  const documents = await readDocuments(publisher.redis, 'campaign', ids)
  return new Map(documents.flatMap((each) => (each === null ? [] : [[each.record.id, latestRevision(each)] as const])))
}

interface Carried {
  readonly head: ChangeHead | null
  readonly refused: ReadonlyMap<string, string>
  readonly revisions: ReadonlyMap<string, number>
  readonly withdrawn?: Withdrawal
}

/** @param carried null: there was nothing to change */
function answerOf(planned: readonly PlannedChange[], order: BulkOrder, carriedOut: Carried | null): CampaignBulkDone {
  const changes = planned.map((each) => changeOf(each, carriedOut)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const count = (outcome: string) => changes.filter((each) => each.outcome === outcome).length
  const done = count('done')
  return {
    change: done === 0 ? null : (carriedOut?.head?.id ?? null),
    undoes: order.undoes,
    dryRun: order.dryRun,
    done,
    unchanged: count('unchanged'),
    refused: count('refused'),
    changes,
    withdrawn: carriedOut?.withdrawn ?? NOTHING_WITHDRAWN,
  }
}

function changeOf(planned: PlannedChange, carriedOut: Carried | null): ChangedCampaignAnswer {
  const { id, stored } = planned
  const of = { id, name: stored?.record.name ?? null }
  const seen = stored === null ? 0 : latestRevision(stored)
  if (planned.outcome === 'unchanged') return { ...of, revision: seen, outcome: 'unchanged', diff: [], refused: null }
  const why = planned.outcome === 'refused' ? planned.why : carriedOut?.refused.get(id)
  if (planned.outcome === 'refused' || why !== undefined) {
    return {
      ...of,
      revision: carriedOut?.revisions.get(id) ?? seen,
      outcome: 'refused',
      diff: [],
      refused: why ?? null,
    }
  }
  const revision = carriedOut?.revisions.get(id) ?? seen
  return { ...of, revision, outcome: 'done', diff: [...planned.diff], refused: null }
}
