import type { PreviewRibbon } from '../../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import { requireAction } from '../../access/require-action.ts'
import { ribbonOrder, ribbonRequest } from '../../preview/ribbon-request.ts'
import { previewedRibbon } from '../../preview/ribbon-service.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `POST /ops/v1/preview/ribbon`: what wins a surface over some hours, for each viewer. Nothing is written. */
export async function previewRibbon(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const request = await readBody(context, ribbonRequest)
  const publisher = context.get('publisher')
  const order = ribbonOrder(request, publisher.rules, publisher.now())
  requireAction(context, 'decision.explain', [order.region])
  return answer<PreviewRibbon>(context).with(await previewedRibbon(publisher, request, order))
}
