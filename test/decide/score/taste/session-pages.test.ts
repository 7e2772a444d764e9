import { describe, expect, test } from 'vitest'
import { learn, type TasteSignal } from '../../../../src/decide/score/taste/session-taste.ts'
import { bestOf, type Clip, clipsOf, genreShare, POLICY, pageOf } from './catalogue.ts'

const NOTHING = { vector: new Int8Array(32), unwanted: [] }
const SEEDS = [7, 8, 9]
const GENRES = ['drama', 'comedy', 'action', 'thriller', 'family', 'animation', 'documentary', 'romance', 'horror']

const signals = (clips: readonly Clip[], event: string, watchedMs: number): TasteSignal[] =>
  clips.map(({ asset, vector }, index) => ({
    ...{ asset: index + 1, title: index + 1, event, watchedMs, durationMs: asset.durationMs, vector },
  }))

/** How many of ten on the next page are of the genre: as it was going to be, and after what the viewer did. */
function sharesAfter(event: string, times: number, watchedMs: number) {
  return SEEDS.flatMap((seed) => {
    const clips = clipsOf(seed)
    const seen = new Set(pageOf(clips, NOTHING.vector, new Set()).map(({ asset }) => asset.id))
    const before = pageOf(clips, NOTHING.vector, seen)
    return GENRES.map((genre) => {
      const done = signals(bestOf(clips, genre).slice(0, times), event, watchedMs)
      const after = pageOf(clips, learn(NOTHING, done, POLICY.session, 0).vector, seen)
      return { seed, genre, before: genreShare(before, genre), after: genreShare(after, genre) }
    })
  })
}

describe('the very next page', () => {
  test('the very next page shows at most half as much of a genre after three quick skips of it', () => {
    const shares = sharesAfter('skip', 3, 1500)
    expect(shares.filter(({ before }) => before > 0).length).toBeGreaterThan(20)
    for (const share of shares) expect(share.after, JSON.stringify(share)).toBeLessThanOrEqual(share.before / 2)
  })

  test('the very next page shows more of a genre after two deliberate watches', () => {
    for (const share of sharesAfter('watch', 2, 20_000)) {
      expect(share.after, JSON.stringify(share)).toBeGreaterThan(share.before)
    }
  })

  test('the very next page shows as much of a genre as before after three skips near the end', () => {
    for (const share of sharesAfter('skip', 3, 60_000)) expect(share.after).toBe(share.before)
  })

  test('the very next page shows as much of a genre as before after three clips that ended by themselves', () => {
    for (const share of sharesAfter('complete', 3, 60_000)) expect(share.after).toBe(share.before)
  })
})
