import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { deadMessages, dropDeadMessages, retryDeadMessages } from './dead-messages.ts'
import { eventsStateNow } from './events-state.ts'

/** What devices report, and what died on the way. */
export function eventsRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/events', eventsStateNow)
  app.get('/ops/v1/events/dead', deadMessages)
  app.post('/ops/v1/events/dead/retry', retryDeadMessages)
  app.post('/ops/v1/events/dead/drop', dropDeadMessages)
}
