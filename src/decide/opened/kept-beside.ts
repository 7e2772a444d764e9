import type { Snapshot } from '../../model/columns/snapshot.ts'
import { planBytes } from '../plan/kept-plans.ts'
import { openedSnapshot } from './opened-snapshot.ts'

/** What is kept beside a snapshot for the next decision, but for its engine: for a budget. */
export function keptBesideBytes(snapshot: Snapshot): number {
  const opened = openedSnapshot(snapshot)
  const { planes, faces, index } = opened
  return planBytes(opened) + planes.verdictBytes + faces.bytes + index.bytes
}
