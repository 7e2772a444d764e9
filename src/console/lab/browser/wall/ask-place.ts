import { requestOf } from '../../../../client/asking/question.ts'
import type { DecisionsAnswer, StatedHints } from '../../../../client/device-types.ts'
import type { WallPlace } from './places.ts'

const SURFACE = 'home-hero'
/** A wall waits longer than a device: twelve ask at once, and nobody waits for a film. */
const TIMEOUT_MS = 10_000

/** Who stands before the wall. */
export interface WallViewer {
  readonly name: string
  /** Null: a guest. */
  readonly token: string | null
}

/** What the edge says plays at a place, or in words why nothing is known. */
export type PlaceAnswer =
  | { readonly answer: DecisionsAnswer; readonly failure: null }
  | { readonly answer: null; readonly failure: string }

/**
 * Asks the public device API for the hero of a place at an instant. The same `requestId` each time, and no session: so
 * what changes from one instant to the next changed by the clock, and not by a new draw.
 *
 * @param now milliseconds since 1970
 */
export async function askPlace(
  edgeUrl: string,
  { country, timeZone }: WallPlace,
  { viewer, now, hints }: { readonly viewer: WallViewer; readonly now: number; readonly hints: StatedHints },
): Promise<PlaceAnswer> {
  const instant = new Date(now).toISOString().replace('.000', '')
  const zone = timeZone === null ? '' : `; timezone=${timeZone}`
  const { url, headers } = requestOf(
    edgeUrl,
    {
      path: '/v1/autoplay',
      method: 'GET',
      fields: { surface: SURFACE, requestId: `wall-${country}-${viewer.name}` },
      placements: [SURFACE],
    },
    { viewerToken: viewer.token, hints, headers: { 'x-debug-context': `country=${country}; now=${instant}${zone}` } },
    null,
    TIMEOUT_MS,
  )
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const body = await response.json()
    return response.ok ? { answer: body, failure: null } : { answer: null, failure: `${body.title}: ${body.detail}` }
  } catch {
    return { answer: null, failure: 'The edge does not answer' }
  }
}

/** The surface that the wall shows. */
export const WALL_SURFACE = SURFACE
