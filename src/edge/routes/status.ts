import type { StatusAnswer } from '../../contracts/device/answers/status.ts'
import { isRegionId, REGION_IDS } from '../../model/nouns/region.ts'
import { takedownBound } from '../../snapshot/takedowns/takedown-bound.ts'
import { describeSnapshot } from '../answer/describe-snapshot.ts'
import { experimentsHere } from '../answer/experiment-arms.ts'
import { ProblemError } from '../problem.ts'
import { queryOf } from '../request/query.ts'
import type { RegionHolder } from '../residence/region-holder.ts'
import { arrive, type EdgeContext, privateJson } from './device-route.ts'

/** `GET /v1/status[?region=]`: what this isolate serves from, and how old it is. */
export async function status(context: EdgeContext): Promise<Response> {
  const holder = await holderAsked(context)
  const { region } = holder
  const live = await holder.live(context.keepAlive)
  const here = experimentsHere(live.opened.snapshot)
  const { id, ...described } = describeSnapshot(live, Date.now())
  const answer: StatusAnswer = {
    region,
    snapshot: id,
    ...described,
    candidates: live.opened.snapshot.hot.candidateAsset.length,
    softExpiresAt: live.pointer?.softExpiresAt ?? null,
    hardExpiresAt: live.pointer?.hardExpiresAt ?? null,
    hardExpired: live.hardExpired,
    takedowns: {
      count: live.denies.count,
      bound: takedownBound(context.isolate.refreshMs),
      sequence: holder.list.highWater || null,
      // Age since it was signed.
      ageSeconds: holder.list.ageMs === null ? null : Math.floor(holder.list.ageMs / 1000),
    },
    text: holder.text(),
    lastRefusal: holder.lastRefusal,
    canary: holder.canary.status(),
    experiments: {
      running: here.running,
      off: here.off.map(({ key, why }) => ({ key, why })),
    },
    units: context.isolate.settings.unitKeys.length > 0,
  }
  return privateJson(answer)
}

/** The region named in the query, or else the one that would answer this caller. */
async function holderAsked(context: EdgeContext): Promise<RegionHolder> {
  const query = queryOf(context.url)
  const [asked] = query.getAll('region')
  if (asked === undefined) return (await arrive(context, null, query)).holder
  const holder = isRegionId(asked) ? context.isolate.regions.get(asked) : undefined
  if (holder) return holder
  throw new ProblemError('invalid-field', {
    field: 'region',
    detail: `region must be one of ${REGION_IDS.join(', ')}.`,
  })
}
