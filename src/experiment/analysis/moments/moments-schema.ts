import * as z from 'zod/mini'
import { once } from '../../../model/once.ts'
import { GOALS, METRIC_KINDS, TOLD_BY } from './moments.ts'

const count = z.int({ error: 'is no whole number below 2^53' }).check(z.minimum(0, 'is negative'))
const finite = z.number({ error: 'is no finite number' })
const name = z.string({ error: 'is no text' }).check(z.minLength(1, 'is empty'), z.maxLength(120, 'is too long'))
const object = { error: 'is missing, or no object' }
const list = { error: 'is missing, or no list' }
const sums = z.strictObject({ sum: finite, sumSquares: finite.check(z.minimum(0, 'is negative')) }, object)
const product = z.optional(finite)

const armMoments = z.strictObject(
  {
    n: count,
    m: sums,
    d: z.optional(sums),
    mPre: z.optional(sums),
    dPre: z.optional(sums),
    products: z._default(
      z.strictObject(
        {
          'm.d': product,
          'm.mPre': product,
          'm.dPre': product,
          'd.mPre': product,
          'd.dPre': product,
          'mPre.dPre': product,
        },
        object,
      ),
      {},
    ),
  },
  object,
)

/** The form of moments: a field that nobody reads might be meant for one that is missing. Whether the numbers can be sums of anything is checked by `moment-faults.ts`. */
export const momentsSchema = once(() =>
  z.strictObject(
    {
      arms: z.array(z.strictObject({ key: name, weight: finite, units: count, exposedTwice: count }, object), list),
      metrics: z.array(
        z.strictObject(
          {
            id: name,
            kind: z.enum(METRIC_KINDS, { error: `is none of ${METRIC_KINDS.join(', ')}` }),
            goal: z.enum(GOALS, { error: `is none of ${GOALS.join(', ')}` }),
            guardrail: z.boolean({ error: 'is neither true nor false' }),
            toldBy: z.optional(z.enum(TOLD_BY, { error: `is none of ${TOLD_BY.join(', ')}` })),
            arms: z.array(armMoments, list),
          },
          object,
        ),
        list,
      ),
      cells: z.optional(
        z.array(z.strictObject({ where: z.record(name, name, object), units: z.array(count, list) }, object), list),
      ),
    },
    { error: 'is no object with arms and metrics' },
  ),
)
