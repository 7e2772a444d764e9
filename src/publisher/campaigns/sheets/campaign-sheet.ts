import { sheetAsCsv, sheetAsXlsx, sheetOfRecords } from '../../../ingest/formats/templates/write-records.ts'
import type { Campaign } from '../../../model/nouns/campaign.ts'
import { latestRevision } from '../../../schedule/store/document.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { editedNow } from '../bulk/plan-change.ts'
import type { FoundCampaign } from '../find-campaigns.ts'

/** How a sheet is written. */
export type SheetFormat = 'csv' | 'xlsx'

/** Campaigns in a sheet: with its first row, as many as a workbook may have. */
export const SHEET_CAMPAIGNS_MAX = 9_999
/** Characters that a cell of Excel takes; it cuts off the rest of a longer one when it saves the file. */
const CELL_CHARACTERS = 32_767

/** The column in which a sheet says which revision of a campaign it has. */
export const REVISION_COLUMN = 'revision'
/** The column that is for people alone: a status takes a verb. */
const STATUS_COLUMN = '#status'

/**
 * Campaigns as a sheet, a row each: what an edit starts from (what waits, or else what a campaign says), with the revision
 * that was seen. `readCampaignSheet` reads it back.
 *
 * @throws OpsProblem 409 for more than a sheet takes
 */
export async function campaignSheet(found: readonly FoundCampaign[], format: SheetFormat): Promise<Uint8Array> {
  if (found.length > SHEET_CAMPAIGNS_MAX) {
    const told = `There are ${found.length}, and a sheet takes ${SHEET_CAMPAIGNS_MAX}: filter them.`
    throw new OpsProblem(409, 'Too many for a sheet', told, 'status')
  }
  const { names, rows } = sheetOfRecords(found.map(({ stored }) => editedNow(stored)))
  const own = names.map((name, index) => ({ name, index })).filter(({ name }) => name !== 'id' && name !== 'status')
  const sheet = {
    names: ['id', REVISION_COLUMN, STATUS_COLUMN, ...own.map(({ name }) => name)],
    rows: found.map(({ stored }, row) => [
      stored.record.id,
      latestRevision(stored),
      statusOf(stored.record, stored.next?.record ?? null),
      ...own.map(({ index }) => rows[row]?.[index] ?? ''),
    ]),
  }
  requireCells(sheet)
  return format === 'csv' ? sheetAsCsv(sheet) : sheetAsXlsx(sheet, 'campaigns')
}

function statusOf({ status }: Campaign, next: Campaign | null): string {
  return next === null ? status : `${status}, and a ${next.status} waits`
}

function requireCells({
  names,
  rows,
}: {
  readonly names: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}) {
  for (const row of rows) {
    const column = row.findIndex((cell) => typeof cell === 'string' && cell.length > CELL_CHARACTERS)
    if (column === -1) continue
    const told = `${names[column]} of ${String(row[0])} is longer than a cell of a spreadsheet: filter it out, and edit it with \`ff campaign put\`.`
    throw new OpsProblem(409, 'Too long for a sheet', told, 'q')
  }
}
