import type { LoggedPage, LoggedSlot, OffPolicyLog, RejectedRow } from './logged-page.ts'
import type { ParsedRow, ReadRow } from './parsed-row.ts'

/** As many rejected rows are kept with their reason; the others are counted. */
export const REJECTED_LISTED = 1000

/** Where a row stands: the file as an index, and the line in it. */
export interface RowSource {
  readonly file: number
  readonly line: number
}

/** A log while it is read, row after row, in any order. */
export interface GatheredLog {
  readonly add: (row: ParsedRow, source: RowSource) => void
  /** All that was read; to be called once, at the end. */
  readonly log: () => OffPolicyLog
}

interface OpenPage {
  readonly decision: string
  unit: string | null
  readonly slots: LoggedSlot[]
  /** From this position on, what stands above is not known: the first row that was rejected. */
  brokenAt: number
  brokenBy: number
}

/** Gathers rows into pages. */
export function gatherPages(): GatheredLog {
  const open = new Map<string, OpenPage>()
  const alone: LoggedPage[] = []
  const names = new Map<string, string>()
  const rejections = rejectionsOf()
  let [rows, zeroSeen] = [0, false]

  const named = (name: string): string => {
    const known = names.get(name)
    if (known === undefined) names.set(name, name)
    return known ?? name
  }
  const pageOf = (decision: string): OpenPage => {
    const page = open.get(decision) ?? {
      decision,
      unit: null,
      slots: [],
      brokenAt: Number.POSITIVE_INFINITY,
      brokenBy: 0,
    }
    open.set(decision, page)
    return page
  }
  const add = (row: ParsedRow, source: RowSource): void => {
    rows++
    if ('problem' in row) {
      rejections.add(source, row.problem)
      if (row.decision !== null) breakAt(pageOf(row.decision), row.position ?? 0, source.line)
      return
    }
    const slot = slotOf(row, source, named(row.action))
    if (row.decision === null) alone.push({ decision: null, unit: row.unit, slots: [slot], whole: true })
    else {
      if (row.position === 0) zeroSeen = true
      const page = pageOf(row.decision)
      const problem = repeated(page, row, source.file) ?? strange(page, row)
      if (problem !== null) {
        rejections.add(source, problem.reason)
        if (problem.breaks) breakAt(page, row.position, source.line)
      } else {
        page.unit ??= row.unit
        page.slots.push(slot)
      }
    }
  }
  const log = (): OffPolicyLog => {
    // A log that never says 0 counts from 1, as Open Bandit does.
    const firstPosition = zeroSeen ? 0 : 1
    const pages = [...open.values()].flatMap((page) => closed(page, firstPosition, rejections.add))
    return {
      ...{ pages: [...pages, ...alone], rejected: rejections.listed, rows, firstPosition },
      sources: [{ of: 'rows', read: rows, rejected: rejections.count() }],
    }
  }
  return { add, log }
}

function slotOf(row: ReadRow, { file, line }: RowSource, action: string): LoggedSlot {
  const { position, propensity, reward, leftOut } = row
  return { file, line, position, action, propensity, reward, leftOut }
}

function breakAt(page: OpenPage, position: number, line: number): void {
  if (position >= page.brokenAt) return
  page.brokenAt = position
  page.brokenBy = line
}

/** Why a row cannot stand beside others of its decision, and whether what is below it is not known then. */
interface Clash {
  readonly reason: string
  readonly breaks: boolean
}

/** A position that was told before: the first telling stands. */
function repeated(page: OpenPage, { position }: ReadRow, file: number): Clash | null {
  const twin = page.slots.find((slot) => slot.position === position)
  if (twin === undefined) return null
  const where = twin.file === file ? '' : ' of an earlier file'
  return { reason: `position: ${position} of this decision is on line ${twin.line}${where} already`, breaks: false }
}

/** A row of another unit than those before it. */
function strange(page: OpenPage, { unit }: ReadRow): Clash | null {
  if (page.unit === null || unit === null || unit === page.unit) return null
  return { reason: `unit: "${unit}" is another than on the other lines of this decision`, breaks: true }
}

/** The page down to where it is known what stands above. */
function closed(page: OpenPage, first: 0 | 1, reject: (source: RowSource, reason: string) => void): LoggedPage[] {
  const sorted = page.slots.toSorted((left, right) => left.position - right.position)
  const top = sorted[0]?.position ?? 0
  const slots: LoggedSlot[] = []
  for (const slot of sorted) {
    const missing = top + slots.length
    if (slot.position > page.brokenAt) reject(slot, `decision: line ${page.brokenBy}, above it, is rejected`)
    else if (slot.position !== missing) reject(slot, `decision: position ${missing}, above it, is not in the log`)
    else slots.push(first === 0 ? slot : { ...slot, position: slot.position - first })
  }
  const whole = slots.length === sorted.length && page.brokenAt === Number.POSITIVE_INFINITY
  return slots.length === 0 ? [] : [{ decision: page.decision, unit: page.unit, slots, whole }]
}

function rejectionsOf() {
  const listed: RejectedRow[] = []
  let counted = 0
  const add = ({ file, line }: RowSource, reason: string): void => {
    counted++
    if (listed.length < REJECTED_LISTED) listed.push({ file, line, reason })
  }
  return { listed, add, count: () => counted }
}
