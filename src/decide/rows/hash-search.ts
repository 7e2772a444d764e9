import { idCheck } from '../../model/fields/id-check.ts'
import { hash32 } from '../../model/hash32.ts'

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
 * The row of an id in columns of assets or titles; −1 when it is not there. An equal hash is no proof: the second one
 * has to be equal too, for ids of the snapshot as for one that a request made up.
 */
export function rowOfId({ idHash, idCheck: checks }: IdColumns, id: string): number {
  const hash = hash32(id)
  for (let row = indexOfHash(idHash, hash); row >= 0 && idHash[row] === hash; row++) {
    if (checks[row] === idCheck(id)) return row
  }
  return -1
}

/** As `rowOfId`, of a campaign: those stand in the order of their ids, and are few. */
export function campaignOfId({ idHash, idCheck: checks }: IdColumns, id: string): number {
  const [hash, check] = [hash32(id), idCheck(id)]
  return idHash.findIndex((value, campaign) => value === hash && checks[campaign] === check)
}
