import type { Situation } from '../../../src/console/now/verdict/situation.ts'
import type { HealthBucket } from '../../../src/contracts/ops/answers/history/health.ts'
import type { RecordedChangeAnswer } from '../../../src/contracts/ops/answers/history/recorded-changes.ts'
import type { AllRegions, IsolateReport, RegionStatus } from '../../../src/contracts/ops/answers/regions.ts'
import { KEYS, REGION_STATUS } from '../../../src/contracts/ops/operations/region-examples.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'

const BUCKET_MS = 300_000
const BUCKETS = 36
/** Answers of a region in 5 minutes. */
const DECISIONS = 1000

/** Percent of the answers of the last buckets, the newest last; null: nobody reported. Before them it is the first. */
type ToldShares = readonly (number | null)[]

/** A situation as a test tells it: what is not told is as it should be. */
export interface ToldSituation {
  readonly now: string
  readonly regions: Readonly<Partial<Record<RegionId, ToldRegion>>>
  /** Regions whose health is not told answer well; `unread`: it could not be read. */
  readonly health?: Readonly<Partial<Record<RegionId, 'unread' | { baseline?: ToldShares; empty?: ToldShares }>>>
  readonly changes?: readonly Partial<RecordedChangeAnswer>[]
  readonly shared?: Partial<AllRegions>
}

type ToldRegion = Omit<Partial<RegionStatus>, 'takedowns' | 'health' | 'seen'> & {
  readonly takedowns?: Partial<RegionStatus['takedowns']>
  readonly health?: Partial<RegionStatus['health']>
  readonly seen?: readonly (Partial<Pick<IsolateReport, 'rung' | 'refusal'>> & { readonly times: number })[]
}

/** The situation whole, as the ops API answers it. */
export function situationOf(told: ToldSituation): Situation {
  const now = Date.parse(told.now)
  const regions = Object.entries(told.regions) as [RegionId, ToldRegion][]
  return {
    now,
    status: {
      regions: regions.map(([region, changed]) => statusOf(region, changed, now)),
      staleFeeds: [],
      feeds: [],
      deadMessages: null,
      notices: null,
      pacing: null,
      ...KEYS,
      ...told.shared,
    },
    health: Object.fromEntries(
      regions.flatMap(([region]) => {
        const health = told.health?.[region] ?? {}
        return health === 'unread' ? [] : [[region, bucketsOf(now, health.baseline ?? [0], health.empty)]]
      }),
    ),
    changes: (told.changes ?? []).map((change, index) => ({
      id: `2026-11/${index}`,
      region: null,
      kind: 'publish',
      actor: 'cron',
      summary: 'Something was done',
      href: '/console/audit',
      at: told.now,
      ...change,
    })),
  }
}

function statusOf(region: RegionId, { takedowns, health, seen, ...changed }: ToldRegion, now: number): RegionStatus {
  const [report] = REGION_STATUS.seen as RegionStatus['seen']
  if (report === undefined) throw new Error('The example of a region has no report.')
  return {
    ...(REGION_STATUS as RegionStatus),
    region,
    softExpiresAt: new Date(now + 20 * 3_600_000).toISOString(),
    lastReceipt: null,
    ...changed,
    takedowns: { ...(REGION_STATUS as RegionStatus).takedowns, ...takedowns },
    health: { ...(REGION_STATUS as RegionStatus).health, ...health },
    seen: (seen ?? [{ times: 3 }]).flatMap(({ times, ...said }) =>
      Array.from({ length: times }, (_, isolate) => ({
        ...report,
        region,
        isolate: `${said.rung}${isolate}`,
        rung: 'fresh' as const,
        refusal: null,
        ...said,
      })),
    ),
  }
}

function bucketsOf(now: number, baseline: ToldShares, empty: ToldShares = [0]): readonly HealthBucket[] {
  const end = now - (now % BUCKET_MS) + BUCKET_MS
  const shareAt = (shares: ToldShares, index: number) => {
    const at = index - (BUCKETS - shares.length)
    return at < 0 ? (shares[0] ?? null) : (shares[at] ?? null)
  }
  return Array.from({ length: BUCKETS }, (_, index) => {
    const at = new Date(end - (BUCKETS - index) * BUCKET_MS).toISOString()
    const idents = shareAt(baseline, index)
    const nothing = shareAt(empty, index)
    const unknown = { decisions: null, empty: null, rungs: null, reasons: null, refusals: null, isolates: null }
    if (idents === null || nothing === null) return { at, ...unknown }
    const answers = (idents * DECISIONS) / 100
    const without = Math.max(answers, (nothing * DECISIONS) / 100)
    return {
      at,
      decisions: DECISIONS,
      empty: without,
      rungs: { fresh: DECISIONS - answers, stale: 0, cached: 0, baseline: answers },
      reasons: { 'no-offer': without },
      refusals: {},
      isolates: 3,
    }
  })
}
