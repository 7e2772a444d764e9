import type { z } from 'zod'
import type { CampaignMoves, MovedCampaignAnswer, MovedTimes } from '../../contracts/ops/answers/lanes/campaign-move.ts'
import type { campaignMove } from '../../contracts/ops/requests/lanes/campaign-move.ts'
import { campaignPlaces } from '../../lanes/campaign-places.ts'
import { shiftedCampaign } from '../../lanes/shifted-campaign.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { editedCampaign } from '../../schedule/campaigns/edited-campaign.ts'
import { latestRevision, type StoredDocument } from '../../schedule/store/document.ts'
import { readDocuments } from '../../schedule/store/read-documents.ts'
import { changeMany } from '../campaigns/bulk/change-many.ts'
import { editedNow } from '../campaigns/bulk/plan-change.ts'
import { asReadable, type BulkCaller } from '../campaigns/bulk/planned-change.ts'
import { OpsProblem } from '../ops-problem.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'
import { type MovedRecord, moveFindings } from './move-findings.ts'

type Asked = z.output<typeof campaignMove>

const NO_EDIT = { set: {}, append: {}, remove: {} }

/**
 * What a move of campaigns in time would do; nothing is written. Whether it would be refused is asked of the change of
 * many campaigns, by which it is made.
 *
 * @throws OpsProblem 404 for a campaign that is not there, or in none of the caller's regions
 */
export async function moveCampaigns(
  caller: BulkCaller,
  asked: Asked,
  tagOf: (revision: number) => string,
): Promise<CampaignMoves> {
  const { publisher, permission } = caller
  const { campaignIds, byMinutes: shiftMinutes, revisions } = asked
  const ids = [...new Set(campaignIds)]
  const stored = await readable(caller, ids)
  const dryRun = { ids, shiftMinutes, revisions, ...NO_EDIT, reason: 'a question', dryRun: true }
  const { changes } = await changeMany(caller, dryRun)
  const refused = new Map(changes.map((each) => [each.id, each.refused]))
  const moved = stored.map((each) => ({ stored: each, ...movedRecord(each, shiftMinutes) }))
  const records = moved.flatMap(({ before, after }) => (after === null ? [] : [{ before, after }]))
  const regions = regionsOf(caller, records)
  const isWanted = (code: string) => {
    const region = publisher.rules.territories.get(code)?.region
    return region !== undefined && permission.regionsOf('schedule.read').includes(region)
  }
  const timesOf = (record: Campaign): MovedTimes => {
    const places = campaignPlaces(publisher.rules, record, { isWanted, now: publisher.now() })
    return { start: record.start, end: record.end, places: places.map(placeAnswer) }
  }
  return {
    byMinutes: shiftMinutes,
    campaigns: moved.map(({ stored: document, before, after }): MovedCampaignAnswer => {
      const { id, timeZone, name = null } = before
      const revision = latestRevision(document)
      const sides = { before: timesOf(before), after: after && timesOf(after) }
      return { id, name, revision, etag: tagOf(revision), timeZone, refused: refused.get(id) ?? null, ...sides }
    }),
    ...(asked.findings ? await moveFindings(publisher, records, regions) : { makes: null, heals: null }),
  }
}

async function readable(caller: BulkCaller, ids: readonly string[]): Promise<readonly StoredDocument<'campaign'>[]> {
  const documents = await readDocuments(caller.publisher.redis, 'campaign', ids)
  return documents.map((document, index) => {
    const found = asReadable(caller, document)
    if (found !== null) return found
    throw new OpsProblem(404, 'No such campaign', `No campaign has the id ${ids[index]}.`, `campaignIds.${index}`)
  })
}

/** `after` null: the time that it would say is none. */
function movedRecord(stored: StoredDocument<'campaign'>, byMinutes: number) {
  const before = editedNow(stored)
  const edited = editedCampaign(shiftedCampaign(before, byMinutes), NO_EDIT)
  return { before, after: 'record' in edited ? edited.record : null }
}

function regionsOf({ publisher, permission }: BulkCaller, records: readonly MovedRecord[]) {
  const reached = new Set(records.flatMap(({ after }) => regionsOfCampaign(publisher.rules, after)))
  return permission.regionsOf('schedule.read').filter((region) => reached.has(region))
}

function placeAnswer({ from, until, territories, ...place }: ReturnType<typeof campaignPlaces>[number]) {
  const instant = (at: number) => new Date(at).toISOString()
  return { ...place, territories: [...territories], from: instant(from), until: until === null ? null : instant(until) }
}
