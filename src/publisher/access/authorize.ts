import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { isRegionId, REGION_IDS } from '../../model/nouns/region.ts'
import { type AccessPolicy, ADMIN_ROLE, BREAK_GLASS_ROLE } from '../../model/policies/access.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import type { PublisherEnvironment } from '../environment.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { OpsContext, OpsVariables } from '../routes/ops-context.ts'
import { noteAudit } from '../takedowns/journal/journal.ts'
import { urgentDoor } from '../takedowns/journal/store-door.ts'
import { type Grant, parseGrants, WrongGrants } from './grants.ts'
import { Permission } from './permission.ts'
import { requireAnywhere, requirePermission } from './require-action.ts'
import { requireFeedFor } from './require-feed.ts'
import { ROUTE_ACTIONS, type RouteAction } from './route-actions.ts'
import { requireSameOrigin } from './same-origin.ts'
import { createSignIn, type SignedIn, type SignInDoors } from './sign-in.ts'
import { requireWithinLimits } from './within-limits.ts'

const SENT_ON_PURPOSE: readonly SignedIn['kind'][] = ['local', 'break-glass']

/**
 * Middleware before every ops handler: identifies the caller and checks their permission for this route and region.
 * Whatever the table does not allow is refused, including routes without a row. Passes on the actor, the role and the
 * permission.
 */
export function authorize(
  contextOf: (environment: PublisherEnvironment) => PublisherContext,
  doors: SignInDoors,
): MiddlewareHandler<OpsVariables> {
  const signIn = createSignIn(doors)
  return async (context, next) => {
    requireWithinLimits(context.req.raw)
    const signedIn = await signIn(context.req.raw.headers, context.env)
    // A browser sends a session on its own, so its origin is checked; a bearer token is sent on purpose.
    if (!SENT_ON_PURPOSE.includes(signedIn.kind)) requireSameOrigin(context.req.raw)
    const publisher = contextOf(context.env)
    const policy = publisher.rules.access
    const permission = new Permission(policy, grantsOf(signedIn, context.env.OPS_GRANTS, policy))
    const rows = matchedRows(context)
    for (const row of rows) checkRow(context, permission, row)
    const role = permission.roleFor(rows.flatMap(({ anyOf }) => anyOf))
    context.set('publisher', { ...publisher, role })
    context.set('actor', signedIn.name)
    context.set('signedIn', signedIn)
    context.set('permission', permission)
    if (signedIn.kind === 'break-glass') await noteBrokenGlass(context)
    await next()
  }
}

function grantsOf({ kind, name }: SignedIn, json: string | undefined, policy: AccessPolicy): readonly Grant[] {
  if (kind === 'local' || kind === 'local-browser') return [{ role: ADMIN_ROLE, regions: REGION_IDS, feeds: null }]
  if (kind === 'break-glass') return [{ role: BREAK_GLASS_ROLE, regions: REGION_IDS, feeds: null }]
  try {
    return parseGrants(json || '[]', policy).get(name) ?? []
  } catch (error) {
    if (!(error instanceof WrongGrants)) throw error
    throw new OpsProblem(503, 'Nobody is granted anything', error.message.slice(0, 300))
  }
}

/** The table's rows for the handlers that match this request; none when there is no such route. */
function matchedRows(context: OpsContext): RouteAction[] {
  return routesOf(context).map((route) => {
    const row = ROUTE_ACTIONS.get(route)
    if (row) return row
    throw new OpsProblem(403, 'Not allowed', `Nobody may call ${route}: it has no row in the table of routes.`)
  })
}

/** The handlers' route patterns, such as `GET /ops/v1/regions/:region`. */
export function routesOf(context: OpsContext): string[] {
  return matchedRoutes(context)
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
}

function checkRow(context: OpsContext, permission: Permission, { anyOf, scope }: RouteAction): void {
  if (scope === 'signed-in') return
  if (scope === 'feed' || scope === 'some-feed') {
    requireFeedFor(permission, anyOf, scope === 'feed' ? segmentOf(context) : null)
    return
  }
  requireAnywhere(permission, anyOf)
  if (scope === 'everywhere') requirePermission(permission, anyOf, REGION_IDS)
  if (scope === 'path') requirePermission(permission, anyOf, regionsOfPath(context))
}

/** The region in the path. A name that is not a region requires permission everywhere, and then gets a 404. */
function regionsOfPath(context: OpsContext) {
  const region = segmentOf(context)
  return isRegionId(region) ? [region] : REGION_IDS
}

/** What the path names after its noun, as it is spelled there: another spelling is another name, and granted to nobody. */
function segmentOf(context: OpsContext): string {
  const [, first, , third = '', fourth = ''] = new URL(context.req.url).pathname.split('/')
  return first === 'console' ? third : fourth
}

/**
 * Audits each use of break-glass, reads included. A store that is down must not prevent or delay break-glass: then the
 * entry waits in the journal.
 */
async function noteBrokenGlass(context: OpsContext): Promise<void> {
  const [route] = routesOf(context)
  const publisher = context.get('publisher')
  // A path of no route may say anything, a viewer's subject too.
  const target = route === undefined ? 'no route' : new URL(context.req.url).pathname.slice(0, 200)
  console.warn(JSON.stringify({ level: 'warn', code: 'break-glass', route: route ?? 'none' }))
  const entry = {
    at: publisher.now(),
    actor: context.get('actor'),
    role: BREAK_GLASS_ROLE,
    action: 'break-glass',
    target: `${context.req.method} ${target}`,
    before: null,
    after: null,
  }
  const written = await urgentDoor(publisher)(async ({ redis }) => {
    await appendAudit(redis, entry)
    return true
  })
  if (written !== null) return
  await noteAudit(publisher, entry).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'break-glass-not-audited', route: route ?? 'none' })),
  )
}
