import { NO_DECISION_REASONS, type NoDecisionReason } from '../../model/nouns/reason.ts'
import { wholeShares } from './whole-shares.ts'

/** What became of a campaign in one logged placement, decided again. */
export interface FunnelSample {
  /** Placements that are counted together, such as a surface in a region. */
  readonly stratum: string
  /** How many decisions it stands for. */
  readonly weight: number
  /** How many of its picks are the campaign's. */
  readonly own: number
  /** Null: some of its picks are. */
  readonly reason: NoDecisionReason | null
  /** Ids of the campaigns of its picks. */
  readonly picked: readonly string[]
}

/** What of all that was asked for reached a campaign, and where the rest was lost; estimated from a sample. */
export interface DeliveryFunnel {
  /** Placements: those lost for each reason, and those in which it was picked, come to it exactly. */
  readonly asked: number
  /** In gate order, then what the slate turned down; `outranked` is among them. */
  readonly lost: readonly { readonly reason: NoDecisionReason; readonly placements: number }[]
  /** Who was shown where it was outranked, most first; they come to `outranked` exactly. */
  readonly outrankedBy: readonly { readonly campaign: string; readonly placements: number }[]
  readonly picked: number
  /** Picks in these: a page may have several of one campaign. */
  readonly picks: number
  /** Placements of which no context was logged: they are not in `asked`. */
  readonly unsampled: number
}

/**
 * Scales what became of a campaign in a sample of placements to all that were asked for, each stratum by itself.
 *
 * @param asked placements by stratum, whole
 */
export function deliveryFunnel(samples: readonly FunnelSample[], asked: ReadonlyMap<string, number>): DeliveryFunnel {
  const lost = new Map<NoDecisionReason, number>()
  const above = new Map<string, number>()
  let [all, picked, picks, unsampled] = [0, 0, 0, 0]
  for (const [stratum, placements] of asked) {
    const own = samples.filter((sample) => sample.stratum === stratum && sample.weight > 0)
    const weight = own.reduce((sum, each) => sum + each.weight, 0)
    if (weight === 0) {
      unsampled += placements
      continue
    }
    all += placements
    const fates = new Map<NoDecisionReason | null, number>()
    for (const each of own) fates.set(each.reason, (fates.get(each.reason) ?? 0) + each.weight)
    const shares = wholeShares(placements, [...fates.values()])
    for (const [index, reason] of [...fates.keys()].entries()) {
      const share = shares[index] ?? 0
      if (reason === null) picked += share
      else lost.set(reason, (lost.get(reason) ?? 0) + share)
    }
    const scale = placements / weight
    for (const each of own) {
      picks += each.own * each.weight * scale
      if (each.reason !== 'outranked') continue
      for (const campaign of each.picked) {
        above.set(campaign, (above.get(campaign) ?? 0) + (each.weight * scale) / each.picked.length)
      }
    }
  }
  return {
    ...{ asked: all, picked, picks: Math.round(picks), unsampled },
    lost: NO_DECISION_REASONS.flatMap((reason) => {
      const placements = lost.get(reason) ?? 0
      return placements === 0 ? [] : [{ reason, placements }]
    }),
    outrankedBy: outrankedBy(above, lost.get('outranked') ?? 0),
  }
}

function outrankedBy(above: ReadonlyMap<string, number>, outranked: number): DeliveryFunnel['outrankedBy'] {
  const shares = wholeShares(outranked, [...above.values()])
  return [...above.keys()]
    .map((campaign, index) => ({ campaign, placements: shares[index] ?? 0 }))
    .filter(({ placements }) => placements > 0)
    .sort((one, other) => other.placements - one.placements || (one.campaign < other.campaign ? -1 : 1))
}
