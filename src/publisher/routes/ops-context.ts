import type { Context as HonoContext } from 'hono'
import type { z } from 'zod'
import { isRegionId, REGION_IDS, type RegionId } from '../../model/region.ts'
import type { Permission } from '../access/permission.ts'
import type { SignedIn } from '../access/sign-in.ts'
import type { PublisherEnvironment } from '../environment.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** What every ops route can reach. */
export interface OpsVariables {
  Bindings: PublisherEnvironment
  Variables: { publisher: PublisherContext; actor: string; signedIn: SignedIn; permission: Permission }
}
export type OpsContext = HonoContext<OpsVariables>

/** The region of the path; 404 for one that does not exist. */
export function regionOf(context: OpsContext): RegionId {
  const region = context.req.param('region') ?? ''
  if (isRegionId(region)) return region
  throw new OpsProblem(
    404,
    'No such region',
    `There is no region "${region.slice(0, 20)}"; there are ${REGION_IDS.join(', ')}.`,
    'region',
  )
}

/** Refuses query parameters that a route does not know: a misspelt one must not be silently ignored. */
export function onlyParameters(context: OpsContext, known: readonly string[]): void {
  for (const name of new URL(context.req.url).searchParams.keys()) {
    if (known.includes(name)) continue
    const list = known.length === 0 ? 'none' : known.join(', ')
    throw new OpsProblem(
      400,
      'Unknown parameter',
      `This route knows no parameter like this one (it takes ${list}).`,
      name.slice(0, 80),
    )
  }
}

/** A JSON body that is what a schema says, or 400 naming the field. */
export async function readBody<Schema extends z.ZodType>(
  context: OpsContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await context.req.text()
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys[0] : null)
  throw new OpsProblem(
    400,
    'The body cannot be used',
    (issue?.message ?? 'not what was expected').slice(0, 200),
    field ?? null,
  )
}

function jsonOf(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw new OpsProblem(400, 'The body cannot be read', 'The body is not JSON.')
  }
}
