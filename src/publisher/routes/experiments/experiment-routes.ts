import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import { estimates, pushEstimate } from './estimates.ts'
import { analysis, decide, experiment, experiments, moments, putOne, ramp, remove, start, stop } from './experiments.ts'

/** Experiments: written, started, ramped, measured, and decided. */
export function experimentRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/estimates', estimates)
  app.post('/ops/v1/estimates', pushEstimate)
  app.get('/ops/v1/experiments', experiments)
  app.get('/ops/v1/experiments/:key', experiment)
  app.put('/ops/v1/experiments/:key', putOne)
  app.get('/ops/v1/experiments/:key/analysis', analysis)
  app.post('/ops/v1/experiments/:key/start', start)
  app.post('/ops/v1/experiments/:key/ramp', ramp)
  app.post('/ops/v1/experiments/:key/stop', stop)
  app.post('/ops/v1/experiments/:key/remove', remove)
  app.post('/ops/v1/experiments/:key/decide', decide)
  app.post('/ops/v1/experiments/:key/moments', moments)
}
