import type { SupplyAnswer } from '../../../contracts/ops/answers/events/supply.ts'
import { supplyQuery } from '../../../contracts/ops/requests/supply.ts'
import { NO_SUPPLY, type SupplyCounts, sumOfSupply } from '../../../model/messages/supply-counts.ts'
import { type RegionId, type TerritoryCode, UNKNOWN_TERRITORY } from '../../../model/nouns/region.ts'
import type { Rules } from '../../../model/policies/rules.ts'
import { lastSupplyReport, readSupply, refusedReports } from '../../../schedule/reports/supply/read-supply.ts'
import { requireAction } from '../../access/require-action.ts'
import { type BucketTime, bucketTime, type KeptTime } from '../../inquiries/bucket-time.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, readQuery } from '../ops-context.ts'

const TITLES = {
  ...{ territory: 'No such territory', surface: 'No such surface', region: 'No such region' },
  ...{ from: 'A bad time', to: 'A bad time', step: 'A bad step' },
}

/** A day if nobody says since when; a graph has no more points than that. */
const KEPT: KeptTime = { what: 'Supply', defaultMs: 86_400_000, days: 100, buckets: 1_000 }

/**
 * `GET /ops/v1/supply[?territory=&surface=&region=&from=&to=&step=]`: what was asked for, answered and left empty, in
 * the regions that the caller may read.
 */
export async function supply(context: OpsContext): Promise<Response> {
  const asked = readQuery(context, supplyQuery, TITLES)
  const { redis, rules, now } = context.get('publisher')
  const { territory = null, surface = null } = asked
  const of = territory === null ? asked.region : regionOfTerritory(rules, territory, asked.region)
  if (of !== undefined) requireAction(context, 'region.read', [of])
  // What is decided for a territory is counted in its region.
  const regions = of === undefined ? context.get('permission').regionsOf('region.read') : [of]
  const time = bucketTime(asked, KEPT, now())
  const question = { regions, territory, surface, from: time.from, to: time.to }
  const hours = await readSupply(redis, question)
  const last = await lastSupplyReport(redis, regions)
  return answer<SupplyAnswer>(context).with({
    asOf: last === null ? null : new Date(last).toISOString(),
    refused: await refusedReports(redis, question),
    buckets: bucketsOf(time, hours),
  })
}

/** @throws OpsProblem 400 when there is no such territory, or not in the region that is asked for */
function regionOfTerritory(rules: Rules, territory: TerritoryCode, asked: RegionId | undefined): RegionId {
  const region = territory === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(territory)?.region
  if (region === undefined) {
    throw new OpsProblem(400, TITLES.territory, `There is no territory "${territory}".`, 'territory')
  }
  if (asked === undefined || asked === region) return region
  throw new OpsProblem(400, TITLES.territory, `${territory} is in the region ${region}, not in ${asked}.`, 'territory')
}

/** Every bucket of the time; those without reports are zero, because a graph needs them. */
function bucketsOf({ from, to, stepMs }: BucketTime, hours: readonly (SupplyCounts & { readonly hour: number })[]) {
  const byBucket = new Map<number, SupplyCounts>()
  for (const { hour, ...counts } of hours) {
    const at = hour - (hour % stepMs)
    byBucket.set(at, sumOfSupply([byBucket.get(at) ?? NO_SUPPLY, counts]))
  }
  return Array.from({ length: (to - from) / stepMs }, (_, index) => {
    const at = from + index * stepMs
    return { at: new Date(at).toISOString(), ...(byBucket.get(at) ?? NO_SUPPLY) }
  })
}
