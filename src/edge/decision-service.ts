import { type Answered, answerBody } from '../answer/answer-body.ts'
import { answerText } from '../answer/answer-text.ts'
import type { DressedDecision } from '../answer/dressed-decision.ts'
import { type Ground, groundOf } from '../answer/floor.ts'
import { BASELINE_SHA256 } from '../baseline/generated/baseline-shards.ts'
import type { Context } from '../decide/context/context.ts'
import { assetOf, columnValue } from '../model/columns/column-value.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import { NOTHING_OWNED } from '../model/policies/owned-values.ts'
import type { Made } from '../replay/log-line.ts'
import { regionFor } from '../rules/lookup/route.ts'
import type { AddDenies } from './abroad.ts'
import { contextOf, partsOfRetry, requestTo, type WantedDecisions } from './answer/asked-decisions.ts'
import { decisionIdFor, newDecisionId } from './answer/decision-id.ts'
import { decisionRecord } from './answer/decision-record.ts'
import { fingerprintOf } from './answer/decision-seed.ts'
import { describeSnapshot } from './answer/describe-snapshot.ts'
import { type Dressed, decideDressed } from './answer/dress.ts'
import { type ViewerArms, viewerArms } from './answer/experiment-arms.ts'
import { nextSession } from './answer/next-session.ts'
import { type SealedViewer, sealedViewer } from './answer/sealed-viewer.ts'
import type { Isolate } from './isolate.ts'
import { carryProfile } from './profile/carry-profile.ts'
import { consentedViewer } from './profile/consented-viewer.ts'
import type { DeviceRequest } from './request/read-request.ts'
import type { Live } from './residence/live.ts'
import type { RegionHolder } from './residence/region-holder.ts'
import type { KeepAlive } from './residence/text/page-reader.ts'
import { sealDecisionToken } from './token/decision/decision-token.ts'
import { sealSession } from './token/sealed-session.ts'

/** A decided request: the body of the answer, and what the routes need beside it. */
export interface Decided {
  readonly decisionId: string
  /** The body as it is sent. */
  readonly text: string
  readonly decisions: readonly DressedDecision[]
  /** Whose rights applied. */
  readonly territory: TerritoryCode
  /** What answered: the region's live snapshot, or a fallback. */
  readonly live: Live
  readonly holder: RegionHolder
  /** This answer is short, but a later request may get more. */
  readonly curtailed: boolean
  /** `hash32` of the assets decided, in order. */
  readonly shown: readonly number[]
  /** What the intended snapshot threw; null: nothing. */
  readonly fault: Made['fault']
  /** Inputs of the decision log, made only when asked for: one decision in a thousand is logged. */
  readonly made: () => Made
}

/** An internal error while a request was decided; `cause` is what was thrown. */
export class DecisionFault extends Error {
  constructor(
    cause: unknown,
    /** For the decision log. */
    readonly made: Made,
  ) {
    super('a decision failed', { cause })
  }
}

interface Surroundings {
  readonly live: Live
  readonly served: AddDenies
  readonly holder: RegionHolder
  readonly mediaOrigin: string
  readonly keepAlive: KeepAlive
}

/**
 * The region that answers a request: that of the viewer's home rights if they are kept abroad, else that of the place.
 */
export function holderFor(isolate: Isolate, request: DeviceRequest): RegionHolder {
  const holder = isolate.regions.get(regionFor(request.place, request.viewer))
  if (!holder) throw new Error('every region has a holder')
  return holder
}

/**
 * Decides a request against the region's live snapshot, and writes the answer.
 * @throws DecisionFault when that fails, with all inputs of the decision
 */
export async function decideRequest(
  isolate: Isolate,
  arrived: DeviceRequest,
  asked: WantedDecisions,
  surroundings: Surroundings,
): Promise<Decided> {
  const { keepAlive } = surroundings
  const first = contextOf(surroundings.live, arrived)
  const viewer = consentedViewer(first, arrived.viewer)
  const waits = { now: arrived.realNow, keepAlive }
  const request =
    viewer === null && arrived.session.profile === null
      ? arrived
      : { ...arrived, session: (await carryProfile(arrived.session, viewer, isolate.profiles, waits)).session }
  const { live } = surroundings
  const named = sealedViewer(first, request, isolate.settings.unitKeys)
  const arms = viewerArms(live.opened.snapshot, first, named, asked.placements)
  const standing = { ...arms, viewer: named, context: first }
  const decisionId =
    request.requestId === null
      ? newDecisionId(isolate.random.bytes)
      : await decisionIdFor(request.requestId, request, live, first, () => fingerprintOf(partsOfRetry(asked, arms)))
  // Control is what an arm falls back to: the same snapshot, and nobody's values.
  const control: Live = { ...live }
  const requestFor = (answering: Live, attempt: number) => {
    const context = answering === live || answering === control ? first : contextOf(answering, request)
    const owned = answering === live ? arms.owned : NOTHING_OWNED
    return requestTo(request, asked, { live: answering, context, attempt, owned }, decisionId)
  }
  try {
    const dressed = await decideDressed(live, {
      requestFor,
      insteadOf: (answering, why) =>
        why === 'fault' && answering === live && arms.owned !== NOTHING_OWNED
          ? control
          : surroundings.served(surroundings.holder.insteadOf(answering)),
      baseline: () => surroundings.served(surroundings.holder.baseline()),
      keepAlive,
    })
    return sealed(isolate, request, { dressed, decisionId, ended: asked.ended ?? null, surroundings, standing })
  } catch (cause) {
    const tried = {
      live,
      request: requestFor(live, 0),
      leftOut: new Set<number>(),
      attempt: 0,
      snapshot: live.opened.snapshot,
      floor: null,
    }
    const attempt = { dressed: tried, decisionId, ended: asked.ended ?? null, surroundings, standing }
    const name = cause instanceof Error ? cause.name : 'unknown'
    const fault = { name, snapshot: live.opened.snapshot.id }
    throw new DecisionFault(cause, madeOf(request, attempt, { outcome: null, fault }))
  }
}

interface Attempt {
  readonly dressed: Pick<Dressed, 'live' | 'request' | 'leftOut' | 'attempt' | 'snapshot' | 'floor'>
  readonly decisionId: string
  readonly ended: string | null
  readonly surroundings: Surroundings
  /** Whom it is for, and where they stand in experiments. */
  readonly standing: Standing
}

interface Standing extends ViewerArms {
  readonly viewer: SealedViewer
  /** The context that the viewer was named by. */
  readonly context: Context
}

/** Makes the answer of a decided request, with the sealed session and decision token that the device carries on. */
function sealed(isolate: Isolate, request: DeviceRequest, attempt: Attempt & { readonly dressed: Dressed }): Decided {
  const { dressed, decisionId, ended } = attempt
  const { holder, mediaOrigin } = attempt.surroundings
  const { live, snapshot, decisions, floor, curtailed } = dressed
  const { context, counts } = dressed.request
  const next = nextSession(request.session, holder.region, { snapshot, context, decisions, floor, counts })
  const { sessionKeys, decisionKeys } = isolate.settings
  const { assignment } = attempt.surroundings.live
  const { standing } = attempt
  // A fallback has a context of its own, by which somebody may be a minor, who is in no experiment.
  const viewer =
    context === standing.context ? standing.viewer : sealedViewer(context, request, isolate.settings.unitKeys)
  const experiments = viewer.unit === null ? { arms: [], isHeldOut: false } : standing
  const answering = { snapshot, decisions, floor, mediaOrigin }
  const token = sealDecisionToken(
    decisionRecord(decisionId, { live, holder, assignment, viewer, experiments }, context, answering),
    decisionKeys,
    request.realNow,
  )
  const session = sealSession(next, sessionKeys)
  const described = describeSnapshot(live, request.realNow)
  const answered: Answered = { decisionId, snapshot, context, decisions, floor, described, mediaOrigin, ended }
  const { fault } = dressed
  return {
    decisionId,
    text: answerText(answered, { token, session }),
    decisions,
    territory: context.territory,
    live,
    holder,
    curtailed,
    shown: shownAssets({ snapshot, context, floor }, decisions),
    fault,
    made: () => madeOf(request, attempt, { outcome: { body: answerBody(answered), decisions }, fault }),
  }
}

function madeOf(request: DeviceRequest, attempt: Attempt, came: Pick<Made, 'outcome' | 'fault'>): Made {
  const { dressed, decisionId, ended, surroundings, standing } = attempt
  const { live, snapshot, leftOut, attempt: answered, floor } = dressed
  return {
    decisionId,
    region: surroundings.holder.region,
    at: request.realNow,
    snapshot,
    described: {
      ...describeSnapshot(live, request.realNow),
      baseline: live.rung === 'baseline' ? BASELINE_SHA256 : null,
    },
    request: dressed.request,
    floor: floor && { ...floor, baseline: BASELINE_SHA256 },
    leftOut,
    attempt: answered,
    standing,
    mediaOrigin: surroundings.mediaOrigin,
    ended,
    ...came,
  }
}

function shownAssets(
  asked: Ground & { readonly floor: Ground | null },
  decisions: readonly DressedDecision[],
): readonly number[] {
  return decisions.flatMap((decision) => {
    const { hot } = groundOf(decision, asked).snapshot
    return decision.picks.map(({ candidate }) => columnValue(hot.assets.idHash, assetOf(hot, candidate)))
  })
}
