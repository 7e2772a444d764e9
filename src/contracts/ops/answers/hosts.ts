import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'

const alias = z.string().describe('Alias: `/@alias/…` in stored URLs of media.')
const origin = z.string().describe('Where its files are: an https origin, such as `https://cdn.example.com`.')

/** Answer to `GET /ops/v1/hosts`. */
export const hostList = z
  .object({ hosts: z.array(z.object({ alias, origin })).describe('All aliases, by name.') })
  .meta({ id: 'HostList', description: 'Where the files of aliases are.' })

/** Answer to `PUT /ops/v1/hosts/:alias`. */
export const hostSet = z
  .object({
    alias,
    origin,
    before: z.string().nullable().describe('The origin until now; null: the alias is new.'),
  })
  .meta({ id: 'HostSet', description: 'Where the files of an alias are from now on.' })

/** Where the files of aliases are. */
export type HostList = AnswerOf<typeof hostList>
/** Where the files of an alias are from now on. */
export type HostSet = AnswerOf<typeof hostSet>
