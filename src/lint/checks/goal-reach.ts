import { type OpenCell, OpenTimes } from '../../compile/open-times.ts'
import { type ExpectedRange, expectedRange } from '../../learn/forecast/expected-range.ts'
import { expectedIn } from '../../learn/supply/open-supply.ts'
import { goalOfEvents } from '../../model/fields/goal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { TellDraft } from '../draft.ts'
import type { LintSupply } from '../lint-supply.ts'
import type { LintedCampaign, LintWorld } from '../lint-world.ts'

const DAY_MS = 86_400_000
/** How far from now times of a campaign are looked at: its past counts, as its goal is for all of it. */
const LOOKED_MS = 400 * DAY_MS
const NOWHERE = { territory: null, surface: null, from: null, until: null, zone: null } as const
/** Codes and groups that a text names. */
const TOLD = 8

/** All times of campaigns, whenever they are; kept for all checks of a region. */
export class WholeTimes {
  private readonly opens: OpenTimes
  private readonly known = new Map<Campaign, readonly OpenCell[]>()

  constructor(private readonly world: Pick<LintWorld, 'rules' | 'now'>) {
    this.opens = new OpenTimes(world.rules, world.now)
  }

  of(record: Campaign): readonly OpenCell[] {
    const { now } = this.world
    const cells =
      this.known.get(record) ?? this.opens.cellsOf(record, { from: now - LOOKED_MS, until: now + LOOKED_MS })
    this.known.set(record, cells)
    return cells
  }
}

/**
 * A goal that what was forecast of the campaign does not reach; of a campaign that nobody has forecast as it is, one
 * that all that is ever seen where and while it is open does not reach. Without history there is no finding.
 */
export function goalReach(
  { record }: LintedCampaign,
  { now }: LintWorld,
  { supply, times }: { readonly supply: LintSupply; readonly times: WholeTimes },
  found: TellDraft,
): void {
  const goal = goalOfEvents(record.goal)
  if (goal === null || record.end === null || supply.about?.has(record.id) === false) return
  const forecast = supply.forecasts.get(record.id) ?? null
  const range = forecast ?? allThatIsSeen(times.of(record), goal.kind, { supply, now })
  if (range === null) return
  const about = { ...NOWHERE, campaigns: [record.id] }
  const wants = `the goal of {campaigns} is ${goal.count} ${goal.kind}`
  const where = `${named(record.territories)} on ${record.surfaces.join(' ')}`
  if (range.high < goal.count) {
    const most = forecast === null ? 'all campaigns together get' : 'it gets'
    const text = `${wants}, and ${most} ${Math.round(range.high)} at most in its time in ${where}`
    found({ ...about, rule: 'goal-unreachable', text })
  } else if (forecast !== null && range.low < goal.count) {
    const between = `${Math.round(range.low)} and ${Math.round(range.high)}`
    found({ ...about, rule: 'goal-risky', text: `${wants}, and it gets between ${between} in ${where}` })
  }
}

function named(selectors: readonly string[]): string {
  const more = selectors.length > TOLD ? ` and ${selectors.length - TOLD} more` : ''
  return selectors.slice(0, TOLD).join(' ') + more
}

/** Null: some of it is not known. */
function allThatIsSeen(
  cells: readonly OpenCell[],
  kind: 'impressions' | 'starts',
  { supply, now }: { readonly supply: LintSupply; readonly now: number },
): ExpectedRange | null {
  let [sum, errors] = [0, 0]
  for (const cell of cells) {
    const [placements, seen] = [expectedIn(supply.forecast, cell), supply.seen(cell, kind)]
    if (placements === null || (placements > 0 && seen === null)) return null
    const events = placements * (seen ?? 0)
    sum += events
    errors += events * supply.errorAhead(cell, Math.max(1, ((cell.times.at(-1)?.end ?? now) - now) / DAY_MS))
  }
  return cells.length === 0 || sum === 0 ? null : expectedRange(sum, errors / sum)
}
