import { base64url } from 'jose'
import { listInPath } from '../../../contracts/ops/requests/paths.ts'
import { DENIES_NAME, TAKEDOWNS_TEXT_NAME } from '../../../snapshot/format.ts'
import { takedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { storedBytes } from '../../announce/live-region.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { type OpsContext, onlyParameters, regionOf } from '../ops-context.ts'

/**
 * `GET /ops/v1/regions/{r}/takedowns/{sha256}`: the exact text of a list that was announced in the last days, by its
 * hash, as named by a line of the decision log. A replay applies it again.
 */
export async function takedownsText(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return bytesAnswer((await asked(context)).bytes)
}

/** `GET /ops/v1/regions/{r}/takedowns/{sha256}/packed`: the bytes of that list's packed part. */
export async function takedownsPacked(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { packed } = (await asked(context)).list
  const bytes = packed === null ? null : await storedBytes(packed.sha256, DENIES_NAME, context.get('publisher').sink)
  if (bytes === null) throw gone('The packed part of this list is not stored, or it has none.')
  return bytesAnswer(bytes)
}

async function asked(context: OpsContext) {
  const region = regionOf(context)
  const sha256 = context.req.param('sha256') ?? ''
  const bytes = listInPath.safeParse(sha256).success
    ? await storedBytes(sha256, TAKEDOWNS_TEXT_NAME, context.get('publisher').sink)
    : null
  const list = bytes === null ? null : listOf(bytes)
  if (bytes === null || list?.region !== region) {
    throw gone(`No list of this hash was announced in region ${region} in the last days.`)
  }
  return { bytes, list }
}

function listOf(bytes: Uint8Array) {
  try {
    const [, payload = ''] = new TextDecoder().decode(bytes).split('.')
    return takedownsPayload.parse(JSON.parse(new TextDecoder().decode(base64url.decode(payload))))
  } catch {
    return null
  }
}

function gone(detail: string): OpsProblem {
  return new OpsProblem(404, 'No such list', detail, 'sha256')
}

function bytesAnswer(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/octet-stream' } })
}
