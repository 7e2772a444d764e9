import { z } from 'zod'
import { PRIORITIES } from '../nouns/campaign-vocabulary.ts'
import { type OwnedBounds, SLATE_BOUNDS } from './owned-bounds.ts'
import { TITLE_RULES } from './slate-policy.ts'

const share = z.number().min(0).max(1)
const within = ({ least, greatest }: OwnedBounds) => z.number().min(least).max(greatest)
const wholeWithin = ({ least, greatest }: OwnedBounds) => z.int().min(least).max(greatest)

/** As many items as the cursor carries from page to page: no window can look back further. */
const GREATEST_WINDOW = 20

/**
 * The values of one surface, by name, within their bounds; what each means stands in `values` of `rules/slate.json`.
 * What an experiment may change of them has its bounds in `owned-bounds.ts`, for both.
 */
export const slateValues = {
  titles: z.enum(TITLE_RULES),
  window: z.int().min(1).max(GREATEST_WINDOW),
  mostOfTitle: z.int().min(1).max(GREATEST_WINDOW),
  franchiseRun: z.int().min(1).max(GREATEST_WINDOW),
  clusterRun: z.int().min(1).max(GREATEST_WINDOW),
  sourceDecay: share,
  sourceFloor: share,
  mmrLambda: within(SLATE_BOUNDS.mmrLambda),
  twinPoints: within(SLATE_BOUNDS.twinPoints),
  separationGap: z
    .int()
    .min(0)
    .max(GREATEST_WINDOW - 1),
  tiers: z.union([z.literal('strict'), z.record(z.enum(PRIORITIES), share)]),
  tierLead: within(SLATE_BOUNDS.tierLead),
  newAssetEvery: wholeWithin(SLATE_BOUNDS.newAssetEvery).nullable(),
  temperature: within(SLATE_BOUNDS.temperature),
  floor: within(SLATE_BOUNDS.floor),
  head: wholeWithin(SLATE_BOUNDS.head),
  stickyDays: z.int().min(0).max(365),
  end: z.int().min(1).max(10_000).nullable(),
}
