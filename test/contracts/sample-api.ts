import { z } from 'zod'
import * as mini from 'zod/mini'
import { type Api, content } from '../../src/contracts/openapi/operation.ts'
import { queryParameters, shape } from '../../src/contracts/openapi/shape.ts'

const flag = mini.optional(mini.boolean())
const wish = mini.object({ loud: flag, quick: flag, when: mini.optional(mini.array(mini.string())) })
const wishFields = { loud: 'Aloud.', quick: 'At once.', when: 'At which hours.' }
const seat = shape(
  mini.object({
    row: mini.int().check(mini.minimum(1)),
    wish: shape(wish, 'Wish', { description: 'A wish.', fields: wishFields }),
  }),
  'Seat',
  {
    description: 'Where somebody sits.',
    fields: { row: 'Counted from the stage.', wish: 'What they want.' },
  },
)
const ticket = z
  .object({ id: z.string().describe('Its number.'), seats: z.array(seat).describe('In order.') })
  .meta({ id: 'Ticket', description: 'What was sold.' })

const retryAfter = { name: 'Retry-After', description: 'Seconds.', schema: z.int().min(0), example: 5 }
const full = { status: 503, description: 'Sold out.', contents: [], headers: [retryAfter], name: 'Full' }
const [loud, ...others] = queryParameters(wish, wishFields, { when: ['20'] })

/** A small API that has one of everything. */
export const SAMPLE_API: Api = {
  title: 'Tickets',
  version: '1',
  description: 'Sells tickets.',
  server: { url: '/', description: 'This server.' },
  tags: { sale: 'Buying.' },
  securitySchemes: { member: { type: 'http', scheme: 'bearer', description: 'A member.' } },
  operations: [
    {
      id: 'buy',
      method: 'post',
      path: '/tickets',
      tag: 'sale',
      summary: 'Buys a ticket',
      security: [null, 'member'],
      body: {
        description: 'The seat.',
        contents: [content('application/json', seat, { front: { summary: 'In front', value: { row: 1, wish: {} } } })],
      },
      answers: [
        {
          status: 201,
          description: 'Sold.',
          contents: [
            content('application/json', ticket, {
              one: { summary: 'One seat', value: { id: 'a', seats: [{ row: 1, wish: { loud: true } }] } },
            }),
          ],
        },
        full,
      ],
    },
    {
      id: 'show',
      method: 'get',
      path: '/tickets/{id}',
      tag: 'sale',
      summary: 'Shows a ticket',
      security: ['member'],
      parameters: [
        { name: 'id', in: 'path', description: 'Its number.', schema: z.string(), example: 'a' },
        ...(loud ? [loud, ...others] : []),
      ],
      answers: [{ status: 200, description: 'Here.', contents: [content('application/json', ticket, {})] }, full],
    },
  ],
}
