import type { Interval } from './windows.ts'

/** Intervals in order, none empty, none touching the next. */
export type Times = readonly Interval[]
/** Any intervals, in order and joined where they touch. */
export function united(intervals: Times): Times {
  const joined: Interval[] = []
  for (const each of [...intervals].sort((left, right) => left.start - right.start)) {
    const last = joined.at(-1)
    if (last !== undefined && each.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, each.end) }
    } else if (each.start < each.end) joined.push(each)
  }
  return joined
}

/** What both have. */
export function common(left: Times, right: Times): Times {
  const found: Interval[] = []
  for (const each of left) {
    for (let at = firstEndingAfter(right, each.start); at < right.length; at += 1) {
      const other = right[at]
      if (other === undefined || other.start >= each.end) break
      const both = { start: Math.max(each.start, other.start), end: Math.min(each.end, other.end) }
      if (both.start < both.end) found.push(both)
    }
  }
  return found
}

/** What the first has and the second has not. */
export function without(times: Times, taken: Times): Times {
  const rest: Interval[] = []
  for (const each of times) {
    let { start } = each
    for (let at = firstEndingAfter(taken, start); at < taken.length; at += 1) {
      const hole = taken[at]
      if (hole === undefined || hole.start >= each.end) break
      if (hole.start > start) rest.push({ start, end: hole.start })
      start = Math.max(start, hole.end)
    }
    if (start < each.end) rest.push({ start, end: each.end })
  }
  return rest
}

/** What of it lies at an instant or later. */
export function since(times: Times, instant: number): Times {
  const rest = times.slice(firstEndingAfter(times, instant))
  const [first] = rest
  if (first === undefined || first.start >= instant) return rest
  return [{ start: instant, end: first.end }, ...rest.slice(1)]
}

/** The index of the first interval that ends after an instant, by halves. */
export function firstEndingAfter(times: Times, instant: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle]?.end ?? 0) > instant) high = middle
    else low = middle + 1
  }
  return low
}
