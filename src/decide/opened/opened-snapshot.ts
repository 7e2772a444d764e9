import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot, type SnapshotHot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { OwnedBySurface } from '../../model/policies/owned-values.ts'
import { GatePlanes, mostPlanes } from '../eligibility/gate-planes.ts'
import { ASSET_CLASSES } from '../eligibility/gates/gate-groups.ts'
import { type Applied, type DenyPlace, keptDenies } from '../eligibility/kept-denies.ts'
import type { Engine, OpenEngine, WantedRows } from '../engine/engine.ts'
import { PACING_PLANES, PacingGate } from '../pacing/pacing-gate.ts'
import { RowIndex } from '../rows/row-index.ts'
import { COLUMNS_MAX } from '../score/arm-base-scores.ts'
import { type BaseScores, OwnBaseScores } from '../score/base-scores.ts'
import { NewRows } from '../score/new-rows.ts'
import { SlateItemCache } from '../slate/slate-item-cache.ts'
import { clocksGoBy } from '../time/local-minute.ts'
import { Arms, type PlanRoom } from './arms.ts'
import { OWN_TASTE } from './other-learning.ts'

/** Index of the engine's class group for audible and readable languages; the groups of the gates come before it. */
export const SPEECH_GROUP = ASSET_CLASSES.length

/**
 * Bound of one snapshot's plans with all that they have ranked, in bytes: enough for some hundred kinds of requests.
 */
const PLANS_BYTES = 4 * 1024 * 1024

/** A snapshot that can be decided on: with the engine, and with caches and indexes, which change no answer. */
export interface OpenedSnapshot {
  /** `decide` reads no text of it; `explain` reads the text of every asset and campaign. */
  readonly snapshot: Snapshot
  readonly engine: OpenEngine
  readonly planes: GatePlanes
  readonly pacing: PacingGate
  readonly bases: BaseScores
  /** Which of the engine's columns of tastes it ranks by: 0 is the snapshot's own. */
  readonly taste: number
  readonly index: RowIndex
  readonly faces: SlateItemCache
  readonly newRows: NewRows
  /** What it is with the owned values of experiments: shared by the snapshot and its arms. */
  readonly arms: Arms<OpenedSnapshot>
  /** What plans are kept under, and the room for them: arms that rank alike share it. */
  readonly plansUnder: PlanRoom
  /** Applies a takedown list to this snapshot at a place; returns the result with a key that equal results share. */
  denies(list: DenyList, at: DenyPlace): Applied
}

/**
 * Opens a snapshot with an engine. Whoever decides on it more than once keeps the result.
 * @throws RangeError if its columns are inconsistent; such a snapshot must not serve
 */
export function openSnapshot(snapshot: Snapshot, engine: Pick<Engine, 'open'>): OpenedSnapshot {
  const { hot } = snapshot
  checkIds(hot)
  clocksGoBy(snapshot.rules.zoneOffsets)
  const open = engine.open({
    rowAsset: hot.candidateAsset,
    rowCampaign: hot.candidateCampaign,
    assetClass: [...ASSET_CLASSES.map((name) => hot.assets[name]), hot.assets.speech],
    assetHash: hot.assets.idHash,
    assetTitleHash: titleHashes(hot),
    taste: hot.assets.taste,
    otherTastes: (snapshot.otherLearning ?? []).map(({ taste }) => taste),
  })
  const index = new RowIndex(hot)
  const opened = {
    snapshot,
    engine: open,
    planes: new GatePlanes(hot, open),
    pacing: new PacingGate(snapshot, open),
    bases: new OwnBaseScores(snapshot, open),
    taste: OWN_TASTE,
    index,
    faces: new SlateItemCache(snapshot),
    newRows: new NewRows(snapshot, open),
    denies: keptDenies(hot, index),
    plansUnder: { bytesMax: PLANS_BYTES },
  }
  const arms = new Arms<OpenedSnapshot>(() => head, open)
  const head: OpenedSnapshot = { ...opened, arms }
  return head
}

/** The snapshot as a request decides on it at a surface: with the values that experiments own there. */
export function onSurface(
  opened: OpenedSnapshot,
  { owned }: { readonly owned: OwnedBySurface },
  surface: SurfaceId,
): OpenedSnapshot {
  const values = owned[surface]
  return values === undefined ? opened : opened.arms.of(values)
}

/** What a head takes of an engine's memory, as its pointer says. */
export interface HeadSize {
  /** Bytes of its columns, and of the vectors of other learning. */
  readonly bytes: number
  readonly otherBytes: number
  readonly rows: number
  /** Columns of scores that arms of experiments have beside the snapshot's own. */
  readonly armColumns: number
}

/** The memory that a lending engine must provide to decide over a head. */
export function roomFor({ bytes, otherBytes, rows, armColumns }: HeadSize): WantedRows {
  const sets = Math.min(armColumns, COLUMNS_MAX)
  const bases = SURFACE_IDS.length + sets
  const graded = { grades: sets === 0 ? 0 : SURFACE_IDS.length, gradedBases: sets * SURFACE_IDS.length }
  const planes = mostPlanes(rows) + PACING_PLANES
  return { bytes, otherBytes, rows, groups: SPEECH_GROUP + 1, bases, planes, ...graded }
}

/** The hash of each asset's title; 0 for none. A plain loop: a cold isolate runs it for each of 100,000 assets. */
function titleHashes({ assets: { title }, titles: { idHash } }: SnapshotHot): Uint32Array {
  const hashes = new Uint32Array(title.length)
  for (let asset = 0; asset < hashes.length; asset++) {
    const about = columnValue(title, asset)
    if (about !== NO_INDEX) hashes[asset] = columnValue(idHash, about)
  }
  return hashes
}

/**
 * Checks the columns of ids: if they were inconsistent, a takedown would find nothing and look as if it had been
 * applied.
 */
function checkIds({ assets, titles, campaigns }: SnapshotHot): void {
  const disagree = [assets, titles, campaigns].some(({ idHash, idCheck }) => idHash.length !== idCheck.length)
  if (disagree || titles.parent.length !== titles.idHash.length) throw new RangeError('columns of ids differ in length')
}
