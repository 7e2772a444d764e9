import { LIMITS } from '../../contracts/device/limits.ts'
import { onSurface } from '../../decide/opened/opened-snapshot.ts'
import { contextOf } from '../answer/asked-decisions.ts'
import { viewerArms } from '../answer/experiment-arms.ts'
import { sealedViewer } from '../answer/sealed-viewer.ts'
import { afterSignals, knownSignals } from '../answer/signals.ts'
import { parseClipsBody, type Signal } from '../request/bodies.ts'
import { readJsonBody } from '../request/json-body.ts'
import { parseClipsQuery } from '../request/queries.ts'
import { queryOf } from '../request/query.ts'
import { openCursor, sealCursor } from '../token/cursor.ts'
import type { Session } from '../token/session.ts'
import { type Arrived, answer, arrive, type EdgeContext, privateText, stayingName } from './device-route.ts'

/** The greatest number of items in a feed, so that nobody scrolls for ever. */
const FEED_ITEMS_MAX = 200
const PLACEMENT = 'clips-feed'
const FEED = { surface: 'clips-feed', titleId: null, inView: null, row: null } as const

/** `GET /v1/clips`: one page of the vertical feed. */
export async function clips(context: EdgeContext): Promise<Response> {
  const query = queryOf(context.url)
  const asked = parseClipsQuery(query)
  return page(context, await arrive(context, null, query), { ...asked, signals: [] })
}

/** `POST /v1/clips`: the next page, with signals about the previous one. */
export async function clipsAfterSignals(context: EdgeContext): Promise<Response> {
  const body = await readJsonBody(context.request, LIMITS.bodyBytes.clips)
  return page(context, await arrive(context, body), { ...parseClipsBody(body), asset: null })
}

async function page(
  context: EdgeContext,
  arrived: Arrived,
  asked: {
    readonly cursor: string | null
    readonly limit: number
    readonly asset: string | null
    readonly signals: readonly Signal[]
  },
): Promise<Response> {
  const keys = context.isolate.settings.sessionKeys
  const walk = await walkOf(context, arrived, asked.cursor)
  const named = { ...arrived.request, session: walk.session }
  const own = arrived.holder.forViewer(arrived.live, stayingName(named))
  const live = own === arrived.live ? own : arrived.served(own)
  const session = await sessionAfter(context, { live, request: named }, asked.signals)
  const request = { ...named, session }
  const count = Math.min(asked.limit, FEED_ITEMS_MAX - walk.position)
  const decided = await answer(
    context,
    { ...arrived, request, live },
    {
      placements: count > 0 ? [{ id: PLACEMENT, count, ...FEED }] : [],
      served: walk.served,
      firstPosition: walk.position,
      openWith: walk.position === 0 ? asked.asset : null,
      ...(count > 0 ? {} : { ended: PLACEMENT }),
      retryParts: ['clips', walk.position, walk.served, asked.limit, asked.asset, asked.signals],
    },
  )
  if (count <= 0) return privateText(decided.text)
  // A page that is short because text was missing is not the end: what was left out comes on a later page.
  const ended = decided.shown.length < count && !(decided.curtailed && decided.shown.length > 0)
  if (ended) return privateText(decided.text)
  const cursor = sealCursor(
    {
      sessionId: walk.session.id,
      region: arrived.holder.region,
      snapshotSequence: decided.live.pointer?.sequence ?? 0,
      position: walk.position + decided.shown.length,
      served: [...walk.served, ...decided.shown],
    },
    keys,
    arrived.request.realNow,
  )
  return privateText(`${decided.text.slice(0, -1)},"cursor":"${cursor}"}`)
}

/** The session, updated with the device's signals about earlier pages, in the viewer's arm. */
async function sessionAfter(
  { isolate: { settings } }: EdgeContext,
  { request, live }: Pick<Arrived, 'request' | 'live'>,
  signals: readonly Signal[],
): Promise<Session> {
  const { session, realNow } = request
  const reported = await knownSignals(signals, settings.decisionKeys, realNow)
  const viewer = contextOf(live, request)
  const { owned } = viewerArms(live.opened.snapshot, viewer, sealedViewer(viewer, request, settings.unitKeys), [FEED])
  const { snapshot } = onSurface(live.opened, { owned }, FEED.surface)
  return afterSignals(session, reported, { snapshot, context: viewer, now: realNow })
}

interface Walk {
  readonly session: Session
  readonly position: number
  /** `hash32` of assets, oldest first. */
  readonly served: readonly number[]
}

/**
 * The position in the feed: its start, or that of the cursor. A cursor without a session also brings the session's
 * name.
 */
async function walkOf(context: EdgeContext, { request, holder }: Arrived, cursor: string | null): Promise<Walk> {
  const { session, sessionState, realNow } = request
  if (cursor === null) return { session, position: 0, served: [] }
  const opened = await openCursor(cursor, context.isolate.settings.sessionKeys, {
    sessionId: sessionState === 'kept' ? session.id : null,
    region: holder.region,
    now: realNow,
  })
  // With an unreadable session the owner of the cursor is unknown, so the feed starts anew, without what was served.
  const served = opened.restart ? opened.served : opened.cursor.served
  if (opened.restart || sessionState === 'unreadable') return { session, position: 0, served }
  const named = sessionState === 'kept' ? session : { ...session, id: opened.cursor.sessionId }
  return { session: named, position: opened.cursor.position, served: opened.cursor.served }
}
