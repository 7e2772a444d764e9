import { eligibleRows, type RowsQuestion } from '../../compile/diff/eligible-rows.ts'
import { gateInput } from '../../decide/eligibility/gate-input.ts'
import { CAMPAIGN_GATES } from '../../decide/eligibility/gates/campaign-gates.ts'
import type { GateInput } from '../../decide/eligibility/gates/gate.ts'
import { passesAlone, refusesNone } from '../../decide/eligibility/passes-alone.ts'
import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { intervalsOf } from '../../decide/time/windows.ts'
import { assetOf, campaignOf, columnValue } from '../../model/columns/column-value.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'

/**
 * Whether slots have something to show, as `hasEligible` says it, without asking for all rows each time: what was found
 * last for a viewer is asked first, and where no campaign runs, no video is looked at. Nothing is taken down here.
 */
export class FilledSlots {
  /** The row that was found last, by viewer. */
  private readonly found = new Map<string, number>()
  /** Campaigns that ever go to a slot. */
  private readonly going = new Map<string, readonly number[]>()

  constructor(private readonly opened: OpenedSnapshot) {}

  /** @param viewer the same for equal places, viewers and surfaces */
  isFilled(asked: RowsQuestion, viewer: string): boolean {
    const { snapshot } = this.opened
    const { denies } = this.opened.denies(asked.denies, asked.context)
    const input = gateInput(snapshot, { context: asked.context, denies }, { ...asked, titleId: null, inView: null })
    if (input === null || input.territory < 0) return false
    const last = this.found.get(viewer)
    if (last !== undefined && passesAlone(input, this.pairOf(last))) return true
    if (!this.campaignsOf(input).some((campaign) => refusesNone(CAMPAIGN_GATES, input, campaign))) return false
    const [row] = eligibleRows(this.opened, asked)
    if (row === undefined) return false
    this.found.set(viewer, row)
    return true
  }

  private pairOf(row: number): { readonly asset: number; readonly campaign: number } {
    const { hot } = this.opened.snapshot
    return { asset: assetOf(hot, row), campaign: campaignOf(hot, row) }
  }

  /** What neither the surface nor the territory refuses: both are the same at all times. */
  private campaignsOf({ surface, territory }: GateInput): readonly number[] {
    const key = `${surface.id} ${territory}`
    const known = this.going.get(key)
    if (known !== undefined) return known
    const { windows, campaigns, territories } = this.opened.snapshot.hot
    const bit = 1 << SURFACE_IDS.indexOf(surface.id)
    const going = [...campaigns.surfaces.keys()].filter((campaign) => {
      if ((columnValue(campaigns.surfaces, campaign) & bit) === 0) return false
      const [first, end] = intervalsOf(
        windows,
        columnValue(campaigns.window, campaign) * territories.length + territory,
      )
      return first < end
    })
    this.going.set(key, going)
    return going
  }
}
