import { armsElsewhere } from './arms-elsewhere.ts'
import { type ComparedPage, comparedPages, type TwoSnapshots } from './compared-pages.ts'
import { pagesOfLine } from './pages-of-line.ts'
import { finalRequest, type LineWithDenies } from './replay.ts'

/** Why a line says nothing of another policy. */
export type UncomparedReason =
  /** It has no answer, or nothing was decided for it. */
  | 'no-page'
  /** Its answer was too long for the line. */
  | 'body-left-out'
  /** The baseline answered. */
  | 'baseline'
  /** The snapshot that it names gives it other chances than were logged. */
  | 'not-repeated'

/**
 * The chances that another snapshot would have given the pages of a logged decision, for the same viewer, takedowns and
 * coin of pacing, in the same arms where that snapshot serves them. What house idents filled is no page of either.
 *
 * @param snapshots the one that the line names, and the other as the policy
 */
export function lineChances(
  snapshots: TwoSnapshots,
  { line, denies }: LineWithDenies,
): readonly ComparedPage[] | UncomparedReason {
  if (line.snapshot.rung === 'baseline') return 'baseline'
  const pages = pagesOfLine(line)
  if (typeof pages === 'string') return pages
  const { owned } = armsElsewhere(snapshots.other.snapshot, line)
  return comparedPages(snapshots, { request: finalRequest(line, denies), owned }, pages)
}
