import { deriveContext } from '../../decide/context/derive-context.ts'
import { ANY_DEVICE } from '../../decide/matrix/matrix-viewers.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { assetOf, columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { Device } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { eligibleRows, hasEligible, type RowsQuestion } from './eligible-rows.ts'
import type { AgeBand } from './panel-viewers.ts'
import type { PlaceMoments } from './place-moments.ts'

/** A territory, age band and surface that had an answer and has none at some instants. */
export interface LostCell {
  readonly at: PlaceMoments
  readonly band: AgeBand
  readonly surface: SurfaceId
  /** The instants of the place at which something was eligible and nothing is any more. */
  readonly empty: readonly number[]
  /** Titles that were eligible at any of them; an asset about no title counts as one. */
  readonly titlesGone: number
}

/** The key of a cell, for sets. */
export function cellKey(code: string, band: string, surface: SurfaceId): string {
  return `${code} ${band} ${surface}`
}

/** The device to ask for a cell: the one that its surface is made for. */
function deviceFor(surface: SurfaceId): Device {
  return surface === 'clips-feed' ? 'mobile' : 'tv'
}

/**
 * Every territory × age band × surface for which something is eligible in `live` and nothing in `next`, at the instants
 * of its place.
 *
 * @param denies takedowns of each snapshot: what is taken down is not counted as a loss
 */
export function lostCells(
  live: OpenedSnapshot,
  next: OpenedSnapshot,
  question: {
    readonly places: readonly PlaceMoments[]
    readonly bands: readonly AgeBand[]
    readonly denies: { readonly live: DenyList; readonly next: DenyList }
  },
): readonly LostCell[] {
  const { places, bands, denies } = question
  return places.flatMap((at) => {
    const cells = bands.flatMap((band) =>
      SURFACE_IDS.map((surface) => ({ at, band, surface, empty: [] as number[], gone: new Set<number>() })),
    )
    // Instant by instant: the gates' results are valid from one edge to the next, and are cached for all cells of a
    // place.
    for (const now of at.instants) {
      for (const { band, surface, empty, gone } of cells) {
        if (hasEligible(next, askedOf(next.snapshot, at, { band, surface, now, denies: denies.next }))) continue
        const before = eligibleRows(live, askedOf(live.snapshot, at, { band, surface, now, denies: denies.live }))
        for (const row of before) gone.add(titleOf(live.snapshot, row))
        if (before.length > 0) empty.push(now)
      }
    }
    return cells
      .filter(({ empty }) => empty.length > 0)
      .map(({ gone, ...cell }) => ({ ...cell, titlesGone: gone.size }))
  })
}

/** The query that asks a snapshot for a cell. */
export function askedOf(
  { rules }: Snapshot,
  { place }: PlaceMoments,
  asked: { readonly band: AgeBand; readonly now: number } & Omit<RowsQuestion, 'context'>,
): RowsQuestion {
  const { band, surface, now, denies } = asked
  const hints = { ...ANY_DEVICE, device: deviceFor(surface) }
  return { context: deriveContext(rules, { place, viewer: band.viewer, hints, now }), surface, denies }
}

/** The index of a row's title; for an asset about no title, a negative number that identifies the asset. */
function titleOf({ hot }: Snapshot, row: number): number {
  const asset = assetOf(hot, row)
  const title = columnValue(hot.assets.title, asset)
  return title === NO_INDEX ? -1 - asset : title
}
