import type { Hono, MiddlewareHandler } from 'hono'
import { consoleRoutes, openConsoleRoutes } from '../../../console/console-routes.tsx'
import { deliverable } from '../deliverable.ts'
import type { OpsVariables } from '../ops-context.ts'
import { consoleDoors } from './console-doors.ts'
import { beginSession, endSession } from './session.ts'

/** The pages of the console, and how a browser signs in to them. */
export function pageRoutes(
  app: Hono<OpsVariables>,
  authorized: MiddlewareHandler<OpsVariables>,
  now: () => number,
): void {
  const pages = consoleDoors(app, now)
  app.post('/console/session', beginSession(now))
  app.delete('/console/session', endSession)
  app.route('/', openConsoleRoutes(pages))
  app.use('/console/*', deliverable)
  app.use('/console/*', authorized)
  app.route('/', consoleRoutes(pages))
}
