import { type FeedFinding, fault, warning } from '../../../feeds/feed-finding.ts'
import { type AvailRow, cellOf } from '../avail-row.ts'
import { TakenAway } from './taken-away.ts'

/** The rows of a title that license something. */
export interface RowsInForce {
  /** `taken`: the territories that deletions of the same title take away from the row. */
  readonly rows: readonly { readonly row: AvailRow; readonly taken: readonly string[] }[]
  /** Whether there are rows, and each says that what it licensed is gone. */
  readonly isDeleted: boolean
  readonly findings: readonly FeedFinding[]
}

type Entry = 'stated' | 'deleted' | 'all-deleted'

/**
 * The entry types of Avails, in small letters. An item is all that a delivery says of a title, so that an extract, a new
 * row and a changed row are the same to it: each states a licence.
 */
const ENTRIES: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ['full extract', 'stated'],
  ['create', 'stated'],
  ['update', 'stated'],
  ['delete', 'deleted'],
  ['full delete', 'all-deleted'],
])

const entryOf = (row: AvailRow): Entry | undefined => ENTRIES.get(cellOf(row, 'EntryType').toLowerCase())

/** Whether a row says that what it licensed is gone. */
export function isDeletion(row: AvailRow): boolean {
  const entry = entryOf(row)
  return entry === 'deleted' || entry === 'all-deleted'
}

/** The values of `TitleStatus` for which a licence does not hold; the vocabulary of Avails 2.7. */
const NOT_APPROVED: ReadonlySet<string> = new Set(['pending', 'revoked', 'expired'])

/**
 * Divides the rows of a title. `Full Delete` takes every right to an edit in its territory away, `Delete` the one licence
 * that it repeats; where a row of the same title grants what another one deletes, the deletion counts. A row whose
 * `TitleStatus` is not `Approved` grants nothing. A row with `ExceptionFlag` asks that a person looks at it before it is
 * applied, which is what the quarantine is for.
 */
export function rowsInForce(rows: readonly AvailRow[]): RowsInForce {
  const findings: FeedFinding[] = []
  const stated: AvailRow[] = []
  const taken = new TakenAway()
  for (const row of rows) {
    const entry = entryOf(row)
    if (entry === 'all-deleted') taken.addEdit(row)
    else if (entry === 'deleted') taken.addLicence(row)
    else if (entry === undefined) findings.push(unknownEntry(row))
    else if (isApproved(row, findings)) stated.push(row)
  }
  const isDeleted = rows.length > 0 && rows.every(isDeletion)
  return { rows: stated.map((row) => ({ row, taken: taken.from(row) })), isDeleted, findings }
}

function unknownEntry(row: AvailRow): FeedFinding {
  const hint = 'Full Extract, Create, Update, Delete or Full Delete'
  return fault(row.line, 'unknown-value', row.pathOf('EntryType'), cellOf(row, 'EntryType'), hint)
}

function isApproved(row: AvailRow, findings: FeedFinding[]): boolean {
  const flag = cellOf(row, 'ExceptionFlag')
  if (/^(yes|true|1|y)$/i.test(flag)) {
    const hint = 'the sender asks that a person looks at this row before it is applied: release the item if it is right'
    findings.push(fault(row.line, 'needs-review', row.pathOf('ExceptionFlag'), flag, hint))
  }
  const status = cellOf(row, 'TitleStatus')
  if (!NOT_APPROVED.has(status.toLowerCase())) return true
  const hint = 'the row grants nothing: only an approved licence does'
  findings.push(warning(row.line, 'left-out', row.pathOf('TitleStatus'), status, hint))
  return false
}
