import { askedOf, cellKey } from '../../compile/diff/coverage.ts'
import { eligibleRows } from '../../compile/diff/eligible-rows.ts'
import { type AgeBand, ageBands } from '../../compile/diff/panel-viewers.ts'
import { type PlaceMoments, placeMoments } from '../../compile/diff/place-moments.ts'
import type { Engine } from '../../decide/engine/engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import type { SnapshotText } from '../../model/columns/snapshot-text.ts'
import { DenyList } from '../../model/denies/deny-list.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { TellDraft } from '../draft.ts'
import type { LintWorld } from '../lint-world.ts'
import { FilledSlots } from './filled-slots.ts'

/** A slot for viewers of an age band, and at which of the asked instants something may be shown there. */
interface Cell {
  readonly band: AgeBand
  readonly surface: SurfaceId
  readonly filled: Map<number, boolean>
}

/** A stretch without anything to show; `beside`: the instant just before or after it at which there was something. */
interface DryStretch {
  readonly from: number
  readonly until: number | null
  readonly beside: number
}

/**
 * Slots that run dry within the hours ahead, by the gates themselves: each place, age band and surface that has
 * something at one edge of its clocks and windows and nothing at another. Of each the first stretch is told. What never
 * has anything is not: nobody planned it.
 */
export function emptySlots(world: LintWorld, engine: Pick<Engine, 'open'>, found: TellDraft): void {
  const { hot, weights, rules } = world.compiled
  if (hot.candidateAsset.length === 0) return
  const opened = openSnapshot({ id: 'lint', hot, weights, rules, text: NO_TEXT }, engine)
  const horizon = { now: world.now, end: world.ahead, most: Number.POSITIVE_INFINITY }
  const ids = campaignIds(world)
  const slots = new FilledSlots(opened)
  for (const at of placeMoments([opened.snapshot], horizon, [])) {
    const dry = new Map<
      string,
      {
        readonly surface: SurfaceId
        readonly stretch: DryStretch
        readonly bands: string[]
        readonly campaigns: Set<CampaignId>
      }
    >()
    const asked = spread(at.instants, world.policy.edges)
    const isFilled = (cell: Cell, now: number): boolean =>
      slots.isFilled(question(opened, at, cell, now), cellKey(at.code, cell.band.name, cell.surface))
    const cells = filledCells(ageBands(world.rules), asked, isFilled)
    const stretches = dryStretches(cells, asked, at.instants, isFilled)
    for (const [cell, stretch] of stretches) {
      const key = `${cell.surface} ${stretch.from} ${stretch.until}`
      const told = dry.get(key) ?? { surface: cell.surface, stretch, bands: [], campaigns: new Set<CampaignId>() }
      told.bands.push(cell.band.name)
      for (const row of eligibleRows(opened, question(opened, at, cell, stretch.beside))) {
        const id = ids[columnValue(hot.candidateCampaign, row)]
        if (id !== undefined) told.campaigns.add(id)
      }
      dry.set(key, told)
    }
    for (const { surface, stretch, bands, campaigns } of dry.values()) {
      const text = `{where} has nothing to show ${bands.join(', ')} viewers {when}; what is there beside it: {campaigns}`
      const { from, until } = stretch
      const where = { territory: at.code, surface, zone: at.zone }
      found({ ...where, rule: 'empty-slot', campaigns: [...campaigns].sort(), from, until, text })
    }
  }
}

function filledCells(
  bands: readonly AgeBand[],
  asked: readonly number[],
  isFilledAt: (cell: Cell, now: number) => boolean,
): readonly Cell[] {
  const cells = bands.flatMap((band) =>
    SURFACE_IDS.map((surface) => ({ band, surface, filled: new Map<number, boolean>() })),
  )
  // Instant by instant, as results of the gates are kept from one edge to the next.
  for (const now of asked) for (const cell of cells) cell.filled.set(now, isFilledAt(cell, now))
  return cells
}

/** The first dry stretch of each cell, to the very edge; those that never are dry, or always, are left out. */
function dryStretches(
  cells: readonly Cell[],
  asked: readonly number[],
  all: readonly number[],
  isFilledAt: (cell: Cell, now: number) => boolean,
): ReadonlyMap<Cell, DryStretch> {
  const [dries, fills] = [new Brackets(), new Brackets()]
  for (const cell of cells) {
    const dry = asked.findIndex((now) => cell.filled.get(now) === false)
    const fill = asked.findIndex((now, index) => index > dry && cell.filled.get(now) === true)
    if (dry < 0 || (dry === 0 && fill < 0)) continue
    dries.add(cell, all.indexOf(asked[dry - 1] ?? 0), all.indexOf(asked[dry] ?? 0))
    if (fill > 0) fills.add(cell, all.indexOf(asked[fill - 1] ?? 0), all.indexOf(asked[fill] ?? 0))
  }
  const from = dries.turns((cell, edge) => !isFilledAt(cell, all[edge] ?? 0))
  const until = fills.turns((cell, edge) => isFilledAt(cell, all[edge] ?? 0))
  return new Map(
    [...from].map(([cell, first]) => {
      const end = until.get(cell)
      const beside = all[first - 1] ?? (end === undefined ? undefined : all[end]) ?? 0
      return [cell, { from: all[first] ?? 0, until: end === undefined ? null : (all[end] ?? null), beside }]
    }),
  )
}

/** Cells by the two edges between which they turn: asked by halves, all of them together, since gates are then cheap. */
class Brackets {
  private readonly cells = new Map<string, { readonly low: number; readonly high: number; readonly cells: Cell[] }>()

  add(cell: Cell, low: number, high: number): void {
    const key = `${low} ${high}`
    const known = this.cells.get(key) ?? { low, high, cells: [] }
    known.cells.push(cell)
    this.cells.set(key, known)
  }

  /** The first edge of each cell at which something is so. */
  turns(isSo: (cell: Cell, edge: number) => boolean): ReadonlyMap<Cell, number> {
    const found = new Map<Cell, number>()
    const search = (cells: readonly Cell[], low: number, high: number): void => {
      if (cells.length === 0) return
      if (low < 0 || high - low <= 1) {
        for (const cell of cells) found.set(cell, high)
        return
      }
      const middle = (low + high) >> 1
      const so = new Set(cells.filter((cell) => isSo(cell, middle)))
      search([...so], low, middle)
      search(
        cells.filter((cell) => !so.has(cell)),
        middle,
        high,
      )
    }
    for (const { low, high, cells } of this.cells.values()) search(cells, low, high)
    return found
  }
}

/** At most so many of them, the first and the last among them, evenly apart. */
function spread(all: readonly number[], most: number): readonly number[] {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))] ?? 0)
}

function question(
  { snapshot }: OpenedSnapshot,
  at: PlaceMoments,
  { band, surface }: Omit<Cell, 'filled'>,
  now: number,
) {
  return askedOf(snapshot, at, { band, surface, now, denies: DenyList.NONE })
}

function campaignIds({ campaigns }: LintWorld): readonly CampaignId[] {
  const ids: CampaignId[] = []
  for (const { column, record } of campaigns) if (column !== null) ids[column] = record.id
  return ids
}

/** No gate reads words. */
const NO_TEXT: SnapshotText = {
  asset: unread,
  titleOf: unread,
  campaign: unread,
  rating: unread,
}

function unread(): never {
  throw new RangeError('a gate has read the words of a schedule that has none')
}
