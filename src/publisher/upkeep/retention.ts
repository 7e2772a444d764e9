import type { KnownSnapshot } from '../../schedule/publishing/snapshot-history.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'

/** How many snapshots of a region are always kept for a rollback. */
const KEPT_SNAPSHOTS = 10
/** And all that were announced within this time: as long as a place may keep a second copy (`edge/cache-source.ts`). */
const KEPT_MS = 48 * 3_600_000

/**
 * Separates the snapshots that are kept for a rollback from those that may be deleted. Kept are also the announced
 * ones, live or canary, and those that are being written.
 *
 * @param known the latest first
 * @param now milliseconds since 1970 UTC
 */
export function retained(
  known: readonly KnownSnapshot[],
  live: PointerPayload | null,
  now: number,
): { readonly kept: readonly KnownSnapshot[]; readonly dropped: readonly KnownSnapshot[] } {
  const announced = known.filter(({ sequence }) => sequence !== null)
  const last = new Set(announced.slice(0, KEPT_SNAPSHOTS))
  const isKept = (each: KnownSnapshot): boolean =>
    last.has(each) ||
    now - each.at < KEPT_MS ||
    each.snapshot === live?.snapshot ||
    each.snapshot === live?.canary?.snapshot
  return { kept: known.filter(isKept), dropped: known.filter((each) => !isKept(each)) }
}

/**
 * The greatest number such that everything that may be announced in a region knows of all narrowings up to it; 0 when
 * nothing is known to have been announced here.
 */
export function narrowedEverywhere(kept: readonly KnownSnapshot[], live: PointerPayload | null): number {
  const announced = kept.filter(({ sequence }) => sequence !== null)
  const known = [...announced, ...(live ? [live] : []), ...(live?.canary ? [live.canary] : [])]
  return known.length === 0 ? 0 : Math.min(...known.map(({ narrowed }) => narrowed))
}
