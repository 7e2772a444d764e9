import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type SnapshotHot, type WindowClasses } from '../../model/columns/snapshot.ts'
import type { Context } from '../context/context.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { countedClocks } from '../time/clocks.ts'
import { localMinute } from '../time/local-minute.ts'
import { intervalsOf } from '../time/windows.ts'
import { instantsAt, type LocalDay } from './local-day.ts'

/** An asset under the campaigns that show it. */
export interface Shown {
  readonly asset: number
  readonly campaigns: readonly number[]
}

/** An asset of a snapshot with its campaigns; no campaigns if the asset is in no candidate. */
export function shownAsset({ candidateAsset, candidateCampaign }: SnapshotHot, asset: number): Shown {
  const campaigns: number[] = []
  candidateAsset.forEach((each, row) => {
    if (each === asset) campaigns.push(columnValue(candidateCampaign, row))
  })
  return { asset, campaigns }
}

/**
 * The instants of a day, ascending, at which a verdict on the asset may change for some viewer at the context's place:
 * the start of the day, and each time a clock, a campaign's hours, or a window of asset, campaign or offer opens or
 * closes.
 *
 * @param more further instants at which something may change, anywhere
 */
export function dayEdges(
  { snapshot, context, territory }: Pick<GateInput, 'snapshot' | 'context' | 'territory'>,
  shown: Shown,
  day: LocalDay,
  more: readonly number[],
): readonly number[] {
  const { hot, rules } = snapshot
  const clocks = context.unknownPlace
    ? []
    : countedClocks(rules.watershed, context).flatMap(({ allow }) =>
        allow.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]),
      )
  const edges = [
    ...instantsAt(clocks, day.quarters),
    ...shown.campaigns.flatMap((campaign) => hoursEdges(hot, campaign, context, day)),
    ...windowEdges(hot, shown, territory),
    ...more,
  ]
  const inside = edges.filter((instant) => instant > day.start && instant < day.end)
  return [...new Set([day.start, ...inside])].sort((a, b) => a - b)
}

function hoursEdges(hot: SnapshotHot, campaign: number, context: Context, day: LocalDay): readonly number[] {
  const hours = hot.campaigns.hours.get(campaign)
  if (!hours) return []
  // Midnight counts too: a part of the day may be limited to certain weekdays.
  const minutes = [0, ...hours.parts.flatMap(({ from, to }) => [from, to])]
  if (hours.timeZone !== 'territory') {
    const { timeZone } = hours
    const quarters = day.quarters.map(({ instant }) => ({ instant, minute: localMinute(instant, timeZone).minute }))
    return instantsAt(minutes, quarters)
  }
  if (!context.unknownPlace) return instantsAt(minutes, day.quarters)
  // Every clock on earth counts there, and some clock shows each of these minutes in every quarter of an hour.
  return day.quarters.flatMap(({ instant }) => minutes.map((minute) => instant + (minute % 15) * 60_000))
}

function windowEdges(hot: SnapshotHot, { asset, campaigns }: Shown, territory: number): readonly number[] {
  const cell = (classIndex: number): number => classIndex * hot.territories.length + territory
  const offer = hot.classes.access.offer[columnValue(hot.assets.access, asset)] ?? NO_INDEX
  const windows = [
    columnValue(hot.assets.window, asset),
    ...campaigns.map((each) => columnValue(hot.campaigns.window, each)),
  ]
  return [
    ...windows.flatMap((window) => edgesIn(hot.windows, cell(window), [hot.windows.start, hot.windows.end])),
    ...(offer === NO_INDEX
      ? []
      : [
          ...edgesIn(hot.offers, cell(offer), [hot.offers.promoteFrom, hot.offers.end]),
          hot.offers.embargoUntil[hot.offers.cells[cell(offer)] ?? -1] ?? 0,
        ]),
  ]
}

function edgesIn(windows: WindowClasses, cell: number, columns: readonly Float64Array[]): readonly number[] {
  const [first, last] = intervalsOf(windows, cell)
  return columns.flatMap((column) => [...column.subarray(first, last)])
}
