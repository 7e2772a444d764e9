import { z } from 'zod'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { SLATE_CONSTRAINTS, type SlatePolicy, TITLE_RULES } from '../../model/policies/slate-policy.ts'
import { fileHeader } from './file-header.ts'

const share = z.number().min(0).max(1)

/** As many items as the cursor carries from page to page: no window can look back further. */
const GREATEST_WINDOW = 20

/** The values of one surface, by name; what each means stands in `values` of the file. */
const surfaceValues = {
  titles: z.enum(TITLE_RULES),
  window: z.int().min(1).max(GREATEST_WINDOW),
  mostOfTitle: z.int().min(1).max(GREATEST_WINDOW),
  franchiseRun: z.int().min(1).max(GREATEST_WINDOW),
  clusterRun: z.int().min(1).max(GREATEST_WINDOW),
  sourceDecay: share,
  sourceFloor: share,
  mmrLambda: z.number().min(0.1).max(1),
  twinPoints: z.number().min(0).max(10_000),
  separationGap: z
    .int()
    .min(0)
    .max(GREATEST_WINDOW - 1),
  tiers: z.union([z.literal('strict'), z.record(z.enum(PRIORITIES), share)]),
  tierLead: z.number().min(0).max(10_000),
  newAssetEvery: z.int().min(2).max(1000).nullable(),
  temperature: z.number().min(0).max(10_000),
  /** Below 0.01 one lucky draw would outweigh all others in an estimate. */
  floor: z.number().min(0.01).max(1),
  head: z.int().min(1).max(64),
  stickyDays: z.int().min(0).max(365),
  end: z.int().min(1).max(10_000).nullable(),
}

/** The names of a surface's values, in the order of the file and of its table. */
export const SLATE_VALUES = Object.keys(surfaceValues) as readonly (keyof typeof surfaceValues)[]

/** `slate.json`: how each surface composes a slate, and what gives way first. */
export const slateFile = z.strictObject({
  ...fileHeader,
  /** Constraints, the first to be relaxed first, each with why it stands there. */
  relaxationOrder: z.array(z.strictObject({ constraint: z.enum(SLATE_CONSTRAINTS), why: z.string().min(1) })),
  values: z.record(
    z.enum(SLATE_VALUES),
    z.strictObject({ unit: z.string().min(1), meaning: z.string().min(1), why: z.string().min(1) }),
  ),
  surfaces: z.array(z.strictObject({ id: z.enum(SURFACE_IDS), ...surfaceValues })),
})

export type SlateFile = z.infer<typeof slateFile>

/** The policy of each surface, in the order of the file. */
export function slatePolicies({ surfaces, relaxationOrder }: SlateFile): SlatePolicy[] {
  const order = relaxationOrder.map(({ constraint }) => constraint)
  return surfaces.map(({ id, ...values }) => ({ surface: id, ...values, relaxationOrder: order }))
}
