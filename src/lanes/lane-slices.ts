import type { Times } from '../compile/time/intervals.ts'
import type { Interval } from '../compile/time/windows.ts'
import { PRIORITIES } from '../model/nouns/campaign-vocabulary.ts'

/** A tier of campaigns, strongest first. */
export type LaneTier = (typeof PRIORITIES)[number]

/** A stretch of a lane in which nothing changes; half open, milliseconds since 1970 UTC. */
export interface LaneSlice {
  readonly from: number
  readonly to: number
  /** The strongest tier that plays; null: nothing does. */
  readonly tier: LaneTier | null
  /** How many campaigns play. */
  readonly count: number
}

/** When something of a tier plays, within the span. */
export interface TierTimes {
  readonly tier: LaneTier
  readonly times: Times
}

/** The strip of a lane: slices that tile the span exactly, no two neighbours alike. One sweep over the edges. */
export function laneSlices(all: readonly TierTimes[], span: Interval): readonly LaneSlice[] {
  const edges = all.flatMap(({ tier, times }) =>
    times.flatMap(({ start, end }) => [
      { at: start, by: 1, tier },
      { at: end, by: -1, tier },
    ]),
  )
  edges.sort((left, right) => left.at - right.at)
  const running = new Map<LaneTier, number>(PRIORITIES.map((tier) => [tier, 0]))
  const slices: LaneSlice[] = []
  let from = span.start
  for (const { at, by, tier } of [...edges, { at: span.end, by: 0, tier: PRIORITIES[0] }]) {
    if (at > from) {
      append(slices, sliceOf(running, from, at))
      from = at
    }
    running.set(tier, (running.get(tier) ?? 0) + by)
  }
  return slices
}

function sliceOf(running: ReadonlyMap<LaneTier, number>, from: number, to: number): LaneSlice {
  const tier = PRIORITIES.find((each) => (running.get(each) ?? 0) > 0) ?? null
  let count = 0
  for (const each of running.values()) count += each
  return { from, to, tier, count }
}

/** What says the same as the last slice makes that one longer. */
function append(slices: LaneSlice[], slice: LaneSlice): void {
  const last = slices.at(-1)
  if (last === undefined || last.tier !== slice.tier || last.count !== slice.count) slices.push(slice)
  else slices[slices.length - 1] = { ...last, to: slice.to }
}
