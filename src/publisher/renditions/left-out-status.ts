import type { LeftOutStatus } from '../../contracts/ops/answers/regions.ts'
import type { KeptLeftOut } from '../../schedule/reports/left-out-state.ts'

/** How many renditions a status names; it counts all. */
const NAMED = 20

/** What a status says of the renditions that are left out: those with the most failures first. */
export function leftOutStatus({ renditions, beyond }: KeptLeftOut): LeftOutStatus {
  const out = renditions.filter(({ isOut }) => isOut).sort((one, other) => other.failed - one.failed)
  const named = out.slice(0, NAMED).map(({ assetId, device, type, codec, height, failed, tried, ...times }) => ({
    ...{ assetId, device, type, codec, height, failed, tried },
    since: new Date(times.since).toISOString(),
    until: new Date(times.until).toISOString(),
    offered: times.isLast,
  }))
  return { count: out.length, renditions: named, beyond }
}
