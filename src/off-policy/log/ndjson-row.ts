import { type ParsedRow, positionFault, propensityFault, rewardFault, type UnreadableRow } from './parsed-row.ts'

type Fields = Readonly<Record<string, unknown>>

/** A row of NDJSON: `{decision, position, action, propensity, reward, unit?, sticky?, drawn?}`; more fields do no harm. */
export function ndjsonRow(text: string, rewardField: string): ParsedRow {
  const fields = parsed(text)
  if (typeof fields === 'string') return { problem: fields, decision: null, position: null }
  const [decision, position] = [nameIn(fields.decision), positionIn(fields.position)]
  const fault = (problem: string): UnreadableRow => ({ problem, decision, position })
  if (decision === null) return fault(`decision: ${shown(fields.decision)} is ${notNamed(fields.decision)}`)
  if (position === null) return fault(`position: ${shown(fields.position)} is ${positionFaultOf(fields.position)}`)
  const action = nameIn(fields.action)
  if (action === null) return fault(`action: ${shown(fields.action)} is ${notNamed(fields.action)}`)
  const unit = nameIn(fields.unit)
  if (unit === null && (fields.unit ?? null) !== null)
    return fault(`unit: ${shown(fields.unit)} is ${notNamed(fields.unit)}`)
  for (const field of ['sticky', 'drawn'] as const)
    if (!isFlag(fields[field])) return fault(`${field}: ${shown(fields[field])} is neither true nor false`)
  const row = { decision, position, action, unit }
  if (fields.sticky === true) return { ...row, propensity: 1, reward: 0, leftOut: 'sticky' }
  if (fields.drawn === false) return { ...row, propensity: 1, reward: 0, leftOut: 'notDrawn' }
  const [propensity, reward] = [numberIn(fields.propensity), numberIn(fields[rewardField])]
  const wrong = [
    ['propensity', fields.propensity, propensityFault(propensity)],
    [rewardField, fields[rewardField], rewardFault(reward)],
  ].find(([, , said]) => said !== null)
  if (wrong !== undefined) return fault(`${String(wrong[0])}: ${shown(wrong[1])} is ${String(wrong[2])}`)
  return { ...row, propensity, reward, leftOut: null }
}

/** Python writes NaN and Infinity into JSON, where they are none: the field is named then. */
const NO_JSON_NUMBER = /"([^"]*)"\s*:\s*(NaN|[-+]?Infinity)/

function parsed(text: string): Fields | string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    return 'no object of JSON'
  } catch {
    const [, field, value] = NO_JSON_NUMBER.exec(text) ?? []
    return field === undefined ? 'no JSON' : `${field}: ${value} is no number`
  }
}

/** A name, or a number in its place; null: neither. */
function nameIn(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' && Number.isFinite(value) && !isBlurred(value) ? String(value) : null
}

/** Whole numbers of this size are read as their neighbours: two names would be one. */
const isBlurred = (value: number): boolean => Math.abs(value) > Number.MAX_SAFE_INTEGER

function notNamed(value: unknown): string {
  const isWide = typeof value === 'number' && Number.isFinite(value)
  return isWide ? 'a number too large to be told from its neighbours: write it in quotes' : 'no name'
}

function positionIn(value: unknown): number | null {
  return positionFaultOf(value) === null ? Number(value) : null
}

function positionFaultOf(value: unknown): string | null {
  return positionFault(numberIn(value), 0)
}

const numberIn = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN)
const isFlag = (value: unknown): boolean => value === undefined || value === null || typeof value === 'boolean'

/** A value as a reason names it, cut short. */
function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
