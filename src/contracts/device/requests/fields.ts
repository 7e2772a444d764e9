import * as z from 'zod/mini'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'
import { once } from '../../../model/once.ts'
import { LIMITS } from '../limits.ts'
import { TITLE_ID } from '../vocabulary.ts'

/** Greatest number of items on a page of clips. */
export const LIMIT_MAX = 50

const LIMIT = `a whole number from 1 to ${LIMIT_MAX}`
const TITLE = 'a title id like ttl_sintel'
const NAME = '1 to 64 letters, digits, _ or -'
const ROW = `a row name of ${NAME}`
const SHORT_NAME = /^[A-Za-z0-9_-]{1,64}$/

/** Where a video plays. */
export const surfaceField = z.enum(SURFACE_IDS, `one of ${SURFACE_IDS.join(', ')}`)

/** A title's id. */
export const titleIdField = z.string(TITLE).check(z.regex(TITLE_ID, TITLE))

/** The name of a row of the screen, in the device's own words. */
export const rowField = z.string(ROW).check(z.regex(SHORT_NAME, ROW))

/** A name that the device chooses: of a placement, or of a request. */
export const nameField = z.string(NAME).check(z.regex(SHORT_NAME, NAME))

/** How many clips a page has. */
export const limitField = once(() => z.optional(z.int(LIMIT).check(z.minimum(1, LIMIT), z.maximum(LIMIT_MAX, LIMIT))))

/** The cursor of a page of clips. */
export const cursorField = once(() =>
  z.optional(
    z
      .string('the cursor of the last page, unchanged')
      .check(
        z.minLength(1, 'the cursor of the last page, or left out'),
        z.maxLength(LIMITS.sealedCharacters, 'at most 2048 characters'),
      ),
  ),
)
