import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { exportAll, schedule } from '../schedule.ts'
import { moveInLanes } from './campaign-move.ts'
import { lanes } from './schedule-lanes.ts'

/** How much is scheduled, all of it, what plays where and when, and what a move of it would do. */
export function scheduleRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/schedule', schedule)
  app.get('/ops/v1/export', exportAll)
  app.get('/ops/v1/schedule/calendar', lanes)
  app.post('/ops/v1/schedule/calendar/move', moveInLanes)
}
