import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { planBytes } from './kept-plans.ts'

/** Size of the caches beside a snapshot, except the engine's memory, in bytes: its arms' included. For a budget. */
export function keptBesideBytes(opened: OpenedSnapshot): number {
  const { planes, pacing, faces, index, arms } = opened
  const plans = [opened, ...arms.held].reduce((sum, each) => sum + planBytes(each), 0)
  const kinds = new Set([faces, ...arms.held.map((arm) => arm.faces)])
  const bytesOfFaces = [...kinds].reduce((sum, each) => sum + each.bytes, 0)
  return plans + planes.verdictBytes + pacing.bytes + bytesOfFaces + index.bytes
}
