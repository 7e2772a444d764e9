import { LIMITS } from '../../contracts/device/limits.ts'
import { carriedSchema, viewerTokenSchema } from '../../contracts/device/requests/carried.ts'
import { hintsSchema } from '../../contracts/device/requests/hints.ts'
import type { Hints, Place, Viewer } from '../../decide/context/context.ts'
import { ProblemError } from '../problem.ts'
import { openSession } from '../token/sealed-session.ts'
import { newSession, type Session } from '../token/session.ts'
import { GUEST } from '../token/viewer/viewer-claims.ts'
import { rememberedViewer, verifyViewerToken } from '../token/viewer/viewer-token.ts'
import { DEBUG_CONTEXT_HEADER, parseDebugContext } from './debug-context.ts'
import { parseBody, parseQuery } from './fields.ts'
import { HINT_HEADERS, hintsFrom } from './hints.ts'
import type { JsonObject } from './json-body.ts'
import { placeFromCf, reportedPlace, withAnonymizer } from './place.ts'
import type { Query } from './query.ts'
import { RequestKind } from './request-kind.ts'
import type { RequestSettings } from './settings.ts'

/** One request as it arrived. */
interface Arrival {
  readonly request: Pick<Request, 'headers'>
  /** The query of its URL. */
  readonly query: Query
  /** `request.cf`, as the platform filled it. */
  readonly cf: unknown
  /** The JSON body of a POST; null for a GET. */
  readonly body: JsonObject | null
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: number
  /** Unpredictable bytes, for the id of a new session. */
  readonly randomBytes: (length: number) => Uint8Array
}

/** The caller of a device route, as every route knows it. */
export interface DeviceRequest {
  readonly place: Place
  /** Decision time: the real clock, or in the local stack the requested one. It only moves windows. */
  readonly now: number
  /** The real clock, for the expiry of tokens, keys and snapshots. */
  readonly realNow: number
  readonly viewer: Viewer
  readonly hints: Hints
  readonly session: Session
  /**
   * `kept`: the session that was sent is used. `lost`: the one that was sent is too old, or its key is gone.
   * `unreadable`: what was sent is not a session of ours; it is ignored and counted, and a new one is returned.
   */
  readonly sessionState: 'kept' | 'lost' | 'unreadable' | 'new'
  readonly requestId: string | null
  /** What the request shares with many others; left out when it shares nothing. */
  readonly kind?: RequestKind
}

/**
 * Reads place, clock, viewer, hints and session. Nothing unsigned can widen what may be shown: the place comes from the
 * platform, rights come from the signed token, and hints only narrow.
 * @throws ProblemError 400 naming the field or header, or 401
 */
export async function readDeviceRequest(arrival: Arrival, settings: RequestSettings): Promise<DeviceRequest> {
  const kind = kindOf(arrival, settings)
  const viewer = kind === null ? null : knownViewer(arrival, settings)
  return kind === null || viewer === null
    ? readNewRequest(arrival, settings)
    : asBefore(kind, viewer, arrival, settings)
}

/** The request's kind by what it says of device and place, if others are likely to say the same; otherwise null. */
function kindOf({ request: { headers }, query, cf, body }: Arrival, settings: RequestSettings): RequestKind | null {
  if (query.kind === undefined || body !== null || settings.debug !== null) return null
  const { country, regionCode, timezone } = reportedPlace(cf)
  if (!(isText(country) && isText(regionCode) && isText(timezone))) return null
  // All headers that `hintsFrom` and `withAnonymizer` read. The separator is safe: no header contains a line end.
  const said = HINT_HEADERS.map((name) => headers.get(name)).join('\n')
  const name = `${query.kind}\n${said}\n${country}\n${regionCode}\n${timezone}`
  if (name.length > KIND_CHARACTERS) return null
  return settings.kinds.of(name, () => {
    const place = withAnonymizer(placeFromCf(cf), headers)
    return new RequestKind(place, hintsFrom([parseQuery(hintsSchema, query)], headers))
  })
}

/** A longer text is made up; keeping it would fill the memory for kinds with few of them. */
const KIND_CHARACTERS = 600

const isText = (reported: unknown): boolean => reported === undefined || typeof reported === 'string'

/** A guest, or the member of a token that was verified before; null: the token must be verified. */
function knownViewer({ request, now }: Arrival, settings: RequestSettings): Viewer | null {
  const token = bearer(request.headers)
  return token === undefined ? GUEST : rememberedViewer(token, settings.viewers, now)
}

/** As `readNewRequest`, for a request whose kind and viewer are known already. */
async function asBefore(
  kind: RequestKind,
  viewer: Viewer,
  { request, now, randomBytes }: Arrival,
  { sessionKeys }: RequestSettings,
): Promise<DeviceRequest> {
  const sealed = request.headers.get('x-session')
  const opened = sealed === null ? null : await openSession(sealed, sessionKeys, now)
  return {
    place: kind.place,
    now,
    realNow: now,
    viewer,
    hints: kind.hints,
    session: opened?.state === 'kept' ? opened.session : newSession(now, randomBytes),
    sessionState: opened?.state ?? 'new',
    requestId: null,
    kind,
  }
}

async function readNewRequest(arrival: Arrival, settings: RequestSettings): Promise<DeviceRequest> {
  const { request, query, body, now: realNow } = arrival
  const { place, now } = placeAndClock(arrival, settings)
  const hintFields = [...(body === null ? [] : [parseBody(hintsSchema, body)]), parseQuery(hintsSchema, query)]
  const inQuery = parseQuery(carriedSchema, query)
  const inBody = body === null ? {} : parseBody(carriedSchema, body)
  const sealed = agreed('session', [inBody.session, inQuery.session, request.headers.get('x-session') ?? undefined])
  const token = viewerToken(request.headers, body)
  const viewer = token === null ? GUEST : await verifyViewerToken(token, settings.viewers, realNow)
  const opened = sealed === null ? null : await openSession(sealed, settings.sessionKeys, realNow)
  return {
    place: withAnonymizer(place, request.headers),
    now,
    realNow,
    viewer,
    hints: hintsFrom(hintFields, request.headers),
    session: opened?.state === 'kept' ? opened.session : newSession(realNow, arrival.randomBytes),
    sessionState: opened?.state ?? 'new',
    requestId: agreed('requestId', [inBody.requestId, inQuery.requestId]),
  }
}

function placeAndClock(
  { request, cf, now }: Arrival,
  { debug }: RequestSettings,
): { readonly place: Place; readonly now: number } {
  if (debug === null) return { place: placeFromCf(cf), now }
  // Miniflare makes up a place (Austin, US), so only the requested country counts here.
  const place = placeFromCf(debug.country === null ? null : { country: debug.country })
  const header = request.headers.get(DEBUG_CONTEXT_HEADER)
  if (header === null) return { place, now }
  const asked = parseDebugContext(header, place)
  return { place: asked.place, now: asked.now ?? now }
}

function viewerToken(headers: Headers, body: JsonObject | null): string | null {
  const inBody = body === null ? undefined : parseBody(viewerTokenSchema(), body).viewerToken
  return agreed('viewerToken', [bearer(headers), inBody])
}

/** @throws ProblemError 400 for a header above its limit: devices in the field do not know the status 431 */
function headerWithin(headers: Headers, name: keyof typeof LIMITS.headerCharacters): string | null {
  const text = headers.get(name)
  const most = LIMITS.headerCharacters[name]
  if (text === null || text.length <= most) return text
  throw new ProblemError('invalid-field', { field: name, detail: `Send at most ${most} characters in ${name}.` })
}

/** `Bearer` in any case, then one token. Source: RFC 9110, section 11.4; RFC 6750, section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i

/** @throws ProblemError 401 for any other scheme: a client that sends the header expects to be identified by it */
function bearer(headers: Headers): string | undefined {
  const authorization = headerWithin(headers, 'authorization')
  if (authorization === null) return undefined
  const token = BEARER.exec(authorization)?.[1]
  if (token !== undefined) return token
  const detail = 'Send the viewer token as `Authorization: Bearer <token>`, or leave the header out.'
  throw new ProblemError('unauthorized', { detail, field: 'Authorization', code: 'viewer-token scheme' })
}

/** The value, given once or more often. Two different values are refused, as it is unclear which was meant. */
function agreed(field: string, values: readonly (string | undefined)[]): string | null {
  const given = new Set(values.filter((value) => value !== undefined))
  if (given.size > 1) {
    throw new ProblemError('invalid-field', { field, detail: `${field} is given twice, differently; give it once.` })
  }
  const [only] = given
  return only ?? null
}
