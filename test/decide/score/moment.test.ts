import { describe, expect, it } from 'vitest'
import type { Placement } from '../../../src/decide/context/context.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide } from '../../../src/decide/decide.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, compileLarge, encodeLarge, largeSchedule } from '../../bench/catalogue/large-snapshot.ts'
import { GUEST, NO_HINTS } from '../case-world.ts'
import { requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'

/** The shelves alone: where campaigns of stronger tiers play, they play whatever the moment. */
const schedule = largeSchedule(3000)
const { titles } = schedule
const campaigns = schedule.campaigns.filter(({ priority }) => priority === 'evergreen')
const snapshot = decodeSnapshot('large', byName(encodeLarge(compileLarge({ ...schedule, campaigns }))))
const genresOf = new Map<string, readonly string[]>(titles.map(({ id, genres }) => [id, genres]))

/** A Saturday in New York. */
const MORNING = '2026-11-21T14:00:00Z'
const LATE = '2026-11-22T04:30:00Z'

/** The share of a genre among a screen of thirty tiles. */
function share(genre: string, now: string, beside: Partial<Placement> = {}): number {
  const placements = Array.from({ length: 30 }, (_, at) => ({
    ...{ id: `tile ${at}`, surface: 'browse-tile' as const, count: 1, titleId: null, inView: null, row: null },
    ...beside,
  }))
  const context = deriveContext(snapshot.rules, {
    place: { country: 'US', regionCode: 'NY', timeZone: 'America/New_York', anonymizer: null },
    viewer: { ...GUEST, state: 'member', subject: 'anna', cap: 18, adult: true },
    hints: NO_HINTS,
    now: Date.parse(now),
  })
  const request = { ...requestFor(snapshot, { country: 'US' }, { placements, memory: NO_MEMORY }), context }
  const assets = decide(opened(snapshot), request).flatMap(({ picks }) =>
    picks.map(({ candidate }) => snapshot.hot.candidateAsset[candidate] ?? 0),
  )
  expect(assets).toHaveLength(placements.length)
  const shown = assets.map((asset) => genresOf.get(snapshot.text.titleOf(asset)?.titleId ?? '') ?? [])
  return shown.filter((genres) => genres.includes(genre)).length / shown.length
}

describe('a ranking and its moment', () => {
  it.each(['comedy', 'documentary', 'horror'])(
    'the moment moves a ranking towards the genre of the row: %s',
    (genre) => {
      expect(share(genre, MORNING, { row: `new-${genre}` })).toBeGreaterThan(share(genre, MORNING))
    },
  )

  it.each(['comedy', 'documentary', 'horror'])(
    'the moment moves a ranking towards the title in view: a %s',
    (genre) => {
      const alike = titles.find(({ genres }) => genres.length === 1 && genres[0] === genre)
      expect(share(genre, MORNING, { inView: alike?.id ?? null })).toBeGreaterThan(share(genre, MORNING))
    },
  )

  it('the moment moves a ranking towards what fits the time of day', () => {
    expect(share('family', MORNING)).toBeGreaterThan(share('family', LATE))
    expect(share('horror', LATE)).toBeGreaterThan(share('horror', MORNING))
  })
})
