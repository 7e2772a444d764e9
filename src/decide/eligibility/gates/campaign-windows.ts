import { columnValue } from '../../../model/columns/column-value.ts'
import type { SnapshotHot } from '../../../model/columns/snapshot.ts'
import { type WindowState, windowState } from '../../time/windows.ts'
import type { GateInput } from './gate.ts'

/** States by campaign at one place and instant; a code of 0 has not been asked yet. */
interface KnownStates {
  readonly territory: number
  readonly now: number
  readonly codes: Uint8Array
}

/** The last ones of each snapshot, collected with it: surfaces and viewers of one instant are asked one after the other. */
const known = new WeakMap<SnapshotHot, KnownStates>()

const CODES = ['open', 'not-started', 'ended', 'elsewhere'] as const satisfies readonly WindowState[]

/** Whether the window of each campaign is in a state at the input's place and instant. */
export function isWindow(state: WindowState, input: GateInput): (campaign: number) => boolean {
  const { snapshot, context, territory } = input
  const { hot } = snapshot
  const { windows, territories } = hot
  const { window } = hot.campaigns
  const { codes } = statesAt(hot, territory, context.now)
  const wanted = 1 + CODES.indexOf(state)
  return (campaign) => {
    const code = codes[campaign] ?? 0
    if (code !== 0) return code === wanted
    const cell = columnValue(window, campaign) * territories.length + territory
    const asked = 1 + CODES.indexOf(windowState(windows, cell, context.now))
    codes[campaign] = asked
    return asked === wanted
  }
}

function statesAt(hot: SnapshotHot, territory: number, now: number): KnownStates {
  const last = known.get(hot)
  if (last !== undefined && last.territory === territory && last.now === now) return last
  const made = { territory, now, codes: new Uint8Array(hot.campaigns.window.length) }
  known.set(hot, made)
  return made
}
