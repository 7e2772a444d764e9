import { REGION_IDS } from '../../model/region.ts'
import { regionStatus } from '../region-status.ts'
import { type OpsContext, onlyParameters, regionOf } from './ops-context.ts'

/** `GET /ops/v1/regions`: what is live, everywhere. */
export async function regions(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  return context.json({ regions: await Promise.all(REGION_IDS.map((region) => regionStatus(publisher, region))) })
}

/** `GET /ops/v1/regions/{r}`: one region of it. */
export async function region(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  return context.json(await regionStatus(context.get('publisher'), regionOf(context)))
}
