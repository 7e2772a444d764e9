import { hash32 } from '../model/hash32.ts'
import { idCheck } from '../model/id-check.ts'

/** Ids as columns hold them: by two hashes each. */
interface IdColumns {
  readonly idHash: Uint32Array
  readonly idCheck: Uint32Array
}

/** Where a hash stands in an ascending column; −1 when it is not there. Of equal ones, the first. */
export function indexOfHash(column: Uint32Array, hash: number): number {
  let low = 0
  let high = column.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((column[middle] ?? 0) < hash) low = middle + 1
    else high = middle
  }
  return column[low] === hash ? low : -1
}

/**
 * The row of an id in columns of assets or titles; −1 when it is not there, or nobody can tell. An equal hash is no
 * proof: the second one has to be equal too, for ids of the snapshot as for one that a request made up.
 */
export function rowOfId(columns: IdColumns, id: string): number {
  const [row = -1, another] = rowsOfId(columns, id)
  return another === undefined ? row : -1
}

/** Every row that an id may mean: more than one only in a snapshot without second hashes. */
export function rowsOfId(columns: IdColumns, id: string): readonly number[] {
  const { idHash } = columns
  const hash = hash32(id)
  const rows: number[] = []
  for (let row = indexOfHash(idHash, hash); row >= 0 && idHash[row] === hash; row++) {
    if (isChecked(columns, row, id)) rows.push(row)
  }
  return rows
}

/** As `rowsOfId`, for campaigns, which stand in the order of their ids; there are few. */
export function campaignsOfId(columns: IdColumns, id: string): readonly number[] {
  const hash = hash32(id)
  const found: number[] = []
  columns.idHash.forEach((value, campaign) => {
    if (value === hash && isChecked(columns, campaign, id)) found.push(campaign)
  })
  return found
}

/** Snapshots that were compiled before there were second hashes have none. */
function isChecked({ idCheck: checks }: IdColumns, row: number, id: string): boolean {
  return checks.length === 0 || checks[row] === idCheck(id)
}
