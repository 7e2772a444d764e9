import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { planBytes } from './kept-plans.ts'

/** Size of the caches beside a snapshot, except the engine's memory, in bytes: its arms' included. For a budget. */
export function keptBesideBytes(opened: OpenedSnapshot): number {
  const { planes, pacing, faces, index, arms } = opened
  const ofArms = arms.held.reduce((sum, arm) => sum + planBytes(arm) + arm.faces.bytes, 0)
  return planBytes(opened) + planes.verdictBytes + pacing.bytes + faces.bytes + index.bytes + ofArms
}
