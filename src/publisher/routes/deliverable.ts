import type { MiddlewareHandler } from 'hono'
import { dropUnread } from '../../http/drop-unread.ts'
import type { OpsVariables } from './ops-context.ts'

/** Sees to it that an answer arrives, and that nobody keeps it unless its route says who may. */
export const deliverable: MiddlewareHandler<OpsVariables> = async (context, next) => {
  await next()
  await dropUnread(context.req.raw)
  if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'private, no-store')
  context.res.headers.set('x-content-type-options', 'nosniff')
}
