import { idCheck } from '../../model/fields/id-check.ts'
import { hash32 } from '../../model/hash32.ts'

/** Ids as columns store them: two hashes each. */
interface IdColumns {
  readonly idHash: Uint32Array
  readonly idCheck: Uint32Array
}

/** Index of a hash in an ascending column; −1 when it is not there. The first of equal ones. */
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
 * The row of an id in columns of assets or titles; −1 when it is not there. One equal hash proves nothing, so the
 * second hash has to match too: a request may make up ids.
 */
export function rowOfId({ idHash, idCheck: checks }: IdColumns, id: string): number {
  const hash = hash32(id)
  for (let row = indexOfHash(idHash, hash); row >= 0 && idHash[row] === hash; row++) {
    if (checks[row] === idCheck(id)) return row
  }
  return -1
}

/** As `rowOfId`, for a campaign. Campaigns are sorted by id, not by hash, and are few. */
export function campaignOfId({ idHash, idCheck: checks }: IdColumns, id: string): number {
  const [hash, check] = [hash32(id), idCheck(id)]
  return idHash.findIndex((value, campaign) => value === hash && checks[campaign] === check)
}
