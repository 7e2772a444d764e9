import { type Answered, answerBody } from '../../../../src/answer/answer-body.ts'
import { answerText } from '../../../../src/answer/answer-text.ts'
import type { Context } from '../../../../src/decide/context/context.ts'
import { type DecisionRequest, decisionRequest as requestOf } from '../../../../src/decide/decision-request.ts'
import { servedTo } from '../../../../src/edge/abroad.ts'
import { decisionIdFor, newDecisionId } from '../../../../src/edge/answer/decision-id.ts'
import { decisionRecord } from '../../../../src/edge/answer/decision-record.ts'
import { fingerprintOf, seedOf } from '../../../../src/edge/answer/decision-seed.ts'
import { describeSnapshot } from '../../../../src/edge/answer/describe-snapshot.ts'
import { type Dressed, decideDressed } from '../../../../src/edge/answer/dress.ts'
import { memoryFor, rememberedCaps } from '../../../../src/edge/answer/memory.ts'
import { nextSession } from '../../../../src/edge/answer/next-session.ts'
import { sealedViewer } from '../../../../src/edge/answer/sealed-viewer.ts'
import { contextOf, holderFor, type WantedDecisions } from '../../../../src/edge/decision-service.ts'
import { carryProfile } from '../../../../src/edge/profile/carry-profile.ts'
import { consentedViewer } from '../../../../src/edge/profile/consented-viewer.ts'
import { parseAutoplayQuery } from '../../../../src/edge/request/queries.ts'
import { queryOf } from '../../../../src/edge/request/query.ts'
import { type DeviceRequest, readDeviceRequest } from '../../../../src/edge/request/read-request.ts'
import type { Live } from '../../../../src/edge/residence/live.ts'
import { type Arrived, type EdgeContext, stayingName } from '../../../../src/edge/routes/device-route.ts'
import { sealDecisionToken } from '../../../../src/edge/token/decision/decision-token.ts'
import { sealSession } from '../../../../src/edge/token/sealed-session.ts'
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
  const decisionId =
    request.requestId === null
      ? newDecisionId(isolate.random.bytes)
      : await decisionIdFor(request.requestId, request, live, first, () => fingerprintOf(asked.retryParts))
  const requestFor = (answering: Live, attempt: number) => {
    const own = answering === live ? first : contextOf(answering, request)
    return decisionRequest({ request, asked, decisionId }, answering, own, attempt)
  }
  return { request, decisionId, requestFor, first: requestFor(live, 0) }
}

function decisionRequest(
  { request, asked, decisionId }: Pick<Ready, 'request' | 'decisionId'> & { readonly asked: WantedDecisions },
  { opened: { snapshot }, denies }: Live,
  own: Context,
  attempt: number,
): DecisionRequest {
  return requestOf({
    context: own,
    attempt,
    placements: asked.placements,
    denies,
    served: new Set(asked.served),
    memory: memoryFor(request, own, snapshot.rules, asked.served),
    seed: seedOf(request, asked.retryParts, snapshot.id, decisionId),
    counts: rememberedCaps(request.session, own),
    firstPosition: asked.firstPosition,
    openWith: asked.openWith,
  })
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
  { request, decisionId }: Ready,
  dressed: Dressed,
) {
  const { live, snapshot, decisions, floor } = dressed
  const { context } = dressed.request
  const viewer = sealedViewer(context, request, isolate.settings.unitKeys)
  const of = { live, holder: arrived.holder, assignment: arrived.live.assignment, viewer }
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
    ...{ leftOut, attempt, fault, ended: null, mediaOrigin: edge.environment.MEDIA_ORIGIN },
    described: { ...describeSnapshot(live, ready.request.realNow), baseline: null },
    outcome: { body: answerBody(answeredOf(edge, ready, dressed)), decisions },
  }
}
