import { hash32 } from '../../model/hash32.ts'
import { evaluatePolicy, type PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import { comparedPages } from '../../replay/compared-pages.ts'
import { snapshotPolicy } from '../../replay/snapshot-policy.ts'
import { runTrial, type TrialWorld } from '../loop/run-trial.ts'
import type { Seen } from '../serve/policy.ts'
import type { Product } from '../serve/product.ts'
import type { Published } from '../serve/published.ts'
import { offPolicyLog, Recorded, type RecordedPage } from './recorded.ts'

/** Pages that were served from one snapshot, and what came of them. */
export interface ServedLog {
  readonly pages: readonly RecordedPage[]
  readonly seen: readonly Seen[]
  readonly served: Published
}

/** Serves some days from one snapshot, and logs them. */
export function servedLog(
  world: TrialWorld,
  product: Product,
  served: Published,
  days: { readonly from: number; readonly until: number },
): ServedLog {
  const recorded = new Recorded(product.serving(served), world.titles)
  const seen = runTrial(world, recorded, days)
  return { pages: recorded.pages, seen, served }
}

/** What a log says of another snapshot, in starts per impression. */
export function predicted({ pages, seen, served }: ServedLog, other: Published): PolicyEvaluation {
  const names = new Map(seen.map(({ assetId }) => [hash32(assetId), assetId]))
  const snapshots = { answered: served.opened, other: other.opened }
  const policy = snapshotPolicy(
    'snapshot',
    ({ decision }) => {
      const { request, page } = pages[Number(decision)] ?? {}
      if (request === undefined || page === undefined) return 'it was not recorded'
      const compared = comparedPages(snapshots, { request, owned: request.owned }, [page])
      return typeof compared === 'string' ? compared : (compared[0] ?? 'it shows nothing')
    },
    (asset) => names.get(asset),
  )
  return evaluatePolicy(offPolicyLog(pages, seen), policy)
}
