import { Hono } from 'hono'
import { engineRoutes } from '../console/engine/engine-routes.ts'
import { authorize, routesOf } from './access/authorize.ts'
import { createDenialLog } from './access/denials.ts'
import type { SignInDoors } from './access/sign-in.ts'
import type { PublisherEnvironment } from './environment.ts'
import { afterRequest } from './notices/after-request.ts'
import { OpsProblem } from './ops-problem.ts'
import type { PublisherContext } from './publisher-context.ts'
import { problemOf, refusal } from './refusal.ts'
import { approvals, approveRequest, proposeOverride } from './routes/approvals.ts'
import { campaignRoutes } from './routes/campaigns/campaign-routes.ts'
import { pageRoutes } from './routes/console/page-routes.ts'
import { deliverable } from './routes/deliverable.ts'
import { eventsRoutes } from './routes/events/events-routes.ts'
import { experimentRoutes } from './routes/experiments/experiment-routes.ts'
import { feedRoutes, sourceRoutes } from './routes/feeds/feed-routes.ts'
import { recordRoutes } from './routes/history/record-routes.ts'
import { ingest } from './routes/ingest.ts'
import { inquiryRoutes } from './routes/inquiries/inquiry-routes.ts'
import { me } from './routes/inquiries/who-am-i.ts'
import { lab } from './routes/lab/lab.ts'
import { scheduleRoutes } from './routes/lanes/schedule-routes.ts'
import { learnedRoutes } from './routes/learned/learned-routes.ts'
import { openApi } from './routes/openapi.ts'
import type { OpsVariables } from './routes/ops-context.ts'
import { eraseProfile, viewing } from './routes/profiles/profiles.ts'
import { regionRoutes } from './routes/region-routes.ts'
import { restore } from './routes/schedule.ts'
import { addTakedown, liftTakedown, takedowns } from './routes/takedowns/takedowns.ts'

/** What signing in needs, in a Worker. */
const DOORS: SignInDoors = { fetch: (url, init) => fetch(url, init), now: () => Date.now() }

/**
 * The ops API. Every route below `/ops` requires a signed-in caller with a permission; `access/route-actions.ts` lists
 * the permissions.
 */
export function createPublisherApp(
  contextOf: (environment: PublisherEnvironment) => PublisherContext,
  doors: SignInDoors = DOORS,
) {
  const denied = createDenialLog(doors.now, (line) => console.warn(line))
  const app = new Hono<OpsVariables>()
  app.get('/healthz', (context) => context.json({ ok: true }))
  app.route('/', lab(contextOf))
  app.route('/', engineRoutes<OpsVariables>())
  const authorized = authorize(contextOf, doors)
  pageRoutes(app, authorized, doors.now)
  app.use('/ops/*', deliverable)
  app.use('/ops/*', afterRequest)
  app.use('/ops/*', authorized)
  app.post('/ops/v1/ingest', ingest)
  scheduleRoutes(app)
  regionRoutes(app)
  campaignRoutes(app)
  feedRoutes(app)
  eventsRoutes(app)
  learnedRoutes(app)
  experimentRoutes(app)
  app.post('/ops/v1/restore', restore)
  app.get('/ops/v1/takedowns', takedowns)
  app.post('/ops/v1/takedowns', addTakedown)
  app.delete('/ops/v1/takedowns/:id', liftTakedown)
  sourceRoutes(app)
  app.post('/ops/v1/overrides', proposeOverride)
  app.get('/ops/v1/approvals', approvals)
  app.post('/ops/v1/approvals/:id/approve', approveRequest)
  app.post('/ops/v1/viewing', viewing)
  app.delete('/ops/v1/profiles/:sub', eraseProfile)
  inquiryRoutes(app)
  recordRoutes(app)
  app.get('/ops/v1/me', me)
  app.get('/ops/v1/openapi.json', openApi)
  app.notFound((context) => refusal(context, new OpsProblem(404, 'Nothing here', 'There is no such route.')))
  app.onError((error, context) => {
    const problem = problemOf(error)
    const { status, field } = problem
    if (status === 401 || status === 403) {
      const [route = 'none'] = routesOf(context)
      denied({ status, method: context.req.method, route, field })
    }
    return refusal(context, problem)
  })
  return app
}
