import type { LeftOutRendition } from '../../events/renditions/left-out-rendition.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { writeLeftOut } from '../../schedule/reports/left-out-state.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { RegionPlan } from './plan-region.ts'

/** How many renditions an audit entry names; it counts all. */
const NAMED = 50

/** Stores a plan, and says in the audit log and in the log what it changes for devices. Writes nothing if it is as before. */
export async function keepPlan(
  publisher: Pick<PublisherContext, 'redis' | 'now' | 'role'>,
  region: RegionId,
  { before, plan }: RegionPlan,
  actor: string,
): Promise<void> {
  const { renditions, added, returned, beyond } = plan
  if (JSON.stringify({ renditions, beyond }) === JSON.stringify(before)) return
  const changes = added.length + returned.length > 0
  const after = {
    leftOut: renditions.filter(({ isOut }) => isOut).length,
    added: added.length,
    returned: returned.length,
    renditions: [
      ...added.map((each) => described(each, 'failed')),
      ...returned.map((each) => described(each, each.why)),
    ].slice(0, NAMED),
  }
  const entry = {
    at: publisher.now(),
    actor,
    role: publisher.role ?? null,
    action: 'renditions.left-out',
    target: region,
    before: { leftOut: before.renditions.filter(({ isOut }) => isOut).length },
    after,
  }
  await writeLeftOut(publisher.redis, region, { renditions, beyond }, changes ? entry : null)
  if (changes) console.log(JSON.stringify({ level: 'info', code: 'renditions-left-out', region, ...after }))
}

function described(rendition: LeftOutRendition, why: string) {
  const { assetId, device, type, codec, height, failed, tried, until } = rendition
  return { assetId, device, type, codec, height, failed, tried, until: new Date(until).toISOString(), why }
}
