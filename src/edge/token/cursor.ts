import { base64url } from 'jose'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { ProblemError } from '../problem.ts'
import { ByteReader, ByteWriter } from './byte-layout.ts'
import type { Keyring } from './keyring.ts'
import { seal, unseal } from './sealed.ts'

/** How many served items a cursor remembers. The newest are kept; the session's `seen` covers the rest. */
export const MAX_SERVED = 200

/** A position in the clips feed. */
export interface Cursor {
  readonly sessionId: string
  readonly region: RegionId
  readonly snapshotSequence: number
  /** How many items were served before the next page. */
  readonly position: number
  /** `hash32` of the asset ids served, oldest first. */
  readonly served: readonly number[]
}

interface CursorBinding {
  /** The id of the session that was sent; null: none was sent, or it was unreadable. */
  readonly sessionId: string | null
  readonly region: RegionId
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: number
}

type OpenedCursor =
  | { readonly restart: false; readonly cursor: Cursor }
  /** The region has changed: its feed starts anew, without what was served already. */
  | { readonly restart: true; readonly served: readonly number[] }

const LAYOUT = 1
const ID_BYTES = 16
const HEAD_BYTES = 2 + ID_BYTES + 8 + 4 + 1

/** Seals a cursor, into at most 2,048 characters. */
export function sealCursor(cursor: Cursor, keyring: Keyring, now: number): string {
  const served = cursor.served.slice(-MAX_SERVED)
  const writer = new ByteWriter(HEAD_BYTES + 4 * served.length)
  writer.u8(LAYOUT)
  writer.u8(REGION_IDS.indexOf(cursor.region))
  writer.raw(base64url.decode(cursor.sessionId))
  writer.f64(cursor.snapshotSequence)
  writer.u32(cursor.position)
  writer.u8(served.length)
  for (const hash of served) writer.u32(hash)
  return seal('cursor', writer.bytes, keyring, now)
}

/**
 * Opens a cursor to continue its feed.
 * @throws ProblemError 400 when it is not ours, over 24 hours old, or of another session
 */
export async function openCursor(sealed: string, keyring: Keyring, binding: CursorBinding): Promise<OpenedCursor> {
  const opened = await unseal('cursor', sealed, keyring, binding.now)
  const cursor = opened.outcome === 'ok' ? decode(opened.payload) : null
  if (cursor === null) {
    const expired = opened.outcome === 'expired' || opened.outcome === 'unknown-key'
    throw refusal(expired ? 'is over 24 hours old' : 'was not issued here, or was changed', opened.outcome)
  }
  if (binding.sessionId !== null && binding.sessionId !== cursor.sessionId) {
    throw refusal('belongs to another session', 'other-session')
  }
  if (cursor.region !== binding.region) return { restart: true, served: cursor.served }
  return { restart: false, cursor }
}

function refusal(problem: string, code: string): ProblemError {
  const detail = `This cursor ${problem}; start again without a cursor.`
  return new ProblemError('invalid-cursor', { field: 'cursor', detail, code: `cursor-${code}` })
}

function decode(bytes: Uint8Array): Cursor | null {
  try {
    const reader = new ByteReader(bytes)
    if (reader.u8() !== LAYOUT) return null
    const region = REGION_IDS[reader.u8()]
    const sessionId = base64url.encode(reader.raw(ID_BYTES))
    const [snapshotSequence, position, length] = [reader.f64(), reader.u32(), reader.u8()]
    const served = reader.list(length, () => reader.u32())
    if (region === undefined || !reader.atEnd()) return null
    return { sessionId, region, snapshotSequence, position, served }
  } catch {
    return null
  }
}
