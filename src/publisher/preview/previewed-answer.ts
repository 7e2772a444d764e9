import type { Hints, Place, Placement, Viewer } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { decide, type Pick } from '../../decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../decide/decision-request.ts'
import { explain } from '../../decide/explain/explain.ts'
import { explainPair } from '../../decide/explain/explain-pair.ts'
import { assetOf, campaignOf } from '../../model/columns/column-value.ts'
import type { LiveDenies } from '../announce/live-denies.ts'
import { explainedFloor } from '../inquiries/explain-floor.ts'
import { asRejected, DRAWS } from '../inquiries/explain-service.ts'
import type { PreviewedSchedule } from './previewed-schedule.ts'
import { shownName } from './shown-name.ts'

/** Who asks, where and when. */
export interface PreviewAsker {
  readonly place: Place
  readonly viewer: Viewer
  readonly hints: Hints
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** An asset under a campaign. */
export interface ShownPair {
  readonly assetId: string
  readonly campaignId: string
}

/** What one schedule answers to one viewer, by the engine that serves; every place takes the best. */
export class PreviewedAnswer {
  readonly request: DecisionRequest
  private readonly decided: ReturnType<typeof decide>[number] | undefined

  constructor(
    readonly schedule: PreviewedSchedule,
    private readonly asked: PreviewAsker,
    private readonly placement: Placement,
    private readonly denies: LiveDenies,
  ) {
    const context = deriveContext(schedule.opened.snapshot.rules, asked)
    this.request = decisionRequest({ context, placements: [placement], denies: denies(schedule.narrowed) })
    this.decided = decide(schedule.opened, this.request)[0]
  }

  /** What is shown, in its order; backups are left out. */
  get shown(): readonly ShownPair[] {
    return (this.decided?.picks ?? []).map((pick) => this.pairOf(pick))
  }

  private get inReserve(): readonly ShownPair[] {
    return (this.decided?.backups ?? []).map((pick) => this.pairOf(pick))
  }

  /** What becomes of one pair, in short. */
  fateOf(pair: ShownPair): string {
    const at = this.shown.findIndex((other) => isSame(other, pair))
    if (at >= 0) return `at place ${at}`
    if (this.inReserve.some((other) => isSame(other, pair))) return 'outranked, in reserve'
    const left = this.schedule.rejected.find((other) => isSame(other, pair))
    if (left !== undefined) return fateText(left)
    const found = explainPair(this.schedule.opened, this.request, this.placement, pair)
    if (found.verdict === 'refused') return fateText(found)
    return found.verdict === 'free' ? 'outranked' : 'not in the schedule'
  }

  /** All that `explain` tells, and the answer itself. */
  describe(limit: number, asset: string | null) {
    const { opened, rejected: compiled } = this.schedule
    const all = { ...this.placement, count: Number.MAX_SAFE_INTEGER }
    const explanation = explain(opened, this.request, all, undefined, DRAWS)
    const rejected = [...explanation.rejected, ...compiled.map(asRejected)]
    const about = ({ assetId }: ShownPair) => asset === null || assetId === asset
    const funnel: Record<string, number> = {}
    for (const { first } of rejected) funnel[first] = (funnel[first] ?? 0) + 1
    return {
      items: this.items(),
      empty: this.decided?.empty ?? null,
      kept: explanation.kept.filter(about).slice(0, limit),
      rejected: rejected.filter(about).slice(0, limit),
      funnel,
      chances: explanation.chances,
      total: explanation.total + compiled.length,
      floor: explainedFloor(opened, this.request, this.asked, this.denies(Number.POSITIVE_INFINITY)),
    }
  }

  private items() {
    const { picks = [], backups = [] } = this.decided ?? {}
    const item = (backup: boolean) => (pick: Pick) => ({
      position: pick.position,
      ...this.pairOf(pick),
      name: this.nameOf(pick),
      backup,
      propensity: pick.propensity,
      autoplay: pick.autoplay,
    })
    return [...picks.map(item(false)), ...backups.map(item(true))]
  }

  private pairOf({ candidate }: Pick): ShownPair {
    const { hot, text } = this.schedule.opened.snapshot
    const { assetId } = text.asset(assetOf(hot, candidate))
    return { assetId, campaignId: text.campaign(campaignOf(hot, candidate)).campaignId }
  }

  private nameOf({ candidate }: Pick): string | null {
    const { hot, text } = this.schedule.opened.snapshot
    const asset = assetOf(hot, candidate)
    return shownName([text.asset(asset), text.titleOf(asset)], this.asked.hints.language)
  }
}

/** Whether two pairs are the same. */
export function isSame(left: ShownPair, right: ShownPair): boolean {
  return left.assetId === right.assetId && left.campaignId === right.campaignId
}

function fateText(fate: { readonly reason: string; readonly rule: string; readonly value: string }): string {
  const { reason, rule, value } = fate
  return `${reason} (${rule}${value === '' ? '' : `: ${value}`})`
}
