import type { Context as HonoContext } from 'hono'
import type { z } from 'zod'
import { regionInPath } from '../../contracts/ops/requests/paths.ts'
import { boundedBytes, TooManyBytes } from '../../http/bounded-bytes.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { Permission } from '../access/permission.ts'
import type { SignedIn } from '../access/sign-in.ts'
import type { PublisherEnvironment } from '../environment.ts'
import { OPS_LIMITS } from '../limits.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { jsonOf } from './json-text.ts'

/** The variables that every ops route can use. */
export interface OpsVariables {
  Bindings: PublisherEnvironment
  Variables: { publisher: PublisherContext; actor: string; signedIn: SignedIn; permission: Permission }
}
export type OpsContext = HonoContext<OpsVariables>

/** The region in the path; 404 when it does not exist. */
export function regionOf(context: OpsContext): RegionId {
  const region = context.req.param('region') ?? ''
  const known = regionInPath.safeParse(region)
  if (known.success) return known.data
  throw new OpsProblem(
    404,
    'No such region',
    `There is no region "${region.slice(0, 20)}"; there are ${REGION_IDS.join(', ')}.`,
    'region',
  )
}

/**
 * Refuses query parameters that a route does not know, and one that is given twice: neither a misspelt one nor a second
 * value must be silently ignored.
 */
export function onlyParameters(context: OpsContext, known: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of new URL(context.req.url).searchParams.keys()) {
    if (seen.has(name)) throw new OpsProblem(400, 'A parameter twice', `${name} is given twice; give it once.`, name)
    seen.add(name)
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

/**
 * Parses the query by a schema.
 *
 * @param titles the title of the problem, for all parameters or by parameter
 */
export function readQuery<Schema extends z.ZodObject>(
  context: OpsContext,
  schema: Schema,
  titles: string | Readonly<Record<string, string>>,
): z.output<Schema> {
  onlyParameters(context, Object.keys(schema.shape))
  const parsed = schema.safeParse(context.req.query())
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') || null
  const title = typeof titles === 'string' ? titles : titles[field ?? '']
  throw new OpsProblem(400, title ?? 'A bad parameter', (issue?.message ?? '').slice(0, 200), field)
}

/** Parses a JSON body by a schema; throws 400 naming the field, or 413 above the limit. */
export async function readBody<Schema extends z.ZodType>(
  context: OpsContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(jsonOf(await textOf(context.req.raw)))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const field = [...(issue?.path ?? []), ...unknown].join('.') || null
  throw new OpsProblem(400, 'The body cannot be used', (issue?.message ?? 'not what was expected').slice(0, 200), field)
}

/** Bytes that are not UTF-8 are not JSON; a byte order mark is removed. */
const STRICT = { fatal: true, ignoreBOM: false }

async function textOf(request: Request): Promise<string> {
  try {
    return new TextDecoder('utf-8', STRICT).decode(await boundedBytes(request, OPS_LIMITS.jsonBytes))
  } catch (error) {
    if (error instanceof TooManyBytes) {
      throw new OpsProblem(413, 'Too large', `Send at most ${error.maxBytes} bytes here.`, 'body')
    }
    throw new OpsProblem(400, 'The body cannot be read', 'The body ended early, or is not UTF-8.')
  }
}
