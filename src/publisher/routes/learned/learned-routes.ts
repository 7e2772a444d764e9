import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { activateRun, pushRun, retireRun, run, runs } from './learned.ts'
import { coverage, effect, keepReport } from './looks.ts'

/** Learned runs: stored, looked at, served, and taken back. */
export function learnedRoutes(app: Hono<OpsVariables>): void {
  app.post('/ops/v1/learned', pushRun)
  app.get('/ops/v1/learned', runs)
  app.get('/ops/v1/learned/coverage', coverage)
  app.get('/ops/v1/learned/:id', run)
  app.put('/ops/v1/learned/:id/report', keepReport)
  app.get('/ops/v1/learned/:id/effect', effect)
  app.post('/ops/v1/learned/:id/activate', activateRun)
  app.post('/ops/v1/learned/:id/retire', retireRun)
}
