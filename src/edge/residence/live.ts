import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { PlaceInCanary } from '../../model/messages/canary-counts.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { type Words, wholeWords } from './text/words.ts'

/** Which copy answers. */
export type Rung = 'fresh' | 'stale' | 'cached' | 'baseline'

/** What a region serves from at this moment. */
export interface Live {
  /** Decides; its text is not there to be read: `words` reads it. */
  readonly snapshot: Snapshot
  readonly words: Words
  readonly pointer: PointerPayload | null
  readonly rung: Rung
  /** Past its hard expiry: it shows only what its own windows allow, and to nobody more than to a guest. */
  readonly hardExpired: boolean
  /** Where its viewer stands in a canary; null: in none, or none serves here. */
  readonly place: PlaceInCanary | null
  /** How many changes that narrow the snapshot knows of; `Infinity`: it was never in a schedule. */
  readonly narrowed: number
  readonly denies: DenyList
}

/** The bundled baseline, with what is withdrawn of it. Nothing in it was ever in a schedule. */
export function lastRung(snapshot: Snapshot, deniesFor: (narrowed: number) => DenyList): Live {
  const narrowed = Number.POSITIVE_INFINITY
  const rest = { pointer: null, rung: 'baseline', hardExpired: false, place: null } as const
  return { ...rest, snapshot, words: wholeWords(snapshot), narrowed, denies: deniesFor(narrowed) }
}
