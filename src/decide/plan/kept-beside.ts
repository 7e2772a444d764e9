import type { Snapshot } from '../../model/columns/snapshot.ts'
import { openedSnapshot } from '../opened/opened-snapshot.ts'
import { planBytes } from './kept-plans.ts'

/** Size of the caches beside a snapshot, except the engine's memory, in bytes. For a budget. */
export function keptBesideBytes(snapshot: Snapshot): number {
  const opened = openedSnapshot(snapshot)
  const { planes, faces, index } = opened
  return planBytes(opened) + planes.verdictBytes + faces.bytes + index.bytes
}
