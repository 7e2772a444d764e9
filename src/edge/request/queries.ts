import { autoplayQuery } from '../../contracts/device/requests/autoplay.ts'
import { clipsQuery } from '../../contracts/device/requests/clips.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { parseQuery } from './fields.ts'
import type { Query } from './query.ts'

const DEFAULT_LIMIT = 10

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
