import { explainRequest } from '../explain-request.ts'
import { explainLive } from '../explain-service.ts'
import { type OpsContext, onlyParameters, readBody } from './ops-context.ts'

/** `POST /ops/v1/explain`: every candidate, kept or rejected, and why. */
export async function explain(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return context.json(await explainLive(context.get('publisher'), await readBody(context, explainRequest)))
}
