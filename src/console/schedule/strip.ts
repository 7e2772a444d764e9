import type { ScheduleLane } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import type { LaneClock } from './lane-clock.ts'

type Slice = ScheduleLane['slices'][number]

/** Part of a strip as it is drawn: what is too much alike to be told apart by an eye is one. */
export interface StripPart {
  readonly tier: Slice['tier']
  readonly x: number
  readonly width: number
  readonly from: string
  readonly to: string
  /** How many campaigns play, at least and at most. */
  readonly least: number
  readonly most: number
  /** From 1, few, to 4, many; 0: none. */
  readonly strength: number
}

/** Percent of the width: a part that is narrower joins the one before it, unless it is a gap. */
const NARROW = 0.15
const STRONGEST = 4

/** What a strip is drawn of. */
export function stripOf(slices: readonly Slice[], clock: LaneClock): readonly StripPart[] {
  const parts: StripPart[] = []
  for (const slice of slices) {
    const place = clock.placeOf(Date.parse(slice.from), Date.parse(slice.to))
    if (place === null) continue
    const { tier, count, from, to } = slice
    const part = {
      tier,
      x: place.x,
      width: place.width,
      from,
      to,
      least: count,
      most: count,
      strength: strengthOf(count),
    }
    const last = parts.at(-1)
    if (last !== undefined && joins(last, part)) parts[parts.length - 1] = joined(last, part)
    else parts.push(part)
  }
  return parts
}

function strengthOf(count: number): number {
  return count === 0 ? 0 : Math.min(STRONGEST, 1 + Math.floor(Math.log2(count)))
}

function joins(last: StripPart, part: StripPart): boolean {
  if ((last.tier === null) !== (part.tier === null)) return false
  return (last.tier === part.tier && last.strength === part.strength) || part.width < NARROW
}

function joined(last: StripPart, part: StripPart): StripPart {
  return {
    ...last,
    width: Math.round(100 * (part.x + part.width - last.x)) / 100,
    to: part.to,
    least: Math.min(last.least, part.least),
    most: Math.max(last.most, part.most),
  }
}
