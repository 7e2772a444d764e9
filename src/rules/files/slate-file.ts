import { z } from 'zod'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { SLATE_CONSTRAINTS, type SlatePolicy } from '../../model/policies/slate-policy.ts'
import { slateValues } from '../../model/policies/slate-values.ts'
import { fileHeader } from './file-header.ts'

/** The names of a surface's values, in the order of the file and of its table. */
export const SLATE_VALUES = Object.keys(slateValues) as readonly (keyof typeof slateValues)[]

/** `slate.json`: how each surface composes a slate, and what gives way first. */
export const slateFile = z.strictObject({
  ...fileHeader,
  /** Constraints, the first to be relaxed first, each with why it stands there. */
  relaxationOrder: z.array(z.strictObject({ constraint: z.enum(SLATE_CONSTRAINTS), why: z.string().min(1) })),
  values: z.record(
    z.enum(SLATE_VALUES),
    z.strictObject({ unit: z.string().min(1), meaning: z.string().min(1), why: z.string().min(1) }),
  ),
  surfaces: z.array(z.strictObject({ id: z.enum(SURFACE_IDS), ...slateValues })),
})

export type SlateFile = z.infer<typeof slateFile>

/** The policy of each surface, in the order of the file. */
export function slatePolicies({ surfaces, relaxationOrder }: SlateFile): SlatePolicy[] {
  const order = relaxationOrder.map(({ constraint }) => constraint)
  return surfaces.map(({ id, ...values }) => ({ surface: id, ...values, relaxationOrder: order }))
}
