import type { FeedFinding } from '../../../ingest/feeds/feed-finding.ts'
import type { DecodeText } from '../../../ingest/feeds/feed-reader.ts'
import { readCsvRows } from '../../../ingest/formats/sheets/csv-rows.ts'
import { columnPath, type SheetRow } from '../../../ingest/formats/sheets/sheet-row.ts'
import { readXlsxRows } from '../../../ingest/formats/sheets/xlsx-rows.ts'
import { recordOfRow } from '../../../ingest/formats/templates/record-of-row.ts'
import { TemplateHeader } from '../../../ingest/formats/templates/template-header.ts'
import { refusalsOfIssues } from '../../../ingest/lines/explain-issue.ts'
import { feedSettings } from '../../../model/feeds/feed-settings.ts'
import { type Campaign, campaign } from '../../../model/nouns/campaign.ts'
import { REVISION_COLUMN, SHEET_CAMPAIGNS_MAX, type SheetFormat } from './campaign-sheet.ts'

/** What is wrong with a line of a sheet. */
export interface SheetFault {
  readonly line: number
  /** Its column; empty: the whole line. */
  readonly column: string
  readonly text: string
}

/** A line of a sheet that says what a campaign is to be. */
export interface SheetCampaign {
  readonly line: number
  readonly record: Campaign
  /** The revision that the sheet starts from. */
  readonly revision: number
}

/** What a sheet says, line by line. */
export interface CampaignSheet {
  readonly campaigns: readonly SheetCampaign[]
  readonly faults: readonly SheetFault[]
}

/** Times of day are written out in a sheet of campaigns, as records have them. */
const SETTINGS = feedSettings.parse({ format: 'csv', owner: 'sheets', territories: ['*'], mode: 'delta' })
const READERS = { csv: readCsvRows, xlsx: readXlsxRows }
const WHOLE_NUMBER = /^[1-9]\d{0,14}$/
/** What is wrong with a line beyond these is told once they are mended. */
const FAULTS_OF_A_LINE = 3
const NO_STATUS = 'a status takes a verb, such as ff campaign pause: leave this column out'

/**
 * Reads a sheet as `campaignSheet` writes it, and a spreadsheet saves it. The fault of one line stops no other; a column
 * that nothing knows, or none for the revision, stops all of them.
 */
export async function readCampaignSheet(
  bytes: AsyncIterable<Uint8Array>,
  format: SheetFormat,
  decode: DecodeText,
): Promise<CampaignSheet> {
  const [campaigns, faults]: [SheetCampaign[], SheetFault[]] = [[], []]
  const seen = new Map<string, number>()
  let header: { readonly of: TemplateHeader; readonly sheet: string | null } | null = null
  for await (const row of READERS[format](bytes, { decode })) {
    if (row.kind === 'fault') {
      faults.push(faultOf(row.finding))
    } else if (header === null || header.sheet !== row.sheet) {
      header = { of: new TemplateHeader(row), sheet: row.sheet }
      const wrong = headerFaults(row, header.of)
      if (wrong.length > 0) return { campaigns: [], faults: [...faults, ...wrong] }
    } else if (campaigns.length >= SHEET_CAMPAIGNS_MAX) {
      const text = `a sheet has at most ${SHEET_CAMPAIGNS_MAX} campaigns: send the rest in another`
      return { campaigns: [], faults: [{ line: row.line, column: '', text }] }
    } else {
      const read = readRow(row, header.of)
      if ('record' in read) {
        const first = seen.get(read.record.id)
        seen.set(read.record.id, first ?? row.line)
        if (first === undefined) campaigns.push(read)
        else faults.push({ line: row.line, column: 'id', text: `line ${first} is about the same campaign` })
      } else faults.push(...read.faults)
    }
  }
  if (campaigns.length === 0 && faults.length === 0) {
    const text = header === null ? 'there is nothing in it' : 'there is no row below the first: a campaign has one'
    faults.push({ line: 1, column: '', text })
  }
  return { campaigns, faults }
}

function headerFaults(row: SheetRow, header: TemplateHeader): readonly SheetFault[] {
  const { line } = row
  if (row.fault !== null) return [faultOf(row.fault)]
  const missing = ['id', REVISION_COLUMN].filter((name) => !header.has(name))
  const names = row.cells
    .map((_cell, index) => header.columnAt(index))
    .filter(({ name, isNote }) => !isNote && name !== REVISION_COLUMN)
  const unknown = names.flatMap(({ name, fieldOf }) => {
    const field = fieldOf('campaign')
    if (name === 'status') return [{ line, column: name, text: NO_STATUS }]
    return 'hint' in field ? [{ line, column: columnPath(row, name), text: `no such column: ${field.hint}` }] : []
  })
  const hint = 'the first row has no such column: start from what ff campaign export writes'
  return [...missing.map((column) => ({ line, column, text: hint })), ...unknown]
}

function readRow(row: SheetRow, header: TemplateHeader): SheetCampaign | { readonly faults: readonly SheetFault[] } {
  const { line } = row
  const { drafts, findings } = recordOfRow(withoutRevision(row, header), header, SETTINGS)
  const faults = findings.filter(({ severity }) => severity === 'error').map(faultOf)
  const seen = header.textOf(row, REVISION_COLUMN)
  const formula = row.cells.some(
    ({ kind }, index) => kind === 'formula' && header.columnAt(index).name === REVISION_COLUMN,
  )
  if (row.fault === null && (formula || !WHOLE_NUMBER.test(seen))) {
    faults.push({ line, column: REVISION_COLUMN, text: 'the revision that was exported, a whole number' })
  }
  const [draft] = drafts
  if (faults.length > 0 || draft === undefined) return { faults }
  const said = { ...draft, status: 'draft' }
  const parsed = campaign.safeParse(said)
  if (parsed.success) return { line, record: parsed.data, revision: Number(seen) }
  const wrong = refusalsOfIssues(line, 'campaign', said, parsed.error.issues).slice(0, FAULTS_OF_A_LINE)
  return { faults: wrong.map(({ path, hint }) => ({ line, column: path, text: hint })) }
}

function withoutRevision(row: SheetRow, header: TemplateHeader): SheetRow {
  const cells = row.cells.map((cell, index) =>
    header.columnAt(index).name === REVISION_COLUMN ? ({ kind: 'empty', text: '' } as const) : cell,
  )
  return { ...row, cells }
}

function faultOf({ line, path, hint }: FeedFinding): SheetFault {
  return { line, column: path, text: hint }
}
