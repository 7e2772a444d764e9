import { type DressedDecision, dressedDecision, pickedAssets } from '../../answer/dressed-decision.ts'
import { type Floor, onFloor } from '../../answer/floor.ts'
import { decide, type PlacementDecision } from '../../decide/decide.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { Live } from '../residence/live.ts'
import type { KeepAlive } from '../residence/text/page-reader.ts'

/** An answer waits so long for the words of its first choice, and until then for those of the next. */
const WORDS_MS = { first: 100, all: 150 } as const

/** A name alone: a message could hold what a caller sent. */
export interface Fault {
  readonly name: string
  /** The id of the snapshot that it came with. */
  readonly snapshot: string
}

/** A decided request, ready to be written. */
export interface Dressed {
  /** The rung that answers: the one that was asked, or one in its place. */
  readonly live: Live
  /** As it was put to that rung first. */
  readonly request: DecisionRequest
  /** Decisions that were made before the one that is answered. */
  readonly attempt: number
  /** Assets, by index, that were passed over since their words could not be had. */
  readonly leftOut: ReadonlySet<number>
  /** With the text of what was picked. */
  readonly snapshot: Snapshot
  readonly decisions: readonly DressedDecision[]
  /** What the house idents among the decisions stand on; null where there are none. */
  readonly floor: Floor | null
  /** Something eligible was left out since its words could not be had: there may be more another time. */
  readonly curtailed: boolean
  /** What the snapshot threw that should have answered, where another does in its place; else null. */
  readonly fault: Fault | null
}

interface Dressing {
  /** The request as it is put to a rung: its rules make the context. */
  readonly requestFor: (live: Live, attempt: number) => DecisionRequest
  /** What answers where that cannot: at last the baseline. */
  readonly inPlaceOf: (live: Live) => Live
  /** The last rung: what plays where nothing else may. */
  readonly baseline: () => Live
  readonly keepAlive: KeepAlive
}

/**
 * Decides, and reads the words of what was picked. A pick whose page cannot be had (late, missing, not what its
 * hash says) makes room for the next eligible one: first those on such pages are left out, then all whose words
 * are not in memory. When that leaves nothing of what there was, another answers: instead of a canary what all others
 * are served, else the baseline. Every decision after the first draws from a stream of its own.
 *
 * @param attempt decisions that were made before
 */
export async function decideDressed(live: Live, dressing: Dressing, attempt = 0): Promise<Dressed> {
  const { requestFor, inPlaceOf, keepAlive } = dressing
  const request = requestFor(live, attempt)
  const inPlace = (after: number) => decideDressed(inPlaceOf(live), dressing, after + 1)
  const first = decided(live, request)
  if ('fault' in first) return { ...(await inPlace(attempt)), fault: first.fault }
  const deadline = Date.now() + WORDS_MS.all
  const read = (decisions: readonly PlacementDecision[], milliseconds: number) =>
    live.words.read(pickedAssets(live.snapshot, decisions), { milliseconds, keepAlive })
  let decisions: readonly PlacementDecision[] = first
  let leftOut: ReadonlySet<number> = new Set()
  let words = await read(first, WORDS_MS.first)
  let last = attempt
  for (const which of ['failing', 'absent'] as const) {
    if (words.missing.size === 0) break
    // Without time for another page, only what is in memory can be shown.
    if (which === 'failing' && Date.now() >= deadline) continue
    leftOut = new Set([...words.missing, ...live.words.without(which)])
    last++
    const again = decided(live, { ...request, withheld: leftOut, attempt: last })
    if ('fault' in again) return { ...(await inPlace(last)), fault: again.fault }
    decisions = again
    words = await read(decisions, Math.max(0, deadline - Date.now()))
  }
  const curtailed = decisions !== first
  const nothing = pickedAssets(live.snapshot, decisions).length === 0
  // A snapshot that has expired may have nothing left that it can still answer for: that is no reason for a blank screen.
  const blank = live.hardExpired && decisions.some(({ empty }) => empty !== null && empty !== 'end-of-feed')
  if (words.missing.size > 0 || (nothing && (curtailed || blank))) {
    return { ...(await inPlace(last)), curtailed }
  }
  const dressed = decisions.map((decision, at) => dressedDecision(decision, first[at]))
  const stood = standing(dressed, { live, request: { ...request, withheld: leftOut, attempt: last } }, dressing)
  const text = { ...live.snapshot, text: words.text }
  return { live, request, attempt: last, leftOut, snapshot: text, ...stood, curtailed, fault: null }
}

/** With the house idents under what came out empty; most answers need none, and pay nothing for them. */
function standing(
  decisions: readonly DressedDecision[],
  { live, request }: { readonly live: Live; readonly request: DecisionRequest },
  { baseline, requestFor }: Dressing,
): Pick<Dressed, 'decisions' | 'floor'> {
  if (decisions.every(({ empty }) => empty === null)) return { decisions, floor: null }
  const last = baseline()
  const { context, denies } = requestFor(last, 0)
  const floor = { snapshot: last.snapshot, context, denies }
  return { decisions: onFloor(decisions, { snapshot: live.snapshot, request }, floor), floor }
}

/** A fault of ours with one snapshot is no black screen: another answers. Only its own faults are thrown. */
function decided(live: Live, request: DecisionRequest): readonly PlacementDecision[] | { readonly fault: Fault } {
  try {
    return decide(live.snapshot, request)
  } catch (error) {
    if (live.rung === 'baseline') throw error
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'decision-fault', name, snapshot: live.snapshot.id }))
    return { fault: { name, snapshot: live.snapshot.id } }
  }
}
