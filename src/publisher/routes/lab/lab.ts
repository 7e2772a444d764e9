import { Hono } from 'hono'
import { labRoutes } from '../../../console/lab/lab-routes.ts'
import type { PublisherEnvironment } from '../../environment.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { deliverable } from '../deliverable.ts'
import { explain } from '../inquiries/explain.ts'
import type { OpsContext, OpsVariables } from '../ops-context.ts'
import { labReader, onLocalStack } from './lab-reader.ts'

/** Where the lab of a local stack asks for an explanation; a deployed one asks as whoever is signed in. */
const EXPLAIN = '/lab/explain'

/** The device lab's pages, and what a local stack opens for them: explanations, and tokens of invented viewers. */
export function lab(contextOf: (environment: PublisherEnvironment) => PublisherContext): Hono<OpsVariables> {
  const routes = new Hono<OpsVariables>()
  routes.route(
    '/',
    labRoutes<OpsVariables>(({ env, req }) => ({
      edgeUrl: env.EDGE_URL ?? '',
      country: env.LAB_COUNTRY ?? '',
      explainPath: onLocalStack(env, req.url) ? EXPLAIN : '/ops/v1/explain',
    })),
  )
  routes.post(EXPLAIN, deliverable, labReader(contextOf), explain)
  routes.get('/lab/viewers', deliverable, labViewers)
  return routes
}

/** Tokens of viewers who do not exist: 12 years old, and adult. */
async function labViewers({ env, req }: OpsContext): Promise<Response> {
  if (env.LAB_VIEWERS === undefined || !onLocalStack(env, req.url)) {
    throw new OpsProblem(404, 'Nothing here', 'Only a local stack has viewers of its own.')
  }
  const tokens: unknown = await (await env.LAB_VIEWERS.fetch('http://lab/viewers')).json()
  return Response.json(tokens)
}
