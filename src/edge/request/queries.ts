import * as z from 'zod/mini'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { once } from '../../model/once.ts'
import { LIMITS } from '../limits.ts'
import { parseQuery } from './fields.ts'
import type { Query } from './query.ts'
import { ASSET_ID, TITLE_ID } from './vocabulary.ts'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 50

const LIMIT = `a whole number from 1 to ${MAX_LIMIT}`
const TITLE = 'a title id like ttl_sintel'
const ASSET = 'an asset id like ast_sintel-trailer'
const ROW = 'a row name of 1 to 64 letters, digits, _ or -'
const REQUEST_ID = '1 to 64 letters, digits, _ or -'

export const surfaceField = z.enum(SURFACE_IDS, `one of ${SURFACE_IDS.join(', ')}`)
export const titleIdField = z.string(TITLE).check(z.regex(TITLE_ID, TITLE))
export const rowField = z.string(ROW).check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, ROW))
export const limitField = once(() => z.optional(z.int(LIMIT).check(z.minimum(1, LIMIT), z.maximum(MAX_LIMIT, LIMIT))))
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

/** What every device route takes beside the hints. */
export const carriedSchema = z.object({
  session: z.optional(z.string('the session of the last answer, unchanged')),
  requestId: z.optional(z.string(REQUEST_ID).check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, REQUEST_ID))),
})

const anyTitle = z.optional(titleIdField)

export const autoplayQuery = z.object({
  surface: z.optional(surfaceField),
  titleId: anyTitle,
  /** The title whose page or play this stands beside. */
  inView: anyTitle,
  row: z.optional(rowField),
})

export const clipsQuery = once(() =>
  z.object({
    limit: limitField(),
    cursor: cursorField(),
    asset: z.optional(z.string(ASSET).check(z.regex(ASSET_ID, ASSET))),
  }),
)

interface AutoplayQuery {
  readonly surface: SurfaceId
  readonly titleId: string | null
  readonly inView: string | null
  readonly row: string | null
}

interface ClipsQuery {
  readonly limit: number
  readonly cursor: string | null
  /** A shared clip to open with, if it is eligible. */
  readonly asset: string | null
}

const autoplayKinds = new Map<string, AutoplayQuery>()
/** Many more than devices send: the bound protects against made-up queries. */
const KINDS_MAX = 2_048

/** Parses `GET /v1/autoplay`; returns the same object for the same query. @throws ProblemError 400 naming the field */
export function parseAutoplayQuery(query: Query): AutoplayQuery {
  const { kind } = query
  if (kind === undefined) return readAutoplayQuery(query)
  const known = autoplayKinds.get(kind)
  if (known !== undefined) return known
  const read = readAutoplayQuery(query)
  if (autoplayKinds.size >= KINDS_MAX) autoplayKinds.clear()
  autoplayKinds.set(kind, read)
  return read
}

function readAutoplayQuery(query: Query): AutoplayQuery {
  const { surface, titleId, inView, row } = parseQuery(autoplayQuery, query)
  return { surface: surface ?? 'home-hero', titleId: titleId ?? null, inView: inView ?? null, row: row ?? null }
}

/** `GET /v1/clips`. @throws ProblemError 400 naming the field */
export function parseClipsQuery(query: Query): ClipsQuery {
  const { limit, cursor, asset } = parseQuery(clipsQuery(), query)
  return { limit: limitOrDefault(limit), cursor: cursor ?? null, asset: asset ?? null }
}

export function limitOrDefault(limit: number | undefined): number {
  return limit ?? DEFAULT_LIMIT
}
