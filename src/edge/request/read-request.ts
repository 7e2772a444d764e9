import * as z from 'zod/mini'
import type { Hints, Place, Viewer } from '../../decide/context/context.ts'
import { once } from '../../model/once.ts'
import { LIMITS } from '../limits.ts'
import { ProblemError } from '../problem.ts'
import { newSession, openSession, type Session } from '../token/session.ts'
import { GUEST } from '../token/viewer/viewer-claims.ts'
import { rememberedViewer, verifyViewerToken } from '../token/viewer/viewer-token.ts'
import { DEBUG_CONTEXT_HEADER, parseDebugContext } from './debug-context.ts'
import { parseBody, parseQuery } from './fields.ts'
import { HINT_HEADERS, hintsFrom, hintsSchema } from './hints.ts'
import type { JsonObject } from './json-body.ts'
import { placeFromCf, reportedPlace, withAnonymizer } from './place.ts'
import { carriedSchema } from './queries.ts'
import type { Query } from './query.ts'
import { RequestKind } from './request-kind.ts'
import type { RequestSettings } from './settings.ts'

/** One request as it arrived. */
interface Arrival {
  readonly request: Pick<Request, 'headers'>
  /** Of its URL. */
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

/** What every device route knows of its caller. */
export interface DeviceRequest {
  readonly place: Place
  /** Decision time: the real clock, or in the local stack the one asked for. Moves windows only. */
  readonly now: number
  /** For every expiry: of tokens, keys and snapshots. */
  readonly realNow: number
  readonly viewer: Viewer
  readonly hints: Hints
  readonly session: Session
  /**
   * `kept`: the session is the one that came. `lost`: one came, too old or under a key that is gone. `unreadable`: what
   * came is no session of ours; it is ignored, counted, and a new one goes back.
   */
  readonly sessionState: 'kept' | 'lost' | 'unreadable' | 'new'
  readonly requestId: string | null
  /** What it has in common with many others; left out: nothing that is known. */
  readonly kind?: RequestKind
}

/** Signed by somebody we know, hence never in a URL, which logs keep. */
export const viewerTokenSchema = once(() => z.object({ viewerToken: z.optional(z.string('a viewer token')) }))

/**
 * Gathers place, clock, viewer, hints and session. Nothing unsigned can widen: place comes from the platform, rights
 * from the signed token, and hints only narrow.
 * @throws ProblemError 400 naming the field or header, or 401
 */
export async function readDeviceRequest(arrival: Arrival, settings: RequestSettings): Promise<DeviceRequest> {
  const kind = kindOf(arrival, settings)
  const viewer = kind === null ? null : knownViewer(arrival, settings)
  return kind === null || viewer === null
    ? readNewRequest(arrival, settings)
    : asBefore(kind, viewer, arrival, settings)
}

/** What a request says of device and place, where it may well be said again; else null. */
function kindOf({ request: { headers }, query, cf, body }: Arrival, settings: RequestSettings): RequestKind | null {
  if (query.kind === undefined || body !== null || settings.debug !== null) return null
  const { country, regionCode, timezone } = reportedPlace(cf)
  if (!(isText(country) && isText(regionCode) && isText(timezone))) return null
  // Every header that `hintsFrom` and `withAnonymizer` look at; no header has a line end in it.
  const said = HINT_HEADERS.map((name) => headers.get(name)).join('\n')
  const name = `${query.kind}\n${said}\n${country}\n${regionCode}\n${timezone}`
  if (name.length > KIND_CHARACTERS) return null
  return settings.kinds.of(name, () => {
    const place = withAnonymizer(placeFromCf(cf), headers)
    return new RequestKind(place, hintsFrom([parseQuery(hintsSchema, query)], headers))
  })
}

/** Longer ones are made up, and would fill the memory for kinds with few of them. */
const KIND_CHARACTERS = 600

const isText = (reported: unknown): boolean => reported === undefined || typeof reported === 'string'

/** A guest, or the member of a token that was verified before; null: somebody has to look closer. */
function knownViewer({ request, now }: Arrival, settings: RequestSettings): Viewer | null {
  const token = bearer(request.headers)
  return token === undefined ? GUEST : rememberedViewer(token, settings.viewers, now)
}

/** As `readNewRequest`, of a request whose kind and viewer are known. */
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
  // The local platform makes up a place (Miniflare: Austin, US): here only what was asked for counts.
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

/** @throws ProblemError 400 for a header above its limit: 431 is a status that devices in the field do not know */
function headerWithin(headers: Headers, name: keyof typeof LIMITS.headerCharacters): string | null {
  const text = headers.get(name)
  const most = LIMITS.headerCharacters[name]
  if (text === null || text.length <= most) return text
  throw new ProblemError('invalid-field', { field: name, detail: `Send at most ${most} characters in ${name}.` })
}

/** `Bearer`, whatever its case, and one token behind it. Source: RFC 9110, section 11.4; RFC 6750, section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i

/** @throws ProblemError 401 for a header that is something else: whoever sends one means to be known by it */
function bearer(headers: Headers): string | undefined {
  const authorization = headerWithin(headers, 'authorization')
  if (authorization === null) return undefined
  const token = BEARER.exec(authorization)?.[1]
  if (token !== undefined) return token
  const detail = 'Send the viewer token as `Authorization: Bearer <token>`, or leave the header out.'
  throw new ProblemError('unauthorized', { detail, field: 'Authorization', code: 'viewer-token scheme' })
}

/** The value that was given, in however many places. Two that differ leave open which was meant. */
function agreed(field: string, values: readonly (string | undefined)[]): string | null {
  const given = new Set(values.filter((value) => value !== undefined))
  if (given.size > 1) {
    throw new ProblemError('invalid-field', { field, detail: `${field} is given twice, differently; give it once.` })
  }
  const [only] = given
  return only ?? null
}
