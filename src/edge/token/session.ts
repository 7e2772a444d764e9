import { base64url } from 'jose'
import type { RegionId } from '../../model/nouns/region.ts'

/** How often something with a cap was shown in its window. */
export interface SessionCap {
  /** `hash32` of what the cap counts: a campaign's id, or what its scope makes of it. */
  readonly key: number
  readonly count: number
  readonly windowStartSeconds: number
  /** The length of its window, as a step of `windowStep`. */
  readonly windowStep: number
}

/** What a device carries between requests, encrypted. It identifies nobody, and ends 24 hours after it began. */
export interface Session {
  /** 16 random bytes, base64url. */
  readonly id: string
  /** When it began, milliseconds since 1970 UTC. */
  readonly issuedAt: number
  readonly region: RegionId | null
  /** `hash32` of asset ids, oldest first. */
  readonly seen: readonly number[]
  readonly caps: readonly SessionCap[]
  /** Choices that stay for the session: `hash32` of the title's id, and of the asset chosen for it. */
  readonly sticky: readonly (readonly [title: number, asset: number])[]
  /** The taste that was learned in this session, int8 per dimension; empty: nothing yet. */
  readonly taste: readonly number[]
  /** `hash32` of the name of the space that it lies in; 0: it is not known. */
  readonly tasteSpace: number
  /** When taste was last learned, in seconds since 1970 UTC; 0: never. */
  readonly tasteAtSeconds: number
  /** `hash32` of ids of titles that the viewer does not want, oldest first. */
  readonly unwanted: readonly number[]
  /** A consented viewer's profile as last read; null: none is carried. */
  readonly profile: CarriedProfile | null
}

/** A profile that is carried in the session, so that the store is not read at every request. */
export interface CarriedProfile {
  /** `hash32` of the viewer's subject: a session used by another viewer does not bring the profile along. */
  readonly subject: number
  /** When it was read, seconds since 1970 UTC. */
  readonly readAtSeconds: number
  /** `hash32` of the name of the space that the taste lies in; 0: it is not known. */
  readonly space: number
  /** int8 per dimension; empty when the viewer has no profile, so that this is remembered too. */
  readonly taste: readonly number[]
  /** `hash32` of ids of titles that were watched, oldest first. */
  readonly watched: readonly number[]
  /** What the profile counted, and this session since. None has the key of a cap of the session. */
  readonly caps: readonly SessionCap[]
}

const ID_BYTES = 16

/** An empty session. `randomBytes` must be unpredictable: 16 of them become the id. */
export function newSession(issuedAt: number, randomBytes: (length: number) => Uint8Array): Session {
  const id = base64url.encode(randomBytes(ID_BYTES))
  const learned = { taste: [], tasteSpace: 0, tasteAtSeconds: 0, unwanted: [] }
  return { id, issuedAt, region: null, seen: [], caps: [], sticky: [], ...learned, profile: null }
}
