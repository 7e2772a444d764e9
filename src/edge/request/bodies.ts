import * as z from 'zod/mini'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import { once } from '../../model/once.ts'
import { ProblemError } from '../problem.ts'
import { signalSchema } from './events-body.ts'
import { parseBody } from './fields.ts'
import type { JsonObject } from './json-body.ts'
import { cursorField, limitField, limitOrDefault, rowField, surfaceField, titleIdField } from './queries.ts'
import type { DeviceEvent } from './vocabulary.ts'

export const MAX_PLACEMENTS = 60
/** Greatest sum of the counts in a request, so that no answer grows beyond what a screen can hold. */
const MAX_COUNTED = 100
const MAX_SIGNALS = 50

const PLACEMENT_ID = '1 to 64 letters, digits, _ or -'
const PLACEMENTS = `a list of 1 to ${MAX_PLACEMENTS} placements`
const COUNT = 'a whole number from 1 to 50'
const SIGNALS = `a list of at most ${MAX_SIGNALS} signals`

const placementSchema = () => {
  const titleId = z.nullish(titleIdField)
  return z.object(
    {
      id: z.string(PLACEMENT_ID).check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, PLACEMENT_ID)),
      surface: surfaceField,
      count: z.nullish(z.int(COUNT).check(z.minimum(1, COUNT), z.maximum(50, COUNT))),
      titleId,
      /** The title whose page or play this stands beside. */
      inView: titleId,
      row: z.nullish(rowField),
    },
    'an object {id, surface}',
  )
}

export const decisionsSchema = once(() =>
  z.object({
    placements: z
      .array(placementSchema(), PLACEMENTS)
      .check(z.minLength(1, PLACEMENTS), z.maxLength(MAX_PLACEMENTS, PLACEMENTS)),
  }),
)

export const clipsSchema = once(() =>
  z.object({
    cursor: cursorField(),
    limit: limitField(),
    signals: z.optional(z.array(signalSchema(), SIGNALS).check(z.maxLength(MAX_SIGNALS, SIGNALS))),
  }),
)

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
  const { cursor, limit, signals } = parseBody(clipsSchema(), body)
  return {
    cursor: cursor ?? null,
    limit: limitOrDefault(limit),
    signals: (signals ?? []).map(({ token, position, event, watchedMs }) => ({
      token,
      position,
      event,
      watchedMs: Math.round(watchedMs ?? 0),
    })),
  }
}

function refuse(field: string, problem: string): never {
  throw new ProblemError('invalid-field', { field, detail: `${field} ${problem}.` })
}
