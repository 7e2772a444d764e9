import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { CanaryAssignment } from '../../model/messages/canary-counts.ts'
import type { Rung } from '../../model/nouns/answer-vocabulary.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { type TextSource, textInMemory } from './text/paged-text.ts'

/** What a region serves at this moment. */
export interface Live {
  /** Decides. It has no text to read: `text` reads it. */
  readonly opened: OpenedSnapshot
  readonly text: TextSource
  readonly pointer: PointerPayload | null
  readonly rung: Rung
  /** Past its hard expiry: it shows only what its own windows allow, and nobody gets more than a guest. */
  readonly hardExpired: boolean
  /** The viewer's canary arm; null: the viewer is in none, or no canary serves here. */
  readonly assignment: CanaryAssignment | null
  /** How many narrowings the snapshot knows of; `Infinity`: it was never in a schedule. */
  readonly narrowed: number
  readonly denies: DenyList
}

/** The bundled baseline, with its withdrawals. Nothing in it was ever in a schedule. */
export function lastRung(opened: OpenedSnapshot, deniesFor: (narrowed: number) => DenyList): Live {
  const narrowed = Number.POSITIVE_INFINITY
  const rest = { pointer: null, rung: 'baseline', hardExpired: false, assignment: null } as const
  return { ...rest, opened, text: textInMemory(opened.snapshot), narrowed, denies: deniesFor(narrowed) }
}
