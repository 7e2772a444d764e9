import { parse } from 'csv-parse/sync'
import { type ParsedRow, positionFault, propensityFault, rewardFault, type UnreadableRow } from './parsed-row.ts'

/** Where the columns of an Open Bandit log stand; its first column, an index, has no name. */
export interface OpenBanditColumns {
  readonly count: number
  readonly action: number
  readonly position: number
  readonly propensity: number
  readonly reward: number
}

/** The columns that the format has, for who must be told. */
const OPEN_BANDIT_COLUMNS = 'timestamp,item_id,position,click,propensity_score'

/** The columns that a first line names, or what is wrong with one of them. */
export function openBanditColumns(line: string, rewardColumn: string): OpenBanditColumns | string {
  const names = cellsOf(line)?.map((name) => name.trim()) ?? []
  const wanted = { action: 'item_id', position: 'position', propensity: 'propensity_score', reward: rewardColumn }
  const missing = Object.values(wanted).find((name) => !names.includes(name))
  if (missing !== undefined)
    return `column "${missing}" is missing: a CSV begins with ${OPEN_BANDIT_COLUMNS},…; else lines are JSON`
  const twice = Object.values(wanted).find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice !== undefined) return `column "${twice}" is there twice: leave one out`
  return {
    count: names.length,
    action: names.indexOf(wanted.action),
    position: names.indexOf(wanted.position),
    propensity: names.indexOf(wanted.propensity),
    reward: names.indexOf(wanted.reward),
  }
}

/**
 * A row of the Open Bandit format (Saito et al. 2020, research.zozo.com/data.html): one impression, whose propensity is that
 * of its item at its position, whatever stood above. So each row is a page of its own.
 */
export function openBanditRow(line: string, columns: OpenBanditColumns, rewardColumn: string): ParsedRow {
  const fault = (problem: string): UnreadableRow => ({ problem, decision: null, position: null })
  const cells = cellsOf(line)
  if (cells === null) return fault('no CSV')
  if (cells.length !== columns.count) return fault(`${cells.length} cells, of ${columns.count} columns`)
  const cell = (column: number): string => (cells[column] ?? '').trim()
  const action = cell(columns.action)
  if (action === '') return fault('item_id: nothing is no name')
  const [position, propensity] = [numberOf(cell(columns.position)), numberOf(cell(columns.propensity))]
  const reward = numberOf(cell(columns.reward))
  const wrong = [
    ['position', columns.position, positionFault(position, 1)],
    ['propensity_score', columns.propensity, propensityFault(propensity)],
    [rewardColumn, columns.reward, rewardFault(reward)],
  ].find(([, , said]) => said !== null)
  if (wrong !== undefined) return fault(`${wrong[0]}: "${cell(Number(wrong[1])).slice(0, 40)}" is ${wrong[2]}`)
  return { decision: null, unit: null, position: position - 1, action, propensity, reward, leftOut: null }
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

/** NaN for what is no finite number. */
function numberOf(cell: string): number {
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}

/** The cells of one line; null: it is no CSV. Few logs quote, and those that do not are cut some ten times faster. */
function cellsOf(line: string): readonly string[] | null {
  if (!line.includes('"')) return line.split(',')
  try {
    const [cells]: readonly unknown[] = parse(line)
    return Array.isArray(cells) ? cells.map(String) : null
  } catch {
    return null
  }
}
