import type { BookedGoal } from './delivered-cell.ts'

/** What frontloading wants at the beginning, as a multiple of an even pace; at the end it wants as much less. */
const FRONT = 1.4
/** As pacing takes it of a campaign that nobody forecast: it is shown at each of its chances. */
const UNKNOWN_TAKEN = 1

/** Cells by their day, with what each has to give. */
export interface Giving {
  readonly day: string
  /** Placements. */
  readonly placements: number
}

/**
 * How an amount is spread over cells, as weights: by placements for `even`; for `frontload` the earlier days have up to
 * 1.4 times as much as their placements, and the later ones as much less; for `asap` each day in turn gives all it can.
 *
 * @param amount what is to be spread
 * @param taken how much of the goal a placement brings at most; only `asap` reads it. Null: not known, so all of it
 */
export function spreadOverDays(
  cells: readonly Giving[],
  amount: number,
  pacing: BookedGoal['pacing'],
  taken: number | null,
): readonly number[] {
  if (pacing === 'even') return cells.map(({ placements }) => placements)
  const byDay = new Map<string, number>()
  for (const { day, placements } of cells) byDay.set(day, (byDay.get(day) ?? 0) + placements)
  const all = [...byDay.values()].reduce((sum, placements) => sum + placements, 0)
  const days = [...byDay].sort(([one], [other]) => (one < other ? -1 : 1))
  const wanted = new Map<string, number>()
  let before = 0
  for (const [day, placements] of days) {
    const upTo = (given: number) =>
      pacing === 'asap' ? Math.min(amount, given * (taken ?? UNKNOWN_TAKEN)) : frontloaded(all === 0 ? 0 : given / all)
    wanted.set(day, upTo(before + placements) - upTo(before))
    before += placements
  }
  return cells.map(({ day, placements }) => {
    return placements === 0 ? 0 : (wanted.get(day) ?? 0) * (placements / (byDay.get(day) ?? placements))
  })
}

/** The part of a goal that frontloading wants once this part of all placements has been. */
function frontloaded(part: number): number {
  return part * (FRONT - (FRONT - 1) * part)
}
