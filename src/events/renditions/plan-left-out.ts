import { LEFT_OUT_MAX } from '../../model/columns/left-out.ts'
import { renditionHash } from '../../model/columns/rendition-hash.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { CountedRendition } from '../cells/rendition-fields.ts'
import { failsForCertain, type StartEvidence } from './fails-for-certain.ts'
import type { LeftOutRendition, Rendition } from './left-out-rendition.ts'

const DAY_MS = 86_400_000
/** How long a rendition is left out at first. Each time that it fails again it stays out twice as long. */
export const FIRST_OUT_MS = DAY_MS
/** The longest time that it is left out, before it is tried again. */
export const LONGEST_OUT_MS = 16 * DAY_MS
/** How long after its return a rendition is remembered as one that failed before. */
export const REMEMBERED_MS = 28 * DAY_MS
/** Greatest number of renditions that are remembered, beside those that are out. */
const REMEMBERED_MAX = 2_000

/** How the starts of a rendition went that may have to be left out. */
export interface SuspectRendition extends CountedRendition, StartEvidence {}

/** Why a rendition is offered again. */
export type ReturnReason = 'time' | 'edited'

/** What is left out from now on, and what changes by it. */
export interface LeftOutPlan {
  /** Those that are out, then those that are remembered. */
  readonly renditions: readonly LeftOutRendition[]
  readonly added: readonly LeftOutRendition[]
  readonly returned: readonly (LeftOutRendition & { readonly why: ReturnReason })[]
  /** How many fail for certain and are offered all the same, because the list is full. */
  readonly beyond: number
}

/** What is known at the time of a plan. */
export interface LeftOutState {
  /** What the plan before said. */
  readonly known: readonly LeftOutRendition[]
  readonly suspects: readonly SuspectRendition[]
  /** The renditions of assets now; null: there is no such asset. */
  readonly renditionsOf: (asset: AssetId) => readonly Rendition[] | null
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/**
 * Decides which renditions are left out. One that fails for certain is left out for a day, and then tried again; it
 * needs as much new evidence to be left out again, then for longer. Until its time is over nothing but an edit of it
 * brings it back, neither smaller counts nor none: so it changes at most twice in that time.
 */
export function planLeftOut({ known, suspects, renditionsOf, now }: LeftOutState): LeftOutPlan {
  const isThere = ({ assetId, rendition }: LeftOutRendition): boolean =>
    renditionsOf(assetId)?.some((each) => renditionHash(each) === rendition) ?? false
  const returned: (LeftOutRendition & { readonly why: ReturnReason })[] = []
  const standing: LeftOutRendition[] = []
  const remembered = new Map<string, LeftOutRendition>()
  for (const each of known) {
    const there = isThere(each)
    if (each.isOut && there && now < each.until) standing.push(each)
    else if (each.isOut) returned.push({ ...each, isOut: false, why: there ? 'time' : 'edited' })
    if ((!each.isOut || now >= each.until) && there && now < each.until + REMEMBERED_MS) {
      remembered.set(nameOf(each), { ...each, isOut: false, isLast: false })
    }
  }
  const taken = new Set(standing.map(nameOf))
  const failing = suspects
    .filter(failsForCertain)
    .flatMap((suspect) => leftOutBy(suspect, renditionsOf(suspect.assetId)))
    .sort((one, other) => other.failed - one.failed || (nameOf(one) < nameOf(other) ? -1 : 1))
    .filter((each) => !taken.has(nameOf(each)) && taken.add(nameOf(each)))
  const added = failing.slice(0, Math.max(0, LEFT_OUT_MAX - standing.length)).map((each): LeftOutRendition => {
    const times = (remembered.get(nameOf(each))?.times ?? 0) + 1
    remembered.delete(nameOf(each))
    return {
      ...each,
      isLast: false,
      since: now,
      until: now + Math.min(LONGEST_OUT_MS, FIRST_OUT_MS * 2 ** (times - 1)),
      times,
    }
  })
  const out = withLast([...standing, ...added], renditionsOf)
  const back = [...remembered.values()].sort((one, other) => other.until - one.until).slice(0, REMEMBERED_MAX)
  const names = new Set(added.map(nameOf))
  return {
    renditions: [...out, ...back],
    added: out.filter((each) => names.has(nameOf(each))),
    returned,
    beyond: failing.length - added.length,
  }
}

/** The rendition at a suspect's index; none if the asset has no such one. */
function leftOutBy({ assetId, device, playback, failed, tried }: SuspectRendition, list: readonly Rendition[] | null) {
  const found = list?.[playback]
  if (found === undefined) return []
  const { type, codec, height } = found
  return [{ assetId, device, rendition: renditionHash(found), type, codec, height, failed, tried, isOut: true }]
}

/** Marks those of assets of which nothing else is left to offer. */
function withLast(
  out: readonly LeftOutRendition[],
  renditionsOf: LeftOutState['renditionsOf'],
): readonly LeftOutRendition[] {
  const names = new Set(out.map(nameOf))
  return out.map((each) => {
    const all = renditionsOf(each.assetId) ?? []
    return { ...each, isLast: all.every((other) => names.has(nameOf({ ...each, rendition: renditionHash(other) }))) }
  })
}

/** A rendition that is listed twice has one name. */
function nameOf({ assetId, device, rendition }: Pick<LeftOutRendition, 'assetId' | 'device' | 'rendition'>): string {
  return `${assetId} ${device} ${rendition}`
}
