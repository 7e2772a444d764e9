import type { Context, Placement } from '../../decide/context/context.ts'
import { deriveContext } from '../../decide/context/derive-context.ts'
import { type DecisionRequest, decisionRequest } from '../../decide/decision-request.ts'
import type { DeviceRequest } from '../request/read-request.ts'
import type { Live } from '../residence/live.ts'
import { seedOf } from './decision-seed.ts'
import type { ViewerArms } from './experiment-arms.ts'
import { memoryFor, rememberedCaps } from './memory.ts'

/** What a request asks to be decided. */
export interface WantedDecisions {
  readonly placements: readonly Placement[]
  /** `hash32` of assets of a feed's earlier pages, oldest first. */
  readonly served: readonly number[]
  readonly firstPosition: number
  readonly openWith: string | null
  /** The placement of a feed that has ended, for which nothing more is decided. */
  readonly ended?: string
  /** What identifies a retry, besides its `requestId`. */
  readonly retryParts: unknown
}

/** The context of a request under a snapshot's rules, and by whether the snapshot has expired. */
export function contextOf({ opened: { snapshot }, hardExpired }: Live, request: DeviceRequest): Context {
  const { kind, viewer, now } = request
  if (kind !== undefined) return kind.contextAt(snapshot.rules, { viewer, now, snapshotExpired: hardExpired })
  return deriveContext(snapshot.rules, request, { snapshotExpired: hardExpired })
}

/** The request as it is put to a snapshot, whose rules make its context. */
export function requestTo(
  request: DeviceRequest,
  asked: WantedDecisions,
  { live, context, attempt, owned }: Pick<DecisionRequest, 'context' | 'attempt' | 'owned'> & { readonly live: Live },
  decisionId: string,
): DecisionRequest {
  const { rules } = live.opened.snapshot
  return decisionRequest({
    context,
    attempt,
    owned,
    placements: asked.placements,
    denies: live.denies,
    served: new Set(asked.served),
    memory: memoryFor(request, context, rules, asked.served),
    seed: seedOf(request, asked.retryParts, live.opened.snapshot.id, decisionId),
    counts: rememberedCaps(request.session, context),
    firstPosition: asked.firstPosition,
    openWith: asked.openWith,
  })
}

/** What tells retries apart. A retry without its session may fall into another arm, and then gets another answer. */
export function partsOfRetry({ retryParts }: WantedDecisions, { arms, isHeldOut }: ViewerArms): unknown {
  return arms.length === 0 && !isHeldOut ? retryParts : [retryParts, arms, isHeldOut]
}
