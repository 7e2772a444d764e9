import type { Hono } from 'hono'
import { audit } from '../audit.ts'
import { decisions } from '../decisions.ts'
import { supply } from '../events/supply.ts'
import type { OpsVariables } from '../ops-context.ts'
import { changes } from './changes.ts'
import { regionHealth } from './health.ts'

/** Routes that say what happened: counts, and logs. */
export function recordRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/decisions', decisions)
  app.get('/ops/v1/audit', audit)
  app.get('/ops/v1/changes', changes)
  app.get('/ops/v1/regions/:region/health', regionHealth)
  app.get('/ops/v1/supply', supply)
}
