import * as z from 'zod/mini'
import { once } from '../../../model/once.ts'
import type { ReadOnly } from '../../read-only.ts'
import { nameField, rowField, surfaceField, titleIdField } from './fields.ts'

const MAX_PLACEMENTS = 60

const PLACEMENTS = `a list of 1 to ${MAX_PLACEMENTS} placements`
const COUNT = 'a whole number from 1 to 50'

/** One placement of `POST /v1/decisions`. */
export const placementSchema = once(() => {
  const titleId = z.nullish(titleIdField)
  return z.object(
    {
      id: nameField,
      surface: surfaceField,
      count: z.nullish(z.int(COUNT).check(z.minimum(1, COUNT), z.maximum(50, COUNT))),
      titleId,
      inView: titleId,
      row: z.nullish(rowField),
    },
    'an object {id, surface}',
  )
})

/** One placement as a device asks for it. */
export type AskedPlacement = ReadOnly<z.input<ReturnType<typeof placementSchema>>>

/** The body of `POST /v1/decisions`, beside hints and what is carried. */
export const decisionsSchema = once(() =>
  z.object({
    placements: z
      .array(placementSchema(), PLACEMENTS)
      .check(z.minLength(1, PLACEMENTS), z.maxLength(MAX_PLACEMENTS, PLACEMENTS)),
  }),
)
