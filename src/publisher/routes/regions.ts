import { regionStatus } from '../region-status.ts'
import { type OpsContext, onlyParameters, regionOf } from './ops-context.ts'

/** `GET /ops/v1/regions`: what is live, wherever the role may look. */
export async function regions(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const asked = context.get('permission').regionsOf('region.read')
  return context.json({ regions: await Promise.all(asked.map((region) => regionStatus(publisher, region))) })
}

/** `GET /ops/v1/regions/{r}`: one region of it. */
export async function region(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return context.json(await regionStatus(context.get('publisher'), regionOf(context)))
}
