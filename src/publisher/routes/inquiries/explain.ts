import type { ExplanationAnswer } from '../../../contracts/ops/answers/inquiries/explain.ts'
import { explainedViewer } from '../../../decide/explain/explained-asker.ts'
import { regionFor } from '../../../rules/lookup/route.ts'
import { requireAction } from '../../access/require-action.ts'
import { explainedPlace, explainRequest } from '../../inquiries/explain-request.ts'
import { explainLive } from '../../inquiries/explain-service.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `POST /ops/v1/explain`: every candidate, kept or rejected, and why. */
export async function explain(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const request = await readBody(context, explainRequest)
  requireAction(context, 'decision.explain', [regionFor(explainedPlace(request), explainedViewer(request))])
  return answer<ExplanationAnswer>(context).with(
    await explainLive(context.get('publisher'), request, context.env.DECISION_LOG_KEY),
  )
}
