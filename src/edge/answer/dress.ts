import { type DressedDecision, dressedDecision, pickedAssets } from '../../answer/dressed-decision.ts'
import { type FloorGround, onFloor } from '../../answer/floor.ts'
import { decide, type PlacementDecision } from '../../decide/decide.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { Live } from '../residence/live.ts'
import type { KeepAlive } from '../residence/text/page-reader.ts'

/** How long an answer waits for the text of its first choice, and in all, including later choices. In milliseconds. */
const TEXT_MS = { first: 100, all: 150 } as const

/** An error that a snapshot caused. Only the error's name is kept: its message could hold what a caller sent. */
export interface Fault {
  readonly name: string
  /** The id of the snapshot that caused it. */
  readonly snapshot: string
}

/** A decided request, ready to be written. */
export interface Dressed {
  /** The rung that answers: the requested one, or its fallback. */
  readonly live: Live
  /** The request as it was first put to that rung. */
  readonly request: DecisionRequest
  /** How many decisions were made before the one that is answered. */
  readonly attempt: number
  /** Indexes of the assets that were passed over because their text could not be read. */
  readonly leftOut: ReadonlySet<number>
  /** The snapshot, with the text of the picks. */
  readonly snapshot: Snapshot
  readonly decisions: readonly DressedDecision[]
  /** What the house idents among the decisions were decided on; null when there are none. */
  readonly floor: FloorGround | null
  /** Something eligible was left out because its text could not be read: a later request may get more. */
  readonly curtailed: boolean
  /** What the intended snapshot threw, when a fallback answers in its stead; otherwise null. */
  readonly fault: Fault | null
}

interface Dressing {
  /** Makes the request for a rung, whose rules make the context. */
  readonly requestFor: (live: Live, attempt: number) => DecisionRequest
  /** Fallback when `live` cannot answer, because it threw or lacks words; the last fallback is the baseline. */
  readonly insteadOf: (live: Live, why: 'fault' | 'words') => Live
  /** The last rung: its house idents play where nothing else may. */
  readonly baseline: () => Live
  readonly keepAlive: KeepAlive
}

/**
 * Decides, and reads the text of the picks. When a pick's text page cannot be read (late, missing, or wrong by its
 * hash), the decision is made again: first without the assets on failing pages, then without all assets whose text is
 * not in memory. When that leaves nothing of what there was, a fallback answers: the live snapshot for a canary, else
 * the baseline. Every decision after the first draws from its own random stream.
 *
 * @param attempt how many decisions were made before
 */
export async function decideDressed(live: Live, dressing: Dressing, attempt = 0): Promise<Dressed> {
  const { requestFor, insteadOf, keepAlive } = dressing
  const request = requestFor(live, attempt)
  const inPlace = (after: number, why: 'fault' | 'words') => decideDressed(insteadOf(live, why), dressing, after + 1)
  const first = decided(live, request)
  if ('fault' in first) return { ...(await inPlace(attempt, 'fault')), fault: first.fault }
  const deadline = Date.now() + TEXT_MS.all
  const read = (decisions: readonly PlacementDecision[], milliseconds: number) =>
    live.text.read(pickedAssets(live.opened.snapshot, decisions), { milliseconds, keepAlive })
  let decisions: readonly PlacementDecision[] = first
  let leftOut: ReadonlySet<number> = new Set()
  let found = await read(first, TEXT_MS.first)
  let last = attempt
  for (const which of ['failing', 'absent'] as const) {
    if (found.missing.size === 0) break
    // When no time is left to read another page, only text that is in memory can be shown.
    if (which === 'failing' && Date.now() >= deadline) continue
    leftOut = new Set([...found.missing, ...live.text.without(which)])
    last++
    const again = decided(live, { ...request, withheld: leftOut, attempt: last })
    if ('fault' in again) return { ...(await inPlace(last, 'fault')), fault: again.fault }
    decisions = again
    found = await read(decisions, Math.max(0, deadline - Date.now()))
  }
  const curtailed = decisions !== first
  const nothing = pickedAssets(live.opened.snapshot, decisions).length === 0
  // An expired snapshot may have nothing left that it may show; that must not blank the screen.
  const blank = live.hardExpired && decisions.some(({ empty }) => empty !== null && empty !== 'end-of-feed')
  if (found.missing.size > 0 || (nothing && (curtailed || blank))) {
    return { ...(await inPlace(last, 'words')), curtailed }
  }
  const dressed = decisions.map((decision, at) => dressedDecision(decision, first[at]))
  const stood = standing(dressed, { live, request: { ...request, withheld: leftOut, attempt: last } }, dressing)
  const text = { ...live.opened.snapshot, text: found.text }
  return { live, request, attempt: last, leftOut, snapshot: text, ...stood, curtailed, fault: null }
}

/** Adds house idents to the decisions that came out empty. Most answers have none, and then this costs nothing. */
function standing(
  decisions: readonly DressedDecision[],
  { live, request }: { readonly live: Live; readonly request: DecisionRequest },
  { baseline, requestFor }: Dressing,
): Pick<Dressed, 'decisions' | 'floor'> {
  if (decisions.every(({ empty }) => empty === null)) return { decisions, floor: null }
  const last = baseline()
  const { context, denies } = requestFor(last, 0)
  const { opened } = last
  return {
    decisions: onFloor(decisions, { opened: live.opened, request }, { opened, context, denies }),
    floor: { snapshot: opened.snapshot, context, denies },
  }
}

/**
 * Decides; a snapshot that throws is reported as a fault, so that a fallback can answer. Only the baseline's errors are
 * thrown.
 */
function decided(live: Live, request: DecisionRequest): readonly PlacementDecision[] | { readonly fault: Fault } {
  try {
    return decide(live.opened, request)
  } catch (error) {
    if (live.rung === 'baseline') throw error
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'decision-fault', name, snapshot: live.opened.snapshot.id }))
    return { fault: { name, snapshot: live.opened.snapshot.id } }
  }
}
