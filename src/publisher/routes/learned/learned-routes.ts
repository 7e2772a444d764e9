import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { activateRun, pushRun, retireRun, run, runs } from './learned.ts'

/** Learned runs: stored, looked at, served, and taken back. */
export function learnedRoutes(app: Hono<OpsVariables>): void {
  app.post('/ops/v1/learned', pushRun)
  app.get('/ops/v1/learned', runs)
  app.get('/ops/v1/learned/:id', run)
  app.post('/ops/v1/learned/:id/activate', activateRun)
  app.post('/ops/v1/learned/:id/retire', retireRun)
}
