import type { RegionId } from '../../model/nouns/region.ts'
import { keys, POINTER_BYTES_MAX, SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import type { CanaryArm, PointerPayload, ShardEntry } from '../../snapshot/pointer.ts'
import { canaryFault, pointerFault } from '../../snapshot/pointer-faults.ts'
import { ReadBackMismatch } from '../publish/put-shards.ts'
import type { LiveReader } from './live-region.ts'

const HOUR_MS = 3_600_000
/** After this time edges report a pointer as stale; the cron renews pointers well before. */
const SOFT_EXPIRY_MS = 24 * HOUR_MS
const HARD_EXPIRY_MS = 7 * 24 * HOUR_MS

/** Half of a pointer's time to its soft expiry: after this an unchanged snapshot is announced again. */
export const RENEW_AFTER_MS = SOFT_EXPIRY_MS / 2

/** Content that can be announced: its shards, and how many narrowings it knows of. */
export interface Content {
  readonly snapshot: string
  readonly shards: readonly ShardEntry[]
  readonly narrowed: number
  readonly rules: string
}

/** The contents of a pointer that is about to be signed. */
export interface Announcement {
  readonly region: RegionId
  readonly sequence: number
  readonly content: Content
  /** Sequence of the takedown list in force; 0: there is none. */
  readonly takedowns: number
  /** The snapshot that was announced before this one. */
  readonly previous: string | null
  readonly canary: CanaryArm | null
  readonly pinnedUntil: string | null
  readonly overrides: PointerPayload['overrides']
  readonly shrunk: PointerPayload['shrunk']
  readonly actor: string
  readonly reason: string
}

/**
 * Signs a pointer and writes it; from then on its snapshot is live. Reads it back: if that gives anything else, the
 * announcement has failed.
 */
export async function announce(announcement: Announcement, reader: LiveReader): Promise<PointerPayload> {
  const now = reader.now()
  const payload: PointerPayload = {
    format: SNAPSHOT_FORMAT,
    region: announcement.region,
    sequence: announcement.sequence,
    ...contentOf(announcement.content),
    takedowns: announcement.takedowns,
    previous: announcement.previous,
    canary: announcement.canary,
    pinnedUntil: announcement.pinnedUntil,
    overrides: announcement.overrides,
    shrunk: announcement.shrunk,
    createdAt: new Date(now).toISOString(),
    softExpiresAt: new Date(now + SOFT_EXPIRY_MS).toISOString(),
    hardExpiresAt: new Date(now + HARD_EXPIRY_MS).toISOString(),
    actor: announcement.actor,
    reason: announcement.reason,
  }
  // Edges would refuse a pointer that contradicts itself, or is too long, without anybody noticing.
  const fault = (await pointerFault(payload)) ?? (await canaryFault(payload))
  if (fault !== null) throw new Error(`the pointer would be refused at every edge: ${fault}`)
  const text = await reader.signer.sign('pointer', payload)
  if (text.length > POINTER_BYTES_MAX)
    throw new Error(`the pointer has ${text.length} bytes; edges accept ${POINTER_BYTES_MAX} at most`)
  const key = keys.pointer(announcement.region)
  await reader.sink.put(key, text)
  if ((await reader.sink.getText(key)) !== text) throw new ReadBackMismatch('the pointer reads back different')
  return payload
}

/** The content of a pointer, or of its canary, without the other fields. */
export function contentOf({ snapshot, shards, narrowed, rules }: Content) {
  return { snapshot, shards: [...shards], narrowed, rules }
}
