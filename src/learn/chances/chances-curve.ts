const HOUR_MS = 3_600_000

/** A week, in milliseconds. */
export const WEEK_MS = 168 * HOUR_MS

/** Chances between two instants, milliseconds since 1970 UTC; 0 where the second is not after the first. */
export type Chances = (from: number, until: number) => number

/** When something is open: half open stretches in order, milliseconds since 1970 UTC. */
type Times = readonly { readonly start: number; readonly end: number }[]

/** The chances of what repeats every week, while it is open. */
export class ChancesCurve {
  /** Chances from the beginning of the week up to each of its hours. */
  private readonly sums: Float64Array
  /** Chances of all stretches up to each of them. */
  private readonly before: Float64Array

  /**
   * @param begin when the week begins; it is repeated before and after
   * @param week chances by hour
   */
  constructor(
    private readonly begin: number,
    week: Float64Array,
    private readonly times: Times,
  ) {
    this.sums = new Float64Array(week.length + 1)
    for (const [hour, chances] of week.entries()) this.sums[hour + 1] = (this.sums[hour] ?? 0) + chances
    this.before = new Float64Array(times.length + 1)
    for (const [index, { start, end }] of times.entries()) {
      this.before[index + 1] = (this.before[index] ?? 0) + this.upTo(end) - this.upTo(start)
    }
  }

  between(from: number, until: number): number {
    return until > from ? this.openUpTo(until) - this.openUpTo(from) : 0
  }

  private openUpTo(at: number): number {
    const index = this.stretchesBegunBy(at) - 1
    const last = this.times[index]
    if (last === undefined) return 0
    return (this.before[index] ?? 0) + this.upTo(Math.min(at, last.end)) - this.upTo(last.start)
  }

  private stretchesBegunBy(at: number): number {
    let [low, high] = [0, this.times.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.times[middle]?.start ?? at) < at) low = middle + 1
      else high = middle
    }
    return low
  }

  /** As if it were always open. */
  private upTo(at: number): number {
    const week = Math.floor((at - this.begin) / WEEK_MS)
    const hours = (at - this.begin - week * WEEK_MS) / HOUR_MS
    const hour = Math.floor(hours)
    const [before = 0, after = 0] = [this.sums[hour], this.sums[hour + 1] ?? this.sums[hour]]
    return week * (this.sums.at(-1) ?? 0) + before + (after - before) * (hours - hour)
  }
}
