import type { PreviewAnswer } from '../../../contracts/ops/answers/inquiries/preview.ts'
import { requireAction } from '../../access/require-action.ts'
import { type PreviewRequest, previewedViewers, previewRequest } from '../../preview/preview-request.ts'
import { cellOf, previewOf, viewerOf } from '../../preview/preview-service.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `POST /ops/v1/preview`: what would be shown, before and after changes. Nothing is written. */
export async function preview(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const request = await readBody(context, previewRequest)
  const publisher = context.get('publisher')
  const viewers = previewedViewers(request, publisher.rules, publisher.now())
  requireAction(context, 'decision.explain', [...new Set(viewers.map(({ region }) => region))])
  return answer<PreviewAnswer>(context).with(
    request.panel ? await panel(context, request, viewers) : await oneViewer(context, request, viewers),
  )
}

type Viewers = ReturnType<typeof previewedViewers>

async function oneViewer(context: OpsContext, request: PreviewRequest, viewers: Viewers) {
  const order = { viewers, actor: context.get('actor'), tell: viewerOf.bind(null, request) }
  const { told, ...said } = await previewOf(context.get('publisher'), request, order)
  const [found] = [...told].map(([{ region, at }, one]) => ({ at, viewer: { region, ...one } }))
  return { at: found ? isoOf(found.at) : null, ...said, viewer: found?.viewer ?? null, panel: null }
}

async function panel(context: OpsContext, request: PreviewRequest, viewers: Viewers) {
  const order = { viewers, actor: context.get('actor'), tell: cellOf }
  const { told, ...said } = await previewOf(context.get('publisher'), request, order)
  const cells = viewers.flatMap((viewer) => {
    const cell = told.get(viewer)
    const { country: territory, age, at } = viewer
    return cell === undefined || age === null ? [] : [{ territory, age, at: isoOf(at), ...cell }]
  })
  return { at: null, ...said, viewer: null, panel: cells }
}

const isoOf = (instant: number): string => new Date(instant).toISOString()
