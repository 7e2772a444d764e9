import type { MiddlewareHandler } from 'hono'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { Permission } from '../../access/permission.ts'
import { requireSameOrigin } from '../../access/same-origin.ts'
import { requireWithinLimits } from '../../access/within-limits.ts'
import type { PublisherEnvironment } from '../../environment.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import type { OpsVariables } from '../ops-context.ts'

/** The only role that the lab has, and all that it may do. */
const LAB_ROLE = 'lab'
const MAY = new Map([[LAB_ROLE, new Set(['decision.explain'] as const)]])

/** Names by which a browser reaches a stack on its own machine. */
const OWN_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether the lab's own doors are open: on a local stack, and nowhere else. */
export function onLocalStack({ LAB_EXPLAINS }: Pick<PublisherEnvironment, 'LAB_EXPLAINS'>, url: string): boolean {
  return LAB_EXPLAINS === 'on' && OWN_MACHINE.has(new URL(url).hostname)
}

/**
 * Lets the lab's page of a local stack ask for explanations without a sign-in, so that no token ever reaches the page.
 * It may do nothing else. Both the setting and the name of this machine are needed: a deployed Worker answers 404 even
 * if somebody copies the setting, and so does a name that was bent to this machine.
 */
export function labReader(
  contextOf: (environment: PublisherEnvironment) => PublisherContext,
): MiddlewareHandler<OpsVariables> {
  return async (context, next) => {
    if (!onLocalStack(context.env, context.req.url)) {
      throw new OpsProblem(404, 'Nothing here', 'Only a local stack explains without a sign-in.')
    }
    requireWithinLimits(context.req.raw)
    requireSameOrigin(context.req.raw)
    const publisher = contextOf(context.env)
    const grants = [{ role: LAB_ROLE, regions: REGION_IDS, feeds: null }]
    context.set('publisher', publisher)
    context.set('permission', new Permission({ ...publisher.rules.access, roles: MAY }, grants))
    await next()
  }
}
