import type { RegionId } from '../model/nouns/region.ts'
import { POINTER_BYTES_MAX } from './format.ts'
import { type PointerPayload, pointerPayload } from './pointer.ts'
import { type SignatureRefusal, type SnapshotPublicKey, verify } from './signed.ts'
import { TAKEDOWNS_BYTES_MAX } from './takedowns/limits.ts'
import { type TakedownsPayload, takedownsPayload } from './takedowns/payload.ts'

/** The signed records that a region announces under a fixed key, by kind. */
export interface AnnouncedRecords {
  readonly pointer: PointerPayload
  readonly takedowns: TakedownsPayload
}
export type AnnouncedKind = keyof AnnouncedRecords

/** Why an announced record is not trusted. */
export type AnnouncedRefusal = SignatureRefusal | 'schema' | 'region'

const KINDS = {
  pointer: { bytesMax: POINTER_BYTES_MAX, schema: pointerPayload },
  takedowns: { bytesMax: TAKEDOWNS_BYTES_MAX, schema: takedownsPayload },
} as const

/**
 * Reads a region's announced record: size, signature, schema, region, in that order. The caller judges format and
 * sequence: a publisher goes on from a former format, and an edge must not serve it.
 *
 * @param now milliseconds since 1970 UTC, the real clock
 */
export async function readAnnounced<Kind extends AnnouncedKind>(
  kind: Kind,
  region: RegionId,
  text: string,
  { keys, now }: { readonly keys: readonly SnapshotPublicKey[]; readonly now: number },
): Promise<{ readonly payload: AnnouncedRecords[Kind] } | { readonly refused: AnnouncedRefusal }> {
  const { bytesMax, schema } = KINDS[kind]
  const checked = await verify(kind, text, { keys, now, bytesMax })
  if ('refused' in checked) return checked
  const parsed = schema.safeParse(checked.payload)
  if (!parsed.success) return { refused: 'schema' }
  if (parsed.data.region !== region) return { refused: 'region' }
  return { payload: parsed.data as AnnouncedRecords[Kind] }
}
