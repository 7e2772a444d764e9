import { capCountsBy, capKeyOf } from '../decide/eligibility/gates/pair-gates.ts'
import { eventReward } from '../decide/score/taste/event-reward.ts'
import { CAP_SCOPES } from '../model/nouns/campaign-vocabulary.ts'
import type { SessionTastePolicy } from '../model/policies/taste-policy.ts'
import type { CappedShowing } from './cap-tally.ts'
import type { TasteReward } from './taste-sums.ts'

/** One event of a consented viewer, with what is known of the asset and the campaign that it is about. */
export interface Deed {
  readonly event: string
  /** Milliseconds since 1970 UTC. */
  readonly occurredAt: number
  readonly watchedMs: number | null
  /** Null: the asset is not known. */
  readonly asset: {
    readonly idHash: number
    /** `hash32` of its title's id; null: it has no title. */
    readonly titleHash: number | null
    readonly durationMs: number
    readonly vector: ArrayLike<number>
  } | null
  /** The frequency cap of its campaign; null: the campaign has none, or is not known. */
  readonly cap: {
    readonly campaignHash: number
    readonly windowSeconds: number
    readonly scope: (typeof CAP_SCOPES)[number]
  } | null
}

/** What a deed says of its viewer; null in both: nothing. */
export interface Lesson {
  readonly reward: TasteReward | null
  readonly showing: CappedShowing | null
}

/**
 * What one event says by itself. A session weighs all that was done with an asset together; a profile learns of each
 * event by itself, in whatever order they come. So a video that played to its end says nothing here: that it was not to
 * an empty room, only other events would tell.
 */
export function lessonOf(deed: Deed, policy: Pick<SessionTastePolicy, 'rewards' | 'skipUntil'>): Lesson {
  const { event, occurredAt: at, watchedMs, asset } = deed
  if (event === 'impression') return { reward: null, showing: showingOf(deed) }
  if (asset === null || event === 'complete') return { reward: null, showing: null }
  const reward = eventReward({ event, watchedMs: watchedMs ?? 0, durationMs: asset.durationMs }, policy)
  return { reward: reward === 0 ? null : { at, reward, vector: asset.vector }, showing: null }
}

/** An impression of a capped campaign, under the key that the edge counts it by. */
function showingOf({ asset, cap, occurredAt }: Deed): CappedShowing | null {
  if (asset === null || cap === null) return null
  const scope = CAP_SCOPES.indexOf(cap.scope)
  const by = capCountsBy(scope, asset.titleHash !== null)
  const hash = by === 'campaign' ? cap.campaignHash : by === 'title' ? (asset.titleHash ?? 0) : asset.idHash
  const { windowSeconds } = cap
  return { key: capKeyOf(hash, scope, windowSeconds), windowSeconds, at: Math.floor(occurredAt / 1000) }
}
