import type { RulesMatrix } from '../../../contracts/ops/answers/inquiries/matrix.ts'
import { matrixQuestion } from '../../../contracts/ops/requests/explain.ts'
import { liveMatrix } from '../../inquiries/matrix-service.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

/** `GET /ops/v1/rules/matrix?asset=…[&surface=…][&inView=…][&now=…]`: where, for whom and when it may autoplay. */
export async function rulesMatrix(context: OpsContext): Promise<Response> {
  const query = context.req.queries()
  const twice = Object.keys(query).find((name) => (query[name]?.length ?? 0) > 1)
  if (twice !== undefined) throw new OpsProblem(400, 'A parameter twice', `Give ${twice} once.`, twice)
  const question = readQuery(context, matrixQuestion, 'A bad parameter')
  const regions = context.get('permission').regionsOf('decision.explain')
  return answer<RulesMatrix>(context).with(await liveMatrix(context.get('publisher'), question, regions))
}
