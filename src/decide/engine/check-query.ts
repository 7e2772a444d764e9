import {
  BASE_SLOTS,
  type BaseParts,
  GRADES,
  GREATEST_K,
  GREATEST_PENALTIES,
  GREATEST_PLANES,
  TASTE_DIMENSIONS,
  type TopQuery,
} from './engine.ts'

/** Clamps a row to an integer from 0 to `rows`. */
export function rowWithin(row: number, rows: number): number {
  return Math.min(rows, Math.max(0, Math.trunc(row) || 0))
}

/** @throws RangeError unless the slot exists */
export function checkSlot(slot: number): void {
  checkIndex('base slot', slot, BASE_SLOTS)
}

/** @throws RangeError unless there are points for every grade */
export function checkGradePoints(points: Int32Array): void {
  if (points.length !== GRADES) throw new RangeError(`points for ${points.length} grades, of ${GRADES}`)
}

/** @throws RangeError unless the index is an integer from 0 to below `count` */
export function checkIndex(what: string, index: number, count: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new RangeError(`there is no ${what} ${index}: there are ${count}`)
  }
}

/** @throws RangeError when values by class (or by campaign) leave out a class that rows have */
export function checkCovers(what: string, values: { readonly length: number }, classes: number): void {
  if (values.length < classes) {
    throw new RangeError(`${what} has ${values.length} values, for ${classes} that rows can have`)
  }
}

/** @throws RangeError when parts of base scores leave out a campaign that rows have, or are not of the same assets */
export function checkParts({ campaign, asset, assetTitle }: BaseParts, campaigns: number, assets: number): void {
  checkCovers('points of campaigns', campaign, campaigns)
  for (const { length } of [asset, assetTitle]) {
    if (length !== assets) throw new RangeError(`parts of base scores for ${length} assets, of ${assets}`)
  }
}

/** @throws RangeError for the intersection of no planes, or of too many */
export function checkPlanes(planes: readonly unknown[]): void {
  if (planes.length === 0 || planes.length > GREATEST_PLANES) {
    throw new RangeError(`an intersection is of 1 to ${GREATEST_PLANES} planes, not of ${planes.length}`)
  }
}

/** @throws RangeError when the vector's length, `k` or the number of penalties is beyond its limit */
export function checkQuery({ vector, k, penalties }: TopQuery): void {
  if (vector.length !== TASTE_DIMENSIONS) {
    throw new RangeError(`a vector has ${TASTE_DIMENSIONS} elements, not ${vector.length}`)
  }
  if (!Number.isInteger(k) || k < 0 || k > GREATEST_K) {
    throw new RangeError(`k is an integer from 0 to ${GREATEST_K}, not ${k}`)
  }
  if (penalties.length > GREATEST_PENALTIES) {
    throw new RangeError(`${penalties.length} penalties; ${GREATEST_PENALTIES} at most`)
  }
}
