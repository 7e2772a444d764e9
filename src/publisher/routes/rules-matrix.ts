import { liveMatrix, matrixRequest } from '../inquiries/matrix-service.ts'
import { OpsProblem } from '../ops-problem.ts'
import { type OpsContext, onlyParameters } from './ops-context.ts'

/** `GET /ops/v1/rules/matrix?asset=…[&surface=…][&inView=…][&now=…]`: where, for whom and when it may autoplay. */
export async function rulesMatrix(context: OpsContext): Promise<Response> {
  onlyParameters(context, Object.keys(matrixRequest.shape))
  const query = new URL(context.req.url).searchParams
  const given = Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]))
  const twice = Object.keys(given).find((name) => (given[name]?.length ?? 0) > 1)
  if (twice !== undefined) throw new OpsProblem(400, 'A parameter twice', `Give ${twice} once.`, twice)
  const parsed = matrixRequest.safeParse(Object.fromEntries(query))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new OpsProblem(400, 'A bad parameter', `${issue?.message}`.slice(0, 200), issue?.path.join('.') || null)
  }
  const regions = context.get('permission').regionsOf('decision.explain')
  return context.json(await liveMatrix(context.get('publisher'), parsed.data, regions))
}
