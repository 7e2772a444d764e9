import type { LeftOutColumns } from '../../model/columns/left-out.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import { hash32 } from '../../model/hash32.ts'
import { DEVICES, type Device } from '../../model/nouns/campaign-vocabulary.ts'

/** A rendition that a class of devices is not offered. */
export interface LeftOut {
  readonly assetId: AssetId
  readonly device: Device
  /** `renditionHash`. */
  readonly rendition: number
}

/**
 * The columns of what is left out. They depend on the list alone, not on its order or on the schedule: a publish and a
 * publish of weights make equal bytes of it.
 */
export function leftOutColumns(entries: readonly LeftOut[]): LeftOutColumns {
  const rows = entries.map(({ assetId, device, rendition }) => [hash32(assetId), DEVICES.indexOf(device), rendition])
  const distinct = new Map(rows.map((row) => [row.join(), row] as const))
  const sorted = [...distinct.values()].sort(inOrder)
  return {
    asset: Uint32Array.from(sorted, ([asset = 0]) => asset),
    device: Uint8Array.from(sorted, ([, device = 0]) => device),
    rendition: Uint32Array.from(sorted, ([, , rendition = 0]) => rendition),
  }
}

function inOrder(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index])
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
