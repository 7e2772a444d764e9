import type { ByteReader, ByteWriter } from '../byte-layout.ts'
import type { DecidedItem } from './decision-record.ts'

/** Flags in an item's first byte. Layout 2 has all but the last two. */
export const ITEM = {
  sticky: 1,
  drawn: 2,
  certain: 4,
  double: 8,
  samePlacement: 16,
  sameCampaign: 32,
  reserved: 64,
  sameRenditions: 128,
} as const

/** The least number for which 32 bits keep six digits. Source: IEEE 754, the least normal number. */
const LEAST_SINGLE = 2 ** -126

/**
 * The flags that say in which form the propensity follows.
 * @throws RangeError for a propensity outside (0, 1]
 */
export function propensityFlags({ placementId, position, propensity }: DecidedItem): number {
  if (!(propensity > 0 && propensity <= 1)) {
    throw new RangeError(`${placementId}[${position}]: a propensity must be above 0 and at most 1, not ${propensity}`)
  }
  return (propensity === 1 ? ITEM.certain : 0) | (propensity < LEAST_SINGLE ? ITEM.double : 0)
}

export function writePropensity(writer: ByteWriter, flags: number, propensity: number): void {
  if ((flags & ITEM.double) !== 0) writer.f64(propensity)
  else if ((flags & ITEM.certain) === 0) writer.f32(propensity)
}

export function readPropensity(reader: ByteReader, flags: number): number {
  if ((flags & ITEM.certain) !== 0) return 1
  if ((flags & ITEM.double) !== 0) return reader.f64()
  // Digits beyond the sixth are an artifact of the 32-bit form.
  return Number(reader.f32().toPrecision(6))
}
