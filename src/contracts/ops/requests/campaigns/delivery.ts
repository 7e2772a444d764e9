import { z } from 'zod'
import { DELIVERY_PARTS, type DeliveryPart } from '../../../../model/delivery/delivery-part.ts'
import { DAYS } from '../days.ts'

/** How many days a report of delivery has at most: a year. */
export const DELIVERY_DAYS = { max: 366 } as const

const BY = `one or more of ${DELIVERY_PARTS.join(', ')}, each once, with commas between them`
/** Between the first and the last of these no report goes over the edge of what a date can say. */
const YEARS = { first: '2000', last: '2999' } as const
const day = (name: string) => {
  const error = `${name} is a day in UTC, like 2026-11-22, of the years ${YEARS.first} to ${YEARS.last}.`
  const isNear = (text: string) => text.slice(0, 4) >= YEARS.first && text.slice(0, 4) <= YEARS.last
  return z.iso.date({ error }).refine(isNear, { error }).optional()
}

/** Query of `GET /ops/v1/campaigns/:id/delivery` in all of its formats. */
export const deliveryQuery = z.object({
  from: day('from').describe(
    `First day, UTC; left out: the first of the campaign, or the oldest that is counted (${DAYS.max} days).`,
  ),
  to: day('to').describe(
    `Last day, UTC, at most ${DELIVERY_DAYS.max} with the first; left out: the last of the campaign, or today if its end is open.`,
  ),
  by: z
    .string()
    .max(100)
    .optional()
    .refine((text) => text === undefined || partsOf(text) !== null, { error: `by is ${BY}.` })
    .describe(`What a row is about: ${BY}. Left out: all of them.`),
})

/** Query of the report itself: what takes longer is asked for. */
export const deliveryReportQuery = deliveryQuery.extend({
  funnel: z
    .enum(['0', '1'], { error: 'funnel is 0 or 1.' })
    .optional()
    .describe(
      '1: with the funnel, also if it does not fall short; 0: without it and without remedies. Left out: both, if it falls short.',
    ),
})

/** The parts that a text names, in their order; null: it names something else, one twice, or nothing. */
export function partsOf(text: string): readonly DeliveryPart[] | null {
  const words = text.split(',').map((word) => word.trim())
  const known: readonly string[] = DELIVERY_PARTS
  if (words.some((word) => !known.includes(word)) || new Set(words).size < words.length) return null
  return DELIVERY_PARTS.filter((part) => words.includes(part))
}
