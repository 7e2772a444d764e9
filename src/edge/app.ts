import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Isolate } from './isolate.ts'
import openApi from './openapi/generated/openapi.json' with { type: 'json' }
import { ProblemError, problemResponse } from './problem.ts'
import { autoplay } from './routes/autoplay.ts'
import { clips, clipsAfterSignals } from './routes/clips.ts'
import { decisions } from './routes/decisions.ts'
import type { EdgeVariables } from './routes/device-route.ts'
import { events } from './routes/events.ts'
import { status } from './routes/status.ts'

/** Headers that devices may send from a page of any origin; none of them is a cookie. */
const ALLOWED_HEADERS = ['authorization', 'content-type', 'x-session', 'x-debug-context', 'sec-gpc', 'save-data']

/** The device API. `isolate` is made once per isolate, at its first request. */
export function createEdgeApp(
  isolate: (environment: EdgeVariables['Bindings']) => Promise<Isolate>,
): Hono<EdgeVariables> {
  const app = new Hono<EdgeVariables>()
  app.use(
    '*',
    cors({ origin: '*', allowHeaders: ALLOWED_HEADERS, allowMethods: ['GET', 'POST', 'OPTIONS'], maxAge: 7200 }),
  )
  app.use('*', async (context, next) => {
    await next()
    context.res.headers.set('x-content-type-options', 'nosniff')
    context.res.headers.set('cross-origin-resource-policy', 'cross-origin')
  })
  app.get('/healthz', (context) => context.json({ ok: true }))
  app.get('/openapi.json', (context) => context.json(openApi))
  app.get('/media/*', (context) => (context.env.MEDIA ? context.env.MEDIA.fetch(context.req.raw) : context.notFound()))
  app.use('/v1/*', async (context, next) => {
    context.set('isolate', await isolate(context.env))
    await next()
  })
  app.get('/v1/autoplay', autoplay)
  app.get('/v1/clips', clips)
  app.post('/v1/clips', clipsAfterSignals)
  app.post('/v1/decisions', decisions)
  app.post('/v1/events', events)
  app.get('/v1/status', status)
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
