import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import { BUCKETS } from '../../decide/pacing/coin.ts'

/** What pacing says of a campaign, like `share 42 %, bucket 17, open; needs 1.3×`. */
export function pacingWords(pacing: ExplanationAnswer['kept'][number]['pacing']): string {
  if (pacing === null) return 'not paced: the campaign has no goal'
  const { share, bucket, need } = pacing
  const percent = Math.round((100 * share) / BUCKETS)
  const coin = bucket === null ? 'any bucket' : `bucket ${bucket}, ${bucket < share ? 'open' : 'held back'}`
  return `share ${percent} %, ${coin}; needs ${need.toFixed(1)}×`
}
