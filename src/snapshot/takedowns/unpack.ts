import type { PackedDeny } from '../../model/denies/packed-deny.ts'
import { PACKED_BYTES_MAX } from './limits.ts'
import { decodeShortHashes } from './short-hashes.ts'

/** What a header says of a group, and how its code is to be read. */
export interface DescribedGroup extends Omit<PackedDeny, 'hashes'> {
  readonly count: number
  readonly range: number
  readonly bytes: number
}

/**
 * Reads the groups of a packed part; null when it is invalid.
 *
 * @param groupsOf the groups that a header describes; null: it is none
 */
export function unpack(
  packed: Uint8Array,
  groupsOf: (header: unknown) => readonly DescribedGroup[] | null,
): readonly PackedDeny[] | null {
  if (packed.length < 4 || packed.length > PACKED_BYTES_MAX) return null
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true)
  if (4 + length > packed.length) return null
  const described = groupsOf(jsonOf(packed.subarray(4, 4 + length)))
  if (described === null) return null
  const groups: PackedDeny[] = []
  let at = 4 + length
  for (const { count, range, bytes, ...group } of described) {
    const hashes = decodeShortHashes(packed.subarray(at, at + bytes), count, range)
    if (hashes === null || at + bytes > packed.length) return null
    groups.push({ ...group, hashes })
    at += bytes
  }
  return at === packed.length ? groups : null
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
