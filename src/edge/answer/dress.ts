import type { Context } from '../../decide/context.ts'
import { decide, type EmptyReason, type PlacementDecision } from '../../decide/decide.ts'
import type { DecisionRequest } from '../../decide/decision-request.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { KeepAlive } from '../snapshot/page-reader.ts'
import type { Live } from '../snapshot/region-holder.ts'

/** An answer waits so long for the words of its first choice, and until then for those of the next. */
const WORDS_MS = { first: 100, all: 150 } as const

/** A placement's decision whose every pick has its words. `unavailable`: there were picks, and no words for any. */
export interface DressedDecision extends Omit<PlacementDecision, 'empty'> {
  readonly empty: EmptyReason | 'unavailable' | null
}

/** A decided request, ready to be written. */
export interface Dressed {
  /** The rung that answers: the one that was asked, or the baseline. */
  readonly live: Live
  readonly context: Context
  /** With the text of what was picked. */
  readonly snapshot: Snapshot
  readonly decisions: readonly DressedDecision[]
  /** Something eligible was left out since its words could not be had: there may be more another time. */
  readonly curtailed: boolean
}

interface Dressing {
  /** The request as it is put to a rung: its rules make the context. */
  readonly requestFor: (live: Live) => DecisionRequest
  readonly baseline: () => Live
  readonly keepAlive: KeepAlive
}

/**
 * Decides, and reads the words of what was picked. A pick whose page can not be had (late, missing, not what its
 * hash says) makes room for the next eligible one: first those on such pages are left out, then all whose words
 * are not in memory. When that leaves nothing of what there was, the baseline answers.
 */
export async function decideDressed(live: Live, dressing: Dressing): Promise<Dressed> {
  const { requestFor, baseline, keepAlive } = dressing
  const request = requestFor(live)
  const first = decided(live, request)
  if (first === null) return decideDressed(baseline(), dressing)
  const deadline = Date.now() + WORDS_MS.all
  const read = (decisions: readonly PlacementDecision[], milliseconds: number) =>
    live.words.read(pickedAssets(live.snapshot, decisions), { milliseconds, keepAlive })
  let decisions = first
  let words = await read(first, WORDS_MS.first)
  for (const which of ['failing', 'absent'] as const) {
    if (words.missing.size === 0) break
    // Without time for another page, only what is in memory can be shown.
    if (which === 'failing' && Date.now() >= deadline) continue
    const withheld = new Set([...words.missing, ...live.words.without(which)])
    const again = decided(live, { ...request, withheld })
    if (again === null) return decideDressed(baseline(), dressing)
    decisions = again
    words = await read(decisions, Math.max(0, deadline - Date.now()))
  }
  const curtailed = decisions !== first
  if (words.missing.size > 0 || (curtailed && pickedAssets(live.snapshot, decisions).length === 0)) {
    return { ...(await decideDressed(baseline(), dressing)), curtailed }
  }
  return {
    live,
    context: request.context,
    snapshot: { ...live.snapshot, text: words.text },
    decisions: decisions.map((decision, at) => explainEmpty(decision, first[at])),
    curtailed,
  }
}

/** A fault of ours with one snapshot is no black screen: the baseline answers. Null: it does; there it is a fault. */
function decided(live: Live, request: DecisionRequest): readonly PlacementDecision[] | null {
  try {
    return decide(live.snapshot, request)
  } catch (error) {
    if (live.rung === 'baseline') throw error
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'decision-fault', name, snapshot: live.snapshot.id }))
    return null
  }
}

function explainEmpty(decision: PlacementDecision, first: PlacementDecision | undefined): DressedDecision {
  const lost = decision.empty !== null && first !== undefined && first.picks.length > 0
  return lost ? { ...decision, empty: 'unavailable' } : decision
}

function pickedAssets(snapshot: Snapshot, decisions: readonly PlacementDecision[]): readonly number[] {
  return decisions.flatMap(({ picks, backups }) =>
    [...picks, ...backups].map(({ candidate }) => snapshot.hot.candidateAsset[candidate] ?? 0),
  )
}
