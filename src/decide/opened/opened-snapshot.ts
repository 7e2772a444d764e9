import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot, type SnapshotHot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { Context } from '../context/context.ts'
import { GatePlanes, mostPlanes } from '../eligibility/gate-planes.ts'
import { ASSET_CLASSES } from '../eligibility/gates/gate-groups.ts'
import { type Applied, keptDenies } from '../eligibility/kept-denies.ts'
import type { Engine, OpenEngine, WantedRows } from '../engine/engine.ts'
import { typescriptEngine } from '../engine/typescript/typescript-engine.ts'
import { RowIndex } from '../rows/row-index.ts'
import { BaseScores } from '../score/base-scores.ts'
import { NewRows } from '../score/new-rows.ts'
import { SlateItemCache } from '../slate/slate-item-cache.ts'
import { clocksGoBy } from '../time/local-minute.ts'

/** The engine's group of the classes that say what can be heard or read: those of the gates come before it. */
export const SPEECH_GROUP = ASSET_CLASSES.length

/** What an isolate keeps beside a snapshot so that the next decision does less. It changes no answer. */
export interface OpenedSnapshot {
  readonly engine: OpenEngine
  readonly planes: GatePlanes
  readonly bases: BaseScores
  readonly index: RowIndex
  readonly faces: SlateItemCache
  readonly newRows: NewRows
  /** A takedown list applied to this snapshot at a place, and a key that equal ones share. */
  denies(list: DenyList, context: Context): Applied
}

// By the columns, which every copy of a snapshot shares; what is kept goes when they go.
const opened = new WeakMap<SnapshotHot, OpenedSnapshot>()

/** What is kept beside a snapshot. One that nobody opened is opened with the plain engine. */
export function openedSnapshot(snapshot: Snapshot): OpenedSnapshot {
  return opened.get(snapshot.hot) ?? openSnapshot(snapshot, typescriptEngine)
}

/**
 * Opens a snapshot with an engine, and keeps what comes of it for as long as the snapshot lives.
 * @throws RangeError when its columns disagree: it must not serve
 */
export function openSnapshot(
  snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>,
  engine: Pick<Engine, 'open'>,
): OpenedSnapshot {
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
  })
  const index = new RowIndex(hot)
  const made: OpenedSnapshot = {
    engine: open,
    planes: new GatePlanes(hot, open),
    bases: new BaseScores(snapshot, open),
    index,
    faces: new SlateItemCache(hot),
    newRows: new NewRows(open),
    denies: keptDenies(hot, index),
  }
  opened.set(hot, made)
  return made
}

/** What an engine that lends its memory has to have room for, so that a snapshot of so many rows can be decided over. */
export function roomFor(bytes: number, rows: number): WantedRows {
  return { bytes, rows, groups: SPEECH_GROUP + 1, bases: SURFACE_IDS.length, planes: mostPlanes(rows) }
}

/** By asset, the hash of its title; 0 for none. A plain loop: a cold isolate runs one for each of 100,000 assets. */
function titleHashes({ assets: { title }, titles: { idHash } }: SnapshotHot): Uint32Array {
  const hashes = new Uint32Array(title.length)
  for (let asset = 0; asset < hashes.length; asset++) {
    const about = columnValue(title, asset)
    if (about !== NO_INDEX) hashes[asset] = columnValue(idHash, about)
  }
  return hashes
}

/** Without them an order would find nothing, and look as if it had held. */
function checkIds({ assets, titles, campaigns }: SnapshotHot): void {
  const disagree = [assets, titles, campaigns].some(({ idHash, idCheck }) => idHash.length !== idCheck.length)
  if (disagree || titles.parent.length !== titles.idHash.length) throw new RangeError('columns of ids differ in length')
}
