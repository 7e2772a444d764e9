import { Hono } from 'hono/tiny'
import type { HealthAnswer } from '../contracts/device/answers/status.ts'
import type { EdgeEnvironment } from './environment.ts'
import { OPENAPI_TEXT } from './generated/openapi-text.ts'
import type { Isolate } from './isolate.ts'
import { ProblemError, problemResponse } from './problem.ts'
import { autoplay } from './routes/autoplay.ts'
import { clips, clipsAfterSignals } from './routes/clips.ts'
import { decisions } from './routes/decisions.ts'
import type { EdgeContext } from './routes/device-route.ts'
import { events } from './routes/events.ts'
import { status } from './routes/status.ts'
import { headersOf, withSharedHeaders } from './shared-headers.ts'

/** Answer to a CORS preflight: pages of any origin may call, with these headers. No cookies are used. */
const PREFLIGHT = {
  status: 204,
  headers: headersOf({
    'access-control-allow-methods': 'GET,POST,OPTIONS',
    'access-control-allow-headers': 'authorization,content-type,x-session,x-debug-context,sec-gpc,save-data',
    'access-control-max-age': '7200',
    vary: 'Access-Control-Request-Headers',
  }),
}
const OPEN_JSON = { headers: headersOf({ 'content-type': 'application/json' }) }

const HEALTHY = JSON.stringify({ ok: true } satisfies HealthAnswer)

type Route = (context: EdgeContext) => Promise<Response>

const ROUTES = [
  ['GET', '/v1/autoplay', autoplay],
  ['GET', '/v1/clips', clips],
  ['POST', '/v1/clips', clipsAfterSignals],
  ['POST', '/v1/decisions', decisions],
  ['POST', '/v1/events', events],
  ['GET', '/v1/status', status],
] as const satisfies readonly (readonly [string, string, Route])[]

/** Routes by exact method and path, as nearly every device writes them. */
const DIRECT: ReadonlyMap<string, Route> = new Map(ROUTES.map(([method, path, route]) => [`${method} ${path}`, route]))

/** Access to the isolate's state, which is created at its first request. */
export interface IsolateSource {
  /** Null before the first request has created it. */
  readonly made: () => Isolate | null
  readonly make: (environment: EdgeEnvironment) => Promise<Isolate>
}

/**
 * The device API. Common requests are found by their exact method and path: the router alone takes 4 % of an answer
 * (profiled in workerd), and more with its context. Everything else, and other spellings, go through the router.
 */
export function createEdge(source: IsolateSource): Pick<Required<ExportedHandler<EdgeEnvironment>>, 'fetch'> {
  const app = createEdgeApp(source)
  return {
    fetch(request, environment, execution) {
      const isolate = source.made()
      const { url } = request
      const route = isolate === null ? undefined : DIRECT.get(`${request.method} ${pathOf(url)}`)
      if (isolate === null || route === undefined) return app.fetch(request, environment, execution)
      return route(contextOf({ request, url, environment, execution, isolate })).catch(errorResponse)
    },
  }
}

/** The path of a URL, not decoded or normalized. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  if (start < 0) return '/'
  const end = url.indexOf('?', start)
  return url.slice(start, end < 0 ? undefined : end)
}

function contextOf(arrived: {
  readonly request: Request
  readonly url: string
  readonly environment: EdgeEnvironment
  readonly execution: Pick<ExecutionContext, 'waitUntil'>
  readonly isolate: Isolate
}): EdgeContext {
  const { request, url, environment, execution, isolate } = arrived
  return { request, url, environment, isolate, keepAlive: (promise) => execution.waitUntil(promise) }
}

/** The routes of the device API. */
export function createEdgeApp({ make }: IsolateSource): Hono<{ Bindings: EdgeEnvironment }> {
  const app = new Hono<{ Bindings: EdgeEnvironment }>()
  // No middleware: wrapping every decision in it would cost about as much as the decision itself.
  app.options('*', () => new Response(null, PREFLIGHT))
  app.get('/healthz', () => new Response(HEALTHY, OPEN_JSON))
  app.get('/openapi.json', () => new Response(OPENAPI_TEXT, OPEN_JSON))
  app.get('/media/*', async (context) => {
    const { MEDIA } = context.env
    return MEDIA ? withSharedHeaders(await MEDIA.fetch(context.req.raw)) : context.notFound()
  })
  for (const [method, path, route] of ROUTES) {
    app.on(method, path, async ({ req, env: environment, executionCtx: execution }) =>
      route(contextOf({ request: req.raw, url: req.url, environment, execution, isolate: await make(environment) })),
    )
  }
  app.notFound((context) => {
    const methods = app.routes
      .filter(({ path, method }) => path === context.req.path && method !== 'ALL')
      .map(({ method }) => method)
    if (methods.length === 0) {
      return problemResponse(new ProblemError('not-found', { detail: 'There is no such route; see /openapi.json.' }))
    }
    const allowed = methods.join(', ')
    const refused = problemResponse(new ProblemError('method-not-allowed', { detail: `Use ${allowed} here.` }))
    refused.headers.set('allow', allowed)
    return refused
  })
  app.onError(errorResponse)
  return app
}

function errorResponse(error: unknown): Response {
  if (error instanceof ProblemError) return problemResponse(error)
  // Only the error's name is logged: a message could hold what a caller sent.
  const name = error instanceof Error ? error.name : 'unknown'
  console.error(JSON.stringify({ level: 'error', code: 'edge-fault', name }))
  return problemResponse(
    new ProblemError('unavailable', { detail: 'The decision could not be made; try again.', retryAfterSeconds: 5 }),
  )
}
