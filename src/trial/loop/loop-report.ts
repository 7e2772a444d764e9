import type { Seen } from '../serve/policy.ts'
import { type LoopRatios, type LoopTarget, loopTargets } from './loop-targets.ts'
import { coverage, rateRatio, type StartRate, startRate } from './rates.ts'
import type { TrialWorld } from './run-trial.ts'

/** How one policy did. */
export interface PolicyResult {
  readonly all: StartRate
  readonly returning: StartRate
  readonly new: StartRate
  /** Share of the assets that anybody was shown on an average day. */
  readonly coverage: number
}

/** How a policy did on one day. */
export interface DayResult {
  readonly day: number
  readonly rate: number
  readonly coverage: number
}

/** What a trial of the loop came to. */
export interface LoopReport {
  readonly seed: number
  readonly days: number
  /** So many days at the end are compared. */
  readonly lastDays: number
  /** Pages that the product decided. */
  readonly decisions: number
  /** Starts per impression of the product on its first day, when nothing was learned. */
  readonly firstDay: StartRate
  /** Over the last days. `firstDayPolicy`: the product as on its first day, which never learns. */
  readonly policies: {
    readonly firstDayPolicy: PolicyResult
    readonly popularity: PolicyResult
    readonly firstframe: PolicyResult
  }
  readonly ratios: LoopRatios
  readonly targets: readonly LoopTarget[]
  readonly byDay: { readonly popularity: readonly DayResult[]; readonly firstframe: readonly DayResult[] }
}

/** What was seen under each policy, whole. */
export interface SeenByPolicy {
  readonly firstDayPolicy: readonly Seen[]
  readonly popularity: readonly Seen[]
  readonly firstframe: readonly Seen[]
}

/** Compares what was seen under three policies. */
export function loopReport(
  world: TrialWorld,
  seen: SeenByPolicy,
  { days, lastDays, screens }: { readonly days: number; readonly lastDays: number; readonly screens: number },
): LoopReport {
  const last = (of: readonly Seen[]): PolicyResult =>
    policyResult(
      world,
      of.filter(({ day }) => day >= days - lastDays),
    )
  const policies = {
    firstDayPolicy: last(seen.firstDayPolicy),
    popularity: last(seen.popularity),
    firstframe: last(seen.firstframe),
  }
  const ratios = ratiosOf(policies)
  return {
    seed: world.audience.seed,
    days,
    lastDays,
    decisions: days * world.audience.visits * screens,
    firstDay: startRate(seen.firstframe.filter(({ day }) => day === 0)),
    policies,
    ratios,
    targets: loopTargets(ratios, policies.firstDayPolicy.all.value),
    byDay: { popularity: byDay(world, seen.popularity), firstframe: byDay(world, seen.firstframe) },
  }
}

function ratiosOf({ popularity, firstframe, firstDayPolicy }: LoopReport['policies']): LoopRatios {
  return {
    returning: {
      ...rateRatio(firstframe.returning, popularity.returning),
      apart: firstframe.returning.low > popularity.returning.high,
    },
    new: rateRatio(firstframe.new, popularity.new),
    coverage: popularity.coverage > 0 ? firstframe.coverage / popularity.coverage : 0,
    firstDayPolicy: rateRatio(firstframe.all, firstDayPolicy.all),
  }
}

function policyResult(world: TrialWorld, seen: readonly Seen[]): PolicyResult {
  return {
    all: startRate(seen),
    returning: startRate(seen.filter(({ viewer }) => viewer.returning)),
    new: startRate(seen.filter(({ viewer }) => !viewer.returning)),
    coverage: coverage(seen, (day) => assetsOn(world, day)),
  }
}

function byDay(world: TrialWorld, seen: readonly Seen[]): readonly DayResult[] {
  const days = new Map<number, Seen[]>()
  for (const each of seen) {
    const own = days.get(each.day) ?? []
    own.push(each)
    days.set(each.day, own)
  }
  return [...days].map(([day, own]) => ({
    day,
    rate: startRate(own).value,
    coverage: coverage(own, (on) => assetsOn(world, on)),
  }))
}

function assetsOn({ catalogue }: TrialWorld, day: number): number {
  return catalogue.filter(({ arrivesOn }) => arrivesOn <= day).reduce((sum, { assets }) => sum + assets.length, 0)
}
