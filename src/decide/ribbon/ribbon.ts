import type { DenyList } from '../../model/denies/deny-list.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { Context, Hints, Place, Viewer } from '../context/context.ts'
import { ContextShape } from '../context/context-shape.ts'
import { deriveContext } from '../context/derive-context.ts'
import { decide, type EmptyReason } from '../decide.ts'
import { decisionRequest } from '../decision-request.ts'
import type { Autoplay } from '../eligibility/autoplay.ts'
import { ANYBODY } from '../matrix/matrix-viewers.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { type RibbonSpan, turningInstants } from './turning-instants.ts'

/** What a ribbon is asked for: who wins one surface at one place, for some viewers who live there. */
export interface RibbonQuestion {
  readonly surface: SurfaceId
  readonly place: Place
  readonly hints: Hints
  readonly viewers: readonly Viewer[]
  readonly span: RibbonSpan
  /** Further instants to decide at, besides those at which something turns: one each so many milliseconds. */
  readonly stepMs: number
  readonly denies: DenyList
}

/** A stretch of time with one answer: half open, milliseconds since 1970 UTC. */
export interface RibbonRun extends RibbonSpan {
  /** The row of the winner in the snapshot; null: nothing of the schedule plays. */
  readonly candidate: number | null
  /** Whether the winner may start by itself; null: there is none. */
  readonly autoplay: Autoplay | null
  /** Why nothing plays; null: something does. */
  readonly empty: EmptyReason | null
}

/**
 * What plays on a surface over a span of time, for each viewer in their order: runs that touch, from the start to the
 * end of the span. It is decided at each step and at each instant at which something may turn, so that the edges of the
 * runs are exact; every slot takes the best, and no campaign is held back by pacing, as in an explanation without a seed.
 */
export function ribbonOf(opened: OpenedSnapshot, question: RibbonQuestion): readonly (readonly RibbonRun[])[] {
  const { span, viewers, place, hints } = question
  const { rules } = opened.snapshot
  const { instants, verdicts } = decidedAt(opened, question)
  const askers = viewers.map(
    (viewer) => new ContextShape(deriveContext(rules, { place, viewer, hints, now: span.from })),
  )
  const rows: RibbonRun[][] = viewers.map(() => [])
  // Instant by instant: what is kept for an hour then serves all viewers.
  instants.forEach((from, index) => {
    const to = instants[index + 1] ?? span.to
    askers.forEach((asker, row) => {
      const runs = rows[row] ?? []
      const last = runs.at(-1)
      // Where nothing may be shown, another order shows nothing either; to ask again why would take the longest.
      const isStillEmpty = last?.candidate === null && !verdicts.has(from)
      extend(runs, { ...(isStillEmpty ? last : answerAt(opened, question, asker.at(from))), from, to })
    })
  })
  return rows
}

function decidedAt(opened: OpenedSnapshot, question: RibbonQuestion) {
  const { snapshot } = opened
  const { span, stepMs, place, hints } = question
  // The clocks and the territory are those of the place, whoever looks.
  const context = deriveContext(snapshot.rules, { place, hints, viewer: ANYBODY, now: span.from })
  const territory = snapshot.hot.territories.indexOf(context.territory)
  const { verdicts, order } = turningInstants({ snapshot, context, territory }, question, span)
  const instants = new Set([...verdicts, ...order])
  for (let step = span.from; step < span.to; step += stepMs) instants.add(step)
  return { instants: [...instants].sort((left, right) => left - right), verdicts }
}

function answerAt(
  opened: OpenedSnapshot,
  { surface, denies }: RibbonQuestion,
  context: Context,
): Omit<RibbonRun, keyof RibbonSpan> {
  const placement = { id: surface, surface, count: 1, titleId: null, inView: null, row: null }
  const [decision] = decide(opened, decisionRequest({ context, placements: [placement], denies }))
  const [winner] = decision?.picks ?? []
  return {
    candidate: winner?.candidate ?? null,
    autoplay: winner?.autoplay ?? null,
    empty: decision?.empty ?? null,
  }
}

/** Adds a run, or makes the last one longer, where the answer is the same. */
function extend(runs: RibbonRun[], next: RibbonRun): void {
  const last = runs.at(-1)
  if (last !== undefined && isAlike(last, next)) runs[runs.length - 1] = { ...last, to: next.to }
  else runs.push(next)
}

function isAlike(left: RibbonRun, right: RibbonRun): boolean {
  return (
    left.candidate === right.candidate &&
    left.empty === right.empty &&
    left.autoplay?.allowed === right.autoplay?.allowed &&
    left.autoplay?.reason === right.autoplay?.reason
  )
}
