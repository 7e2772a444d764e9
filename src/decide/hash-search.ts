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
