import { Hono } from 'hono'
import type { Isolate } from './isolate.ts'
import openApi from './openapi/generated/openapi.json' with { type: 'json' }
import { ProblemError, problemResponse } from './problem.ts'
import { autoplay } from './routes/autoplay.ts'
import { clips, clipsAfterSignals } from './routes/clips.ts'
import { decisions } from './routes/decisions.ts'
import type { EdgeContext, EdgeVariables } from './routes/device-route.ts'
import { events } from './routes/events.ts'
import { status } from './routes/status.ts'
import { headersOf, withSharedHeaders } from './shared-headers.ts'

/** Devices may ask from a page of any origin, with these headers; none of them is a cookie. */
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

/** The device API. `isolate` is made once per isolate, at its first request. */
export function createEdgeApp(
  isolate: (environment: EdgeVariables['Bindings']) => Promise<Isolate>,
): Hono<EdgeVariables> {
  const app = new Hono<EdgeVariables>()
  // No middleware: around every decision it would cost about as much as the decision itself.
  app.options('*', () => new Response(null, PREFLIGHT))
  app.get('/healthz', () => new Response(JSON.stringify({ ok: true }), OPEN_JSON))
  app.get('/openapi.json', () => new Response(JSON.stringify(openApi), OPEN_JSON))
  app.get('/media/*', async (context) => {
    const { MEDIA } = context.env
    return MEDIA ? withSharedHeaders(await MEDIA.fetch(context.req.raw)) : context.notFound()
  })
  const device = (route: (context: EdgeContext) => Promise<Response>) => async (context: EdgeContext) => {
    context.set('isolate', await isolate(context.env))
    return route(context)
  }
  app.get('/v1/autoplay', device(autoplay))
  app.get('/v1/clips', device(clips))
  app.post('/v1/clips', device(clipsAfterSignals))
  app.post('/v1/decisions', device(decisions))
  app.post('/v1/events', device(events))
  app.get('/v1/status', device(status))
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
  app.onError((error) => {
    if (error instanceof ProblemError) return problemResponse(error)
    // A code alone: a message could hold what a caller sent.
    console.error(JSON.stringify({ level: 'error', code: 'edge-fault', name: error.name }))
    return problemResponse(
      new ProblemError('unavailable', { detail: 'The decision could not be made; try again.', retryAfterSeconds: 5 }),
    )
  })
  return app
}
