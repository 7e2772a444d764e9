import type { Hono } from 'hono'
import type { ConsoleDoors } from '../../../console/console-routes.tsx'
import { accessSettings } from '../../access/access-settings.ts'
import { ASSERTION_HEADER } from '../../access/sign-in.ts'
import type { OpsContext, OpsVariables } from '../ops-context.ts'

/** What says who asks: the only headers that a page passes on. */
const CREDENTIALS = ['authorization', 'cookie', ASSERTION_HEADER]

/**
 * The pages read through the same door as everybody: what they ask of the ops API is checked once more, by the credentials
 * that the page came with.
 */
export function consoleDoors(app: Hono<OpsVariables>, now: () => number): ConsoleDoors<OpsVariables> {
  return {
    now,
    isLocal: signsInLocally,
    sendToOps: (context) => async (path, init) => {
      const headers = new Headers({ 'content-type': 'application/json' })
      for (const name of CREDENTIALS) {
        const value = context.req.header(name)
        if (value !== undefined) headers.set(name, value)
      }
      return app.fetch(
        new Request(new URL(path, context.req.url), { ...init, headers }),
        context.env,
        background(context),
      )
    },
  }
}

/** Whether a token signs browsers in: only where Cloudflare Access is not set up. */
export function signsInLocally(context: OpsContext): boolean {
  return accessSettings(context.env) === null
}

/** Only a Worker has a background. */
function background(context: OpsContext) {
  try {
    return context.executionCtx
  } catch {
    return undefined
  }
}
