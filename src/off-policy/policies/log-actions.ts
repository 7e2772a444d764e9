import type { OffPolicyLog } from '../log/logged-page.ts'

/** The actions that were drawn in a log, each once, in the order of their names. */
export function drawnActions(log: OffPolicyLog): readonly string[] {
  const actions = new Set<string>()
  for (const { slots } of log.pages) for (const { action, leftOut } of slots) if (leftOut === null) actions.add(action)
  return [...actions].sort()
}

/** How many positions the drawn slots of a log reach down to. */
export function positionsOf(log: OffPolicyLog): number {
  let positions = 0
  for (const { slots } of log.pages)
    for (const { position, leftOut } of slots) if (leftOut === null) positions = Math.max(positions, position + 1)
  return positions
}
