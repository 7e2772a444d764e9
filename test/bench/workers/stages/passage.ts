import { type Answered, answerBody } from '../../../../src/answer/answer-body.ts'
import { answerText } from '../../../../src/answer/answer-text.ts'
import type { DecisionRequest } from '../../../../src/decide/decision-request.ts'
import { servedTo } from '../../../../src/edge/abroad.ts'
import { contextOf, requestTo, type WantedDecisions } from '../../../../src/edge/answer/asked-decisions.ts'
import { decisionIdFor, newDecisionId } from '../../../../src/edge/answer/decision-id.ts'
import { decisionRecord } from '../../../../src/edge/answer/decision-record.ts'
import { fingerprintOf } from '../../../../src/edge/answer/decision-seed.ts'
import { describeSnapshot } from '../../../../src/edge/answer/describe-snapshot.ts'
import { type Dressed, decideDressed } from '../../../../src/edge/answer/dress.ts'
import { type ViewerArms, viewerArms } from '../../../../src/edge/answer/experiment-arms.ts'
import { nextSession } from '../../../../src/edge/answer/next-session.ts'
import { type SealedViewer, sealedViewer } from '../../../../src/edge/answer/sealed-viewer.ts'
import { holderFor } from '../../../../src/edge/decision-service.ts'
import { carryProfile } from '../../../../src/edge/profile/carry-profile.ts'
import { consentedViewer } from '../../../../src/edge/profile/consented-viewer.ts'
import { parseAutoplayQuery } from '../../../../src/edge/request/queries.ts'
import { queryOf } from '../../../../src/edge/request/query.ts'
import { type DeviceRequest, readDeviceRequest } from '../../../../src/edge/request/read-request.ts'
import type { Live } from '../../../../src/edge/residence/live.ts'
import { type Arrived, type EdgeContext, stayingName } from '../../../../src/edge/routes/device-route.ts'
import { sealDecisionToken } from '../../../../src/edge/token/decision/decision-token.ts'
import { sealSession } from '../../../../src/edge/token/sealed-session.ts'
import { NOTHING_OWNED } from '../../../../src/model/policies/owned-values.ts'
import type { Made } from '../../../../src/replay/log-line.ts'

/** The device's query, headers, place, viewer and session. */
export async function read({ url, request, isolate }: EdgeContext) {
  const query = queryOf(url)
  const { surface, titleId, inView, row } = parseAutoplayQuery(query)
  const arrival = { request, query, cf: request.cf, body: null, now: Date.now(), randomBytes: isolate.random.bytes }
  const asked: WantedDecisions = {
    placements: [{ id: surface, surface, count: 1, titleId, inView, row }],
    served: [],
    firstPosition: 0,
    openWith: null,
    retryParts: ['autoplay', surface, titleId, inView, row],
  }
  return { asked, request: await readDeviceRequest(arrival, isolate.settings) }
}

/** Which region answers, what it serves now, and what is withdrawn where the viewer is. */
export async function region({ isolate, keepAlive }: EdgeContext, request: DeviceRequest): Promise<Arrived> {
  const holder = holderFor(isolate, request)
  const serving = servedTo(isolate, request, holder, keepAlive)
  const live = holder.liveNow() ?? (await holder.live(keepAlive))
  const served = serving instanceof Promise ? await serving : serving
  return { request, holder, served, live: served(holder.forViewer(live, stayingName(request))) }
}

interface Ready {
  /** With the profile that it may carry. */
  readonly request: DeviceRequest
  readonly decisionId: string
  readonly named: SealedViewer
  readonly arms: ViewerArms
  readonly requestFor: (answering: Live, attempt: number) => DecisionRequest
  readonly first: DecisionRequest
}

/** Context, profile, id, memory and seed: everything that a decision takes. */
export async function context(
  { isolate, keepAlive }: EdgeContext,
  asked: WantedDecisions,
  arrived: Arrived,
): Promise<Ready> {
  const { live } = arrived
  const first = contextOf(live, arrived.request)
  const viewer = consentedViewer(first, arrived.request.viewer)
  const waits = { now: arrived.request.realNow, keepAlive }
  const request =
    viewer === null && arrived.request.session.profile === null
      ? arrived.request
      : {
          ...arrived.request,
          session: (await carryProfile(arrived.request.session, viewer, isolate.profiles, waits)).session,
        }
  const named = sealedViewer(first, request, isolate.settings.unitKeys)
  const arms = viewerArms(live.opened.snapshot, first, named, asked.placements)
  const decisionId =
    request.requestId === null
      ? newDecisionId(isolate.random.bytes)
      : await decisionIdFor(request.requestId, request, live, first, () => fingerprintOf(asked.retryParts))
  const requestFor = (answering: Live, attempt: number) => {
    const own = answering === live ? first : contextOf(answering, request)
    const owned = answering === live ? arms.owned : NOTHING_OWNED
    return requestTo(request, asked, { live: answering, context: own, attempt, owned }, decisionId)
  }
  return { request, decisionId, named, arms, requestFor, first: requestFor(live, 0) }
}

/** Decides, and reads the words of what was picked. `request`: what is put to the decision, made already. */
export function dress({ keepAlive }: EdgeContext, { live, served, holder }: Arrived, ready: Ready): Promise<Dressed> {
  return decideDressed(live, {
    requestFor: (answering, attempt) =>
      answering === live && attempt === 0 ? ready.first : ready.requestFor(answering, attempt),
    insteadOf: (answering) => served(holder.insteadOf(answering)),
    baseline: () => served(holder.baseline()),
    keepAlive,
  })
}

/** The session that the device carries on, and what is sealed of it. */
export function sessionSeal({ isolate }: EdgeContext, { holder }: Arrived, { request }: Ready, dressed: Dressed) {
  const { snapshot, decisions, floor } = dressed
  const { context: own, counts } = dressed.request
  const next = nextSession(request.session, holder.region, { snapshot, context: own, decisions, floor, counts })
  return sealSession(next, isolate.settings.sessionKeys)
}

/** What the device's events will be about. */
export function tokenSeal(
  { isolate, environment }: EdgeContext,
  arrived: Arrived,
  { request, decisionId, named: viewer, arms: experiments }: Ready,
  dressed: Dressed,
) {
  const { live, snapshot, decisions, floor } = dressed
  const { context } = dressed.request
  const of = { live, holder: arrived.holder, assignment: arrived.live.assignment, viewer, experiments }
  const answering = { snapshot, decisions, floor, mediaOrigin: environment.MEDIA_ORIGIN }
  const record = decisionRecord(decisionId, of, context, answering)
  return sealDecisionToken(record, isolate.settings.decisionKeys, request.realNow)
}

/** The answer as it is sent. */
export function text(
  edge: EdgeContext,
  ready: Ready,
  dressed: Dressed,
  sealed: { readonly token: string; readonly session: string },
): string {
  return answerText(answeredOf(edge, ready, dressed), sealed)
}

function answeredOf({ environment }: EdgeContext, { request, decisionId }: Ready, dressed: Dressed): Answered {
  const { live, snapshot, decisions, floor } = dressed
  const described = describeSnapshot(live, request.realNow)
  const { MEDIA_ORIGIN: mediaOrigin } = environment
  const { context: own } = dressed.request
  return { decisionId, snapshot, context: own, decisions, floor, described, mediaOrigin, ended: null }
}

/** What the decision log asks for of the one in a thousand. */
export function madeOf(edge: EdgeContext, { holder }: Arrived, ready: Ready, dressed: Dressed): Made {
  const { live, snapshot, decisions, fault, request, leftOut, attempt } = dressed
  return {
    ...{ decisionId: ready.decisionId, region: holder.region, at: ready.request.realNow, snapshot, request },
    standing: ready.arms,
    ...{ leftOut, attempt, fault, ended: null, mediaOrigin: edge.environment.MEDIA_ORIGIN },
    described: { ...describeSnapshot(live, ready.request.realNow), baseline: null },
    outcome: { body: answerBody(answeredOf(edge, ready, dressed)), decisions },
  }
}
