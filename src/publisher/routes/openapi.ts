import { OPENAPI_TEXT } from '../generated/openapi-text.ts'
import { type OpsContext, onlyParameters } from './ops-context.ts'

/** `GET /ops/v1/openapi.json`: the ops API as an OpenAPI document, for whoever is signed in. */
export async function openApi(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return new Response(OPENAPI_TEXT, { headers: { 'content-type': 'application/json' } })
}
