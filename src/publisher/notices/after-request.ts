import type { MiddlewareHandler } from 'hono'
import type { PublisherContext } from '../publisher-context.ts'
import type { OpsContext, OpsVariables } from '../routes/ops-context.ts'
import { sendNotices } from './send-notices.ts'
import { logNotice } from './tell.ts'
import { tellVoided } from './tell-voided.ts'

/** Routes whose changes may be told. */
const TOLD = /^\/ops\/v1\/(campaigns|changes|takedowns|ingest|feeds|deliveries|quarantine)\b/

/** After a change, sends what it tells in the background: no answer waits for a webhook. */
export const afterRequest: MiddlewareHandler<OpsVariables> = async (context, next) => {
  await next()
  if (context.req.method === 'GET' || !context.res.ok || !TOLD.test(context.req.path)) return
  const publisher = context.get('publisher')
  if (publisher.webhook) inBackground(context, tellAndSend(publisher))
}

async function tellAndSend(publisher: PublisherContext): Promise<void> {
  try {
    await tellVoided(publisher)
    await sendNotices(publisher)
  } catch (error) {
    logNotice('notices', 'request', error instanceof Error ? error.name : 'unknown')
  }
}

function inBackground(context: OpsContext, work: Promise<void>): void {
  try {
    context.executionCtx.waitUntil(work)
  } catch {
    // Only a Worker has a background; elsewhere the work goes on by itself.
  }
}
