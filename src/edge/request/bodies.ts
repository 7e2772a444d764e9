import { clipsSchema } from '../../contracts/device/requests/clips.ts'
import { decisionsSchema } from '../../contracts/device/requests/decisions.ts'
import { NO_TOKEN } from '../../contracts/device/requests/events.ts'
import type { DeviceEvent } from '../../contracts/device/vocabulary.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { ProblemError } from '../problem.ts'
import { parseBody } from './fields.ts'
import type { JsonObject } from './json-body.ts'
import { limitOrDefault } from './queries.ts'

/** Greatest sum of the counts in a request, so that no answer grows beyond what a screen can hold. */
const MAX_COUNTED = 100

/** A placement as it was requested; for a null field the surface's default holds. */
export interface PlacementRequest {
  readonly id: string
  readonly surface: SurfaceId
  readonly count: number | null
  readonly titleId: string | null
  readonly inView: string | null
  readonly row: string | null
}

/** What the viewer just did with an item of an earlier page. */
export interface Signal {
  readonly token: string
  /** The field that its token was sent in: its own, or the one at the top of the body. */
  readonly tokenField: string
  readonly position: number
  readonly event: DeviceEvent
  readonly watchedMs: number
}

interface ClipsBody {
  readonly cursor: string | null
  readonly limit: number
  readonly signals: readonly Signal[]
}

/** `POST /v1/decisions`. @throws ProblemError 400 naming the field */
export function parseDecisionsBody(body: JsonObject): readonly PlacementRequest[] {
  const { placements } = parseBody(decisionsSchema(), body)
  const ids = new Set<string>()
  let counted = 0
  for (const [index, placement] of placements.entries()) {
    if (ids.has(placement.id)) refuse(`placements[${index}].id`, 'is used twice; give each placement its own')
    ids.add(placement.id)
    counted += placement.count ?? 1
    if (counted > MAX_COUNTED) refuse(`placements[${index}].count`, `makes the sum of counts exceed ${MAX_COUNTED}`)
  }
  return placements.map(({ id, surface, count, titleId, inView, row }) => ({
    id,
    surface,
    count: count ?? null,
    titleId: titleId ?? null,
    inView: inView ?? null,
    row: row ?? null,
  }))
}

/** `POST /v1/clips`. @throws ProblemError 400 naming the field */
export function parseClipsBody(body: JsonObject): ClipsBody {
  const { cursor, limit, token: shared, signals } = parseBody(clipsSchema(), body)
  return {
    cursor: cursor ?? null,
    limit: limitOrDefault(limit),
    signals: (signals ?? []).map(({ token, position, event, watchedMs }, index) => ({
      ...tokenOf(token, shared, index),
      position,
      event,
      watchedMs: Math.round(watchedMs ?? 0),
    })),
  }
}

function tokenOf(own: string | null | undefined, shared: string | undefined, index: number) {
  const tokenField = `signals[${index}].token`
  if (typeof own === 'string') return { token: own, tokenField }
  if (shared !== undefined) return { token: shared, tokenField: 'token' }
  throw new ProblemError('invalid-field', { field: tokenField, detail: `${tokenField} ${NO_TOKEN}.` })
}

function refuse(field: string, problem: string): never {
  throw new ProblemError('invalid-field', { field, detail: `${field} ${problem}.` })
}
