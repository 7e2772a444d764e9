import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import type { AutoplayReason, GateReason } from '../../model/nouns/reason.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { autoplayOf } from '../eligibility/autoplay.ts'
import { furthestRefusal } from '../eligibility/gate-order.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { type GateRefusal, refusalsOf } from '../eligibility/gates/gate-refusals.ts'

/** What an asset may do at a place, for a viewer, at an hour; and what prevents more. */
export interface MatrixVerdict {
  /** It may be shown, at least as a still. */
  readonly shown: boolean
  /** It may start by itself, muted. */
  readonly autoplay: boolean
  /** Why it may not be shown or may not autoplay; null if it may do both. */
  readonly reason: GateReason | AutoplayReason | null
  /** As `Evidence` has them. */
  readonly rule: string | null
  readonly source: string | null
  readonly value: string | null
}

const AUTOPLAYS: MatrixVerdict = {
  shown: true,
  autoplay: true,
  reason: null,
  rule: null,
  source: null,
  value: null,
}

const NOT_FOR_IT: MatrixVerdict = { ...AUTOPLAYS, shown: false, autoplay: false, reason: 'surface' }

/** One surface, with the asset's campaigns to try there. */
export interface OnSurface {
  readonly surface: SurfaceId
  readonly campaigns: readonly number[]
}

/**
 * The best verdict over an asset's campaigns and surfaces. If all are refused, the reason is that of the candidate that
 * came furthest, as in an empty answer (`gate-order.ts`).
 *
 * @param inputOn the gates' view on a surface; null when the rules do not know it
 */
export function matrixVerdict(
  inputOn: (surface: SurfaceId) => GateInput | null,
  asset: number,
  chances: readonly OnSurface[],
): MatrixVerdict {
  let furthest: GateRefusal | null = null
  for (const { surface, campaigns } of chances) {
    const input = inputOn(surface)
    if (input === null) continue
    for (const campaign of campaigns) {
      const [first] = refusalsOf(onItsDevice(input, campaign), { asset, campaign })
      if (first === undefined) return startsOrStays(input, asset)
      furthest = furthestRefusal(furthest, first)
    }
  }
  if (furthest === null) return NOT_FOR_IT
  return { shown: false, autoplay: false, reason: furthest.reason, ...furthest.evidence() }
}

/**
 * The verdict on an asset that passed the gates: whether it may autoplay. Neither campaign nor surface matters for
 * that.
 */
function startsOrStays(input: GateInput, asset: number): MatrixVerdict {
  const { allowed, reason } = autoplayOf(input, asset)
  if (allowed || reason === undefined) return AUTOPLAYS
  const { place, cap, kids } = input.context
  return {
    shown: true,
    autoplay: false,
    reason,
    rule: `offFor ${reason}`,
    source: 'rules/policies/autoplay.json',
    value: `cap ${cap}${kids ? ', kids' : ''} in ${place}`,
  }
}

/** The gates' view on a device that the campaign is for: the matrix is about places, ages and hours, not devices. */
function onItsDevice(input: GateInput, campaign: number): GateInput {
  const devices = input.snapshot.hot.campaigns.devices[campaign] ?? 0
  const device = DEVICES.find((_, index) => devices & (1 << index))
  return device === undefined ? input : { ...input, context: { ...input.context, device } }
}
