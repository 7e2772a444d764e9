import * as z from 'zod/mini'
import { once } from '../../../model/once.ts'
import { nameField } from './fields.ts'

/** What every route for decisions takes beside the hints. */
export const carriedSchema = z.object({
  session: z.optional(z.string('the session of the last answer, unchanged')),
  requestId: z.optional(nameField),
})

/** A viewer token is signed and names a viewer, so it is never accepted in a URL, which logs keep. */
export const viewerTokenSchema = once(() => z.object({ viewerToken: z.optional(z.string('a viewer token')) }))
