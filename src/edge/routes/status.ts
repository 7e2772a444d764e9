import { isRegionId, REGION_IDS } from '../../model/region.ts'
import { placeOf } from '../../rules/place-table.ts'
import { describeSnapshot } from '../decision-service.ts'
import { ProblemError } from '../problem.ts'
import { placeFromCf } from '../request/place.ts'
import { type EdgeContext, privateJson } from './device-route.ts'

/** `GET /v1/status[?region=]`: what this isolate serves from, and how old it is. */
export async function status(context: EdgeContext): Promise<Response> {
  const asked = new URL(context.req.url).searchParams.get('region')
  const region = asked ?? placeOf(placeFromCf(context.req.raw.cf).country).region
  const holder = isRegionId(region) ? context.get('isolate').regions.get(region) : undefined
  if (!holder) {
    throw new ProblemError('invalid-field', {
      field: 'region',
      detail: `region must be one of ${REGION_IDS.join(', ')}.`,
    })
  }
  const live = await holder.live((promise) => context.executionCtx.waitUntil(promise))
  const { id, ...described } = describeSnapshot(live, Date.now())
  return privateJson({
    region,
    snapshot: id,
    ...described,
    candidates: live.snapshot.hot.candidateAsset.length,
    softExpiresAt: live.pointer?.softExpiresAt ?? null,
    takedowns: {
      count: live.denies.length,
      ageSeconds: live.takedownsAgeMs === null ? null : Math.floor(live.takedownsAgeMs / 1000),
    },
    lastRefusal: holder.lastRefusal,
  })
}
