import {
  type AnswerCounts,
  type CanaryArmName,
  type CanaryAssignment,
  NO_ANSWERS,
} from '../../model/messages/canary-counts.ts'
import type { CanaryReport } from '../../model/messages/queue-message.ts'
import type { RegionId } from '../../model/nouns/region.ts'

const NO_COUNTS = { control: NO_ANSWERS, canary: NO_ANSWERS }

/** What the arms of a canary counted so far in this isolate, and whether that was reported. */
interface ArmTally {
  readonly startedAs: number
  readonly counts: Record<CanaryArmName, AnswerCounts>
  reported: boolean
}

/** The canary that runs, and why it does not serve here (null when it serves). */
export interface RunningCanary {
  readonly startedAs: number
  readonly refusal: string | null
}

/** Counts the answers of the arms of each region's canary, for as long as the isolate lives. */
export class CanaryTally {
  private readonly regions = new Map<RegionId, ArmTally>()

  /** Counts one answer of an arm. */
  count(
    region: RegionId,
    { startedAs, arm }: CanaryAssignment,
    came: { readonly empty: boolean; readonly fellBack: boolean; readonly failed: boolean },
  ): void {
    const known = this.regions.get(region)
    const tally = known?.startedAs === startedAs ? known : { startedAs, counts: { ...NO_COUNTS }, reported: false }
    const before = tally.counts[arm]
    tally.counts[arm] = {
      decisions: before.decisions + 1,
      empty: before.empty + Number(came.empty),
      fallbacks: before.fallbacks + Number(came.fellBack),
      errors: before.errors + Number(came.failed),
    }
    tally.reported = false
    this.regions.set(region, tally)
  }

  /** What is new of a region's canary; null: nothing. */
  report(region: RegionId, running: RunningCanary | null): CanaryReport | null {
    const tally = this.regions.get(region)
    if (tally && !tally.reported) {
      tally.reported = true
      const refusal = running?.startedAs === tally.startedAs ? running.refusal : null
      return { startedAs: tally.startedAs, counts: { ...tally.counts }, refusal }
    }
    // A canary that does not serve is reported too, although nobody is in its arms.
    return running === null || running.refusal === null ? null : { ...running, counts: NO_COUNTS }
  }
}
