import { embargoOf } from '../../decide/context/derive-context.ts'
import type { Made } from '../../replay/log-line.ts'
import { type AddDenies, servedTo } from '../abroad.ts'
import type { WantedDecisions } from '../answer/asked-decisions.ts'
import { type LogOccasion, occasionOf } from '../decision-log.ts'
import { type Decided, DecisionFault, decideRequest, holderFor } from '../decision-service.ts'
import type { EdgeEnvironment } from '../environment.ts'
import type { Isolate } from '../isolate.ts'
import { ProblemError } from '../problem.ts'
import type { JsonObject } from '../request/json-body.ts'
import { type Query, queryOf } from '../request/query.ts'
import { type DeviceRequest, readDeviceRequest } from '../request/read-request.ts'
import type { Live } from '../residence/live.ts'
import type { RegionHolder } from '../residence/region-holder.ts'
import type { KeepAlive } from '../residence/text/page-reader.ts'
import { headersOf } from '../shared-headers.ts'
import { sendTelemetry } from '../telemetry/send-telemetry.ts'

/** One request, and what every edge route needs. */
export interface EdgeContext {
  readonly request: Request
  /** The URL of the request. */
  readonly url: string
  readonly environment: EdgeEnvironment
  readonly isolate: Isolate
  /** Lets work outlive the request (`waitUntil`). */
  readonly keepAlive: KeepAlive
}

/** A device request, with what its region serves now. */
export interface Arrived {
  readonly request: DeviceRequest
  readonly holder: RegionHolder
  readonly live: Live
  /** Adds the withdrawals at the viewer's place to whatever answers. */
  readonly served: AddDenies
}

/** Reads the request and brings its region up to date. `body` is null for a GET. */
export async function arrive(
  context: EdgeContext,
  body: JsonObject | null,
  query: Query = queryOf(context.url),
): Promise<Arrived> {
  const { request: raw, isolate, keepAlive } = context
  const request = await readDeviceRequest(
    { request: raw, query, cf: raw.cf, body, now: Date.now(), randomBytes: isolate.random.bytes },
    isolate.settings,
  )
  const holder = holderFor(isolate, request)
  // Both are started at once, and awaited only if they return promises.
  const serving = servedTo(isolate, request, holder, keepAlive)
  const live = holder.liveNow() ?? (await holder.live(keepAlive))
  const served = serving instanceof Promise ? await serving : serving
  return { request, holder, served, live: served(holder.forViewer(live, stayingName(request))) }
}

/** What stays the same of a viewer between requests: the token's subject, or else the session id. */
export function stayingName({ viewer, session }: DeviceRequest): string {
  return viewer.state === 'member' && viewer.subject !== null ? viewer.subject : session.id
}

/** Refuses service where the operator has embargoed the place: then there are no titles and no house idents. */
function refuseEmbargoed({ request, live }: Arrived): void {
  if (embargoOf(live.opened.snapshot.rules, request.place) === null) return
  throw new ProblemError('unavailable-for-legal-reasons', { detail: 'This service is not available at this place.' })
}

/** Decides, counts the answer, and sends telemetry in the background. */
export async function answer(context: EdgeContext, arrived: Arrived, asked: WantedDecisions): Promise<Decided> {
  const { isolate, environment, keepAlive } = context
  refuseEmbargoed(arrived)
  const { holder, request } = arrived
  const surroundings = {
    live: arrived.live,
    served: arrived.served,
    holder,
    mediaOrigin: environment.MEDIA_ORIGIN,
    keepAlive,
  }
  const decided = await decideRequest(isolate, request, asked, surroundings).catch((error: unknown) => {
    if (!(error instanceof DecisionFault)) throw error
    const { made } = error
    log(context, occasionOf(made), () => made)
    isolate.telemetry.failed(
      {
        region: holder.region,
        territory: made.request.context.territory,
        surfaces: asked.placements.map(({ surface }) => surface).concat(endedOn(asked) ?? []),
        assignment: arrived.live.assignment,
      },
      request.realNow,
    )
    throw error.cause
  })
  const { live, decisions, decisionId, fault, territory } = decided
  log(context, { decisionId, at: request.realNow, rung: live.rung, fault, decisions }, decided.made)
  holder.answered()
  const report = isolate.telemetry.count(
    {
      region: holder.region,
      sequence: live.pointer?.sequence ?? 0,
      snapshot: live.opened.snapshot.id,
      rung: live.rung,
      refusal: holder.lastRefusal,
      listSignedAt: holder.list.signedAt,
      decided: decided.shown.length,
      // A placement that is filled with a house ident still counts as empty.
      empty: emptyReasons(decisions),
      unreadableSession: request.sessionState === 'unreadable',
      assignment: arrived.live.assignment,
      fellBack: live.opened.snapshot.id !== arrived.live.opened.snapshot.id,
      failed: fault !== null,
      canary: runningCanary(holder),
    },
    { territory, placements: decisions, endedOn: endedOn(asked) },
    request.realNow,
  )
  sendTelemetry(context, holder.region, report)
  return decided
}

/** The surface of a feed that had ended before the request; null: none had. Only the feed of clips has pages. */
function endedOn(asked: WantedDecisions): 'clips-feed' | null {
  return asked.ended === undefined ? null : 'clips-feed'
}

const NO_REASONS: readonly string[] = []

function emptyReasons(decisions: Decided['decisions']): readonly string[] {
  if (decisions.every(({ empty, floor }) => empty === null && floor === undefined)) return NO_REASONS
  return decisions.flatMap(({ empty, floor }) => floor ?? empty ?? [])
}

function runningCanary(holder: RegionHolder) {
  const status = holder.canary.status()
  return status === null ? null : { startedAs: status.startedAs, refusal: status.serving ? null : status.lastRefusal }
}

/** Writes the decision log in the background; a lost line loses no answer. */
function log(
  { isolate: { decisionLog }, environment, keepAlive }: EdgeContext,
  occasion: LogOccasion,
  made: () => Made,
): void {
  const message = decisionLog?.record(occasion, made)
  if (!message) return
  const sent = message.then((line) => line && environment.EVENTS.send(line))
  keepAlive(sent.catch(() => decisionLog?.lost({ skipped: 0 })))
}

const PRIVATE_JSON = headersOf({
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
})

const FOUND = { headers: PRIVATE_JSON } as const

/** A response for one device (not cacheable by others), from text that is serialized already. */
export function privateText(text: string): Response {
  return new Response(text, FOUND)
}

/** As `privateText`, for rarely requested answers that are not serialized yet. */
export function privateJson(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: PRIVATE_JSON })
}
