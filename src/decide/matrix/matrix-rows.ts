import type { LocalDay } from './local-day.ts'
import type { MatrixVerdict } from './matrix-verdict.ts'
import type { MatrixViewer } from './matrix-viewers.ts'

/** Part of a local day in which one verdict holds; half-open. */
export interface MatrixHours extends MatrixVerdict {
  /** Minutes since local midnight that the clock shows at the beginning and at the end (1440 at the end of the day). */
  readonly fromMinute: number
  readonly toMinute: number
  /** The beginning, milliseconds since 1970 UTC: on a day with a repeated hour the clock alone is ambiguous. */
  readonly start: number
}

/** One kind of viewer, or members with adjacent caps who get the same verdicts all day. */
export interface MatrixRow {
  readonly kind: MatrixViewer['kind']
  /** Lowest and highest cap, in years; null for a guest. The verdict's texts are those of the lowest. */
  readonly caps: readonly [least: number, greatest: number] | null
  readonly hours: readonly MatrixHours[]
}

/** Merges verdicts into rows: adjacent hours, and adjacent caps, with equal verdicts become one. */
export function mergedRows(
  viewers: readonly {
    readonly kind: MatrixViewer['kind']
    readonly cap: number | null
    readonly verdicts: readonly MatrixVerdict[]
  }[],
  edges: readonly number[],
  day: LocalDay,
): readonly MatrixRow[] {
  const rows: MatrixRow[] = []
  for (const { kind, cap, verdicts } of viewers) {
    const hours = mergedHours(verdicts, edges, day)
    const before = rows.at(-1)
    if (kind === 'member' && cap !== null && before?.kind === kind && before.caps && sameDay(before.hours, hours)) {
      rows[rows.length - 1] = { ...before, caps: [before.caps[0], cap] }
    } else rows.push({ kind, caps: cap === null ? null : [cap, cap], hours })
  }
  return rows
}

function mergedHours(
  verdicts: readonly MatrixVerdict[],
  edges: readonly number[],
  day: LocalDay,
): readonly MatrixHours[] {
  const hours: MatrixHours[] = []
  verdicts.forEach((verdict, index) => {
    const before = hours.at(-1)
    if (before && same(before, verdict)) return
    const start = edges[index] ?? day.start
    const fromMinute = minuteAt(day, start)
    if (before) hours[hours.length - 1] = { ...before, toMinute: fromMinute }
    hours.push({ ...verdict, fromMinute, toMinute: 1440, start })
  })
  return hours
}

function minuteAt({ quarters }: LocalDay, instant: number): number {
  const quarter = quarters.findLast((each) => each.instant <= instant)
  return quarter === undefined ? 0 : quarter.minute + Math.floor((instant - quarter.instant) / 60_000)
}

function sameDay(left: readonly MatrixHours[], right: readonly MatrixHours[]): boolean {
  return (
    left.length === right.length &&
    left.every((part, index) => {
      const other = right[index]
      return other !== undefined && part.start === other.start && same(part, other)
    })
  )
}

/** Whether two verdicts are equal, ignoring the value that failed, which depends on the cap. */
function same(left: MatrixVerdict, right: MatrixVerdict): boolean {
  return (
    left.shown === right.shown &&
    left.autoplay === right.autoplay &&
    left.reason === right.reason &&
    left.rule === right.rule
  )
}
