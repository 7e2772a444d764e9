import { describe, expect, it } from 'vitest'
import { typescriptEngine } from '../../../src/decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { tastesIn } from '../../../src/decide/score/taste/request-terms.ts'
import { afterSignals } from '../../../src/edge/answer/signals.ts'
import type { Session } from '../../../src/edge/token/session.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import { TASTE_DIMENSIONS } from '../../../src/model/columns/taste-vector.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { SERVED_RUN, TRIED_RUN, withOtherLearning } from '../other-learning.ts'
import { compiled, films } from '../schedule.ts'

const { snapshot } = withOtherLearning('dach', compiled('dach', films(20)))
const head = openSnapshot(snapshot, typescriptEngine)
const NOW = Date.UTC(2026, 10, 22)
const ARMS = [
  ['control', {}, 'served-1'],
  ['held out', { learned: 'none' }, 'metadata-1'],
  ['another run', { learned: TRIED_RUN }, 'tried-1'],
  ['its own run', { learned: SERVED_RUN }, 'served-1'],
] as const
const LIKED = 'ast_film-003-clip-1'
const like = (session: Session, values: Readonly<Record<string, string>>) =>
  afterSignals(
    session,
    { signals: [{ assetId: LIKED, event: 'like', watchedMs: 0 }], offered: new Set() },
    { snapshot: head.arms.of(values).snapshot, context: { privacy: 'contextual' }, now: NOW },
  )
const fresh = newSession(NOW, (length) => new Uint8Array(length))

describe('a taste and the space that it lies in', () => {
  it.each(ARMS)(
    'a session learns by the vectors of its viewer’s arm, and names their space: %s',
    (_, values, space) => {
      const { hot } = head.arms.of(values).snapshot
      const asset = hot.assets.idHash.indexOf(hash32(LIKED))
      const vector = hot.assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS)
      const learned = like(fresh, values)
      expect(learned.tasteSpace).toBe(hash32(space))
      const along = learned.taste.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0)
      expect(along).toBeGreaterThan(0.95 * Math.hypot(...learned.taste) * Math.hypot(...vector))
    },
  )

  it('what a session learned in another arm’s space is no beginning in this one', () => {
    const before = like(fresh, { learned: TRIED_RUN })
    expect(like(before, {})).toEqual({ ...like(fresh, {}), seen: before.seen })
    expect(like(like(fresh, {}), {}).taste).not.toEqual(like(fresh, {}).taste)
  })

  it.each(ARMS)('a taste counts in its own space alone, also where two surfaces have two: %s', (_, values, space) => {
    const { rules } = head.arms.of(values).snapshot
    const taste = Array.from({ length: TASTE_DIMENSIONS }, (_value, at) => at - 9)
    for (const [, , profiled] of ARMS) {
      for (const [, , learned] of ARMS) {
        const spaces = { profile: hash32(profiled), session: hash32(learned) }
        const { profile, session } = tastesIn(rules, { profile: taste, session: taste, spaces })
        expect([profile.length > 0, session.length > 0]).toEqual([profiled === space, learned === space])
      }
    }
    const unsaid = { profile: taste, session: taste }
    expect(tastesIn(rules, unsaid)).toEqual(unsaid)
  })
})
