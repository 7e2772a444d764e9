import { beforeAll, describe, expect, it } from 'vitest'
import { brokenRelations, wider } from './compare-viewers.ts'
import { pairwiseSample, SPACE } from './viewer-space.ts'
import { ViewerWorld } from './viewer-world.ts'

/** Another one in each run would find more, and fail for those who did nothing: `npm run test:viewers` has them all. */
const SEED = 20_261_122

let world: ViewerWorld
beforeAll(async () => {
  world = await ViewerWorld.start()
})

const NOON = { country: 'US', hints: '', now: SPACE.now[0] } as const
const GROWN = { cap: 18, adult: true, personalize: true, ent: ['buy'] }

describe('what narrows a viewer', () => {
  it('no lowered claim and no expiry widens what is shown, what starts, what is known or what a session holds', async () => {
    const sample = pairwiseSample(SEED)
    for (const asking of sample) expect([asking, await brokenRelations(world, asking)]).toEqual([asking, []])
    for (const country of SPACE.country) expect(sample.some((asking) => asking.country === country)).toBe(true)
  })

  it('the test world is one where narrowing matters: each narrower viewer has less than a grown-up member', async () => {
    const grown = await world.ask(NOON, await world.token(GROWN, 'good'))
    const child = await world.ask(NOON, await world.token({ ...GROWN, cap: 12, adult: false }, 'good'))
    const expired = await world.ask(NOON, await world.token(GROWN, 'expired'))
    const guest = await world.ask(NOON, null)
    expect([grown.privacy, child.privacy, expired.privacy, guest.privacy]).toEqual([
      ...['consented', 'minor', 'contextual', 'contextual'],
    ])
    expect([[...grown.holds], [...child.holds], [...guest.holds]]).toEqual([['profile', 'taste'], [], ['taste']])
    for (const other of [child, expired, guest]) expect(wider(grown, other)).not.toEqual([])
    expect([grown.starts.size > 0, guest.starts.size > 0, child.starts.size]).toEqual([true, true, 0])
  })

  it('a minor whose token has expired starts nothing, is known by nothing, and leaves nothing behind', async () => {
    for (const claims of [{ cap: 12 }, { cap: 12, adult: true }, { kids: true }, { cap: 12, personalize: true }]) {
      const expired = await world.ask(NOON, await world.token(claims, 'expired'))
      expect([claims, expired.viewer, expired.privacy]).toEqual([claims, 'expired', 'minor'])
      expect([expired.starts.size, expired.holds.size, expired.asked]).toEqual([0, 0, false])
    }
  })
})
