import { type Env, Hono } from 'hono'
import { CONSOLE_ENGINE } from './generated/console-engine.ts'

/**
 * The engine that serves, for pages: a script without a secret, so it needs no sign-in. What it decides on it reads
 * through the ops API, as whoever is signed in.
 */
export function engineRoutes<Environment extends Env>(): Hono<Environment> {
  const engine = new Hono<Environment>()
  engine.get('/console/engine.js', (context) =>
    context.body(CONSOLE_ENGINE, 200, {
      // Not kept unasked: it must be of the deployment that wrote the snapshots.
      'cache-control': 'no-cache',
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
    }),
  )
  return engine
}
