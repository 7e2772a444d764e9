import type { RulesMatrix } from '../../../contracts/ops/answers/inquiries/matrix.ts'
import { matrixQuestion } from '../../../contracts/ops/requests/explain.ts'
import { liveMatrix } from '../../inquiries/matrix-service.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

/** `GET /ops/v1/rules/matrix?asset=…[&surface=…][&inView=…][&now=…]`: where, for whom and when it may autoplay. */
export async function rulesMatrix(context: OpsContext): Promise<Response> {
  const question = readQuery(context, matrixQuestion, 'A bad parameter')
  const regions = context.get('permission').regionsOf('decision.explain')
  return answer<RulesMatrix>(context).with(await liveMatrix(context.get('publisher'), question, regions))
}
