import * as z from 'zod/mini'
import type { PackedDeny, PackedKind } from '../../model/denies/packed-deny.ts'
import { once } from '../../model/once.ts'
import { PACKED_BYTES_MAX, PACKED_GROUPS_MAX } from './limits.ts'
import { encodeShortHashes, rangeFor, shortHashesOf } from './short-hashes.ts'
import { unpack } from './unpack.ts'

/** The format of the packed part; readers ignore any other. */
export const PACKED_FORMAT = 1

/** Withdrawn targets that share territories, times and the snapshots that they are withdrawn from. */
export interface PackedGroup {
  readonly kind: PackedKind
  /** Applies to content that knows of fewer narrowings than this; null: an order, which applies to all content. */
  readonly number: number | null
  readonly territories: readonly string[] | null
  readonly from: number | null
  readonly until: number | null
  readonly targets: readonly string[]
}

const header = once(() =>
  z.object({
    format: z.literal(PACKED_FORMAT),
    groups: z
      .array(
        z.object({
          kind: z.enum(['asset', 'title', 'campaign', 'group']),
          number: z.nullable(z.int().check(z.gte(1))),
          territories: z.nullable(z.array(z.string())),
          from: z.nullable(z.number()),
          until: z.nullable(z.number()),
          count: z.int().check(z.gte(0)),
          range: z.int().check(z.gte(1), z.lte(2 ** 32)),
          bytes: z.int().check(z.gte(0)),
        }),
      )
      .check(z.maxLength(PACKED_GROUPS_MAX)),
  }),
)

/**
 * Packs groups into one shard of at most `PACKED_BYTES_MAX`, whatever their number: the more targets, the shorter their
 * hashes. Layout: length of the header (4 bytes, little-endian), header as JSON, the groups' Rice codes.
 * @throws RangeError for more groups than a reader accepts: merge them first
 */
export function encodePacked(groups: readonly PackedGroup[]): Uint8Array {
  if (groups.length > PACKED_GROUPS_MAX)
    throw new RangeError(`${groups.length} groups; readers take ${PACKED_GROUPS_MAX}`)
  const targets = groups.reduce((sum, group) => sum + group.targets.length, 0)
  const described = JSON.stringify(groups.map(({ targets: _, ...group }) => group)).length + groups.length * 64
  let room = PACKED_BYTES_MAX - described - 1024
  for (;;) {
    const packed = packedInto(groups, targets, room)
    if (packed.length <= PACKED_BYTES_MAX) return packed
    // Some ids take a little more than random ones do on average, so the room is reduced and packing is repeated.
    room -= packed.length - PACKED_BYTES_MAX + 1024
  }
}

function packedInto(groups: readonly PackedGroup[], targets: number, room: number): Uint8Array {
  const codes = groups.map(({ targets: ids }) => {
    const hashes = shortHashesOf(ids, rangeFor(ids.length, Math.max(1, (room * ids.length) / Math.max(1, targets))))
    return { hashes, bytes: encodeShortHashes(hashes) }
  })
  const described = groups.map(({ targets: _, ...group }, index) => {
    const code = codes[index]
    return { ...group, count: code?.hashes.values.length, range: code?.hashes.range, bytes: code?.bytes.length }
  })
  const head = new TextEncoder().encode(JSON.stringify({ format: PACKED_FORMAT, groups: described }))
  const size = 4 + head.length + codes.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const packed = new Uint8Array(size)
  new DataView(packed.buffer).setUint32(0, head.length, true)
  packed.set(head, 4)
  let at = 4 + head.length
  for (const { bytes } of codes) {
    packed.set(bytes, at)
    at += bytes.length
  }
  return packed
}

/** Decodes a packed part; null when invalid. The hash of its bytes in the signed list was verified before. */
export function decodePacked(packed: Uint8Array): readonly PackedDeny[] | null {
  return unpack(packed, (described) => {
    const parsed = header().safeParse(described)
    return parsed.success ? parsed.data.groups : null
  })
}

/** The chance of a false positive, that something not withdrawn is hidden: the sum of the groups' densities. */
export function chanceOfHidingOneTooMany(groups: readonly PackedDeny[]): number {
  return 1 - groups.reduce((shown, { hashes }) => shown * (1 - hashes.values.length / hashes.range), 1)
}
