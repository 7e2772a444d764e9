import type { AuditEntryAnswer } from '../../contracts/ops/answers/audit.ts'
import { plain, shortHash } from '../frame/output.ts'

/** Longest cell of the table, in characters; `--json` has everything. */
const CELL_LENGTH = 80

type Fields = Readonly<Record<string, unknown>>

/** The reason, if one was given. */
export function reasonOf({ before, after }: AuditEntryAnswer): string {
  const said = [after, before].map((value) => (isFields(value) ? value.reason : undefined))
  return plain(said.find((reason) => typeof reason === 'string' && reason !== ''))
}

/** The former and the new value; for two records, only the fields that differ. */
export function beforeAndAfter({ before, after }: AuditEntryAnswer): readonly [before: string, after: string] {
  if (!isFields(before) || !isFields(after)) return [cell(before), cell(after)]
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'reason' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
  const only = (value: Fields): Fields => Object.fromEntries(fields.map((field) => [field, value[field] ?? null]))
  return [cell(only(before)), cell(only(after))]
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  const text = isFields(value) ? fieldsText(value) : plain(value)
  return text.length > CELL_LENGTH ? `${text.slice(0, CELL_LENGTH - 1)}…` : text
}

/** The most informative fields come first, because the others may not fit. */
const FIRST = ['target', 'status', 'territories', 'until', 'sequence', 'snapshot']
/** Fields that are shown elsewhere in the line, or have no meaning for a reader. */
const LEFT_OUT = ['v', 'type', 'id', 'reason', 'actor', 'contentHash']

/** `target ast_sintel-trailer, territories *, until null`. */
function fieldsText(fields: Fields): string {
  const names = [...FIRST.filter((name) => name in fields), ...Object.keys(fields)]
  return [...new Set(names)]
    .filter((name) => !LEFT_OUT.includes(name))
    .map((name) => `${name} ${valueInWords(fields[name])}`)
    .join(', ')
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(' ') || 'none'
  const text = plain(value) || 'none'
  return /^[0-9a-f]{64}$/.test(text) ? shortHash(text) : text
}
