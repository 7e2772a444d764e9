import * as z from 'zod/mini'
import { rowField, surfaceField, titleIdField } from './fields.ts'

const anyTitle = z.optional(titleIdField)

/** The query of `GET /v1/autoplay`, beside hints and what is carried. */
export const autoplayQuery = z.object({
  surface: z.optional(surfaceField),
  titleId: anyTitle,
  inView: anyTitle,
  row: z.optional(rowField),
})
