import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { BUCKETS, bucketOf, placeOf } from '../../../src/decide/pacing/coin.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'
import { paced, takes } from './paced-world.ts'

const two = openIn({
  titles: [aTitle('ttl_a'), aTitle('ttl_b')],
  assets: [anAsset('ast_a', 'ttl_a'), anAsset('ast_b', 'ttl_b')],
  campaigns: [
    aCampaign('cmp_a', ['ast_a'], { priority: 'guaranteed' }),
    aCampaign('cmp_b', ['ast_b'], { priority: 'evergreen' }),
  ],
})
const ONE = { share: 12 / 64, need: 0.1875 }
const snapshot = paced(two, (campaign) => (campaign === 0 ? ONE : {}))
const HERO = { id: 'p', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null } as const
const { now } = requestFor(two).context
const seeds = Array.from({ length: 400 }, (_, at) => `seed ${at}`)
const held = seeds.find((seed) => !takes('cmp_a', ONE, seed, now)) ?? ''
const taken = seeds.find((seed) => takes('cmp_a', ONE, seed, now)) ?? ''
const asked = (seed: string | null, of = snapshot) => ({ ...requestFor(of, {}, { placements: [HERO] }), seed })

describe('a campaign that takes 12 of 64 decisions', () => {
  it('a decision that pacing holds it back from says its share, its bucket and its need', () => {
    const { kept, rejected } = explain(opened(snapshot), asked(held), HERO)
    expect(kept.map(({ assetId, pacing }) => [assetId, pacing])).toEqual([['ast_b', null]])
    const place = placeOf(bucketOf(held), hash32('cmp_a'))
    expect(place).toBeGreaterThanOrEqual(12)
    expect(rejected).toMatchObject([
      {
        first: 'pacing',
        all: [{ reason: 'pacing', source: 'weights', value: `share 12/64, bucket ${place}, need 0.19` }],
      },
    ])
  })

  it('a decision that it takes says the same beside what plays', () => {
    const { kept } = explain(opened(snapshot), asked(taken), HERO)
    expect(kept[0]).toMatchObject({ assetId: 'ast_a', pacing: { share: 12, need: 0.1875 } })
    expect(kept[0]?.pacing?.bucket).toBeLessThan(12)
  })

  it('a campaign plays without a seed, and its bucket is not told', () => {
    const { kept } = explain(opened(snapshot), asked(null), HERO)
    expect(kept[0]).toMatchObject({ assetId: 'ast_a', pacing: { share: 12, bucket: null } })
  })

  it('what nothing paces plays instead of what is held back, of however low a tier', () => {
    const played = seeds.map((seed) => assetIdsOf(two, decide(opened(snapshot), asked(seed))[0]?.picks ?? [])[0])
    expect(played).toEqual(seeds.map((seed) => (takes('cmp_a', ONE, seed, now) ? 'ast_a' : 'ast_b')))
  })

  it('a placement whose last candidates are held back says so', () => {
    const all = paced(two, () => ({ share: 0 }))
    expect(decide(opened(all), asked(held, all))[0]).toMatchObject({ picks: [], empty: 'pacing' })
  })

  it('a share ends at its instant, to the millisecond, and no campaign is taken from then on', () => {
    const ends = paced(two, (campaign) => (campaign === 0 ? { endsAt: now + 1 } : {}))
    const at = (ms: number) => {
      const request = asked(held, ends)
      const decision = decide(opened(ends), { ...request, context: { ...request.context, now: now + ms } })[0]
      return assetIdsOf(two, decision?.picks ?? [])
    }
    expect([0, 1, 0].map(at)).toEqual([['ast_a'], ['ast_b'], ['ast_a']])
  })

  it('no more than 64 planes are made of it, however many decisions there are', () => {
    const fresh = opened(paced(two, (campaign) => (campaign === 0 ? ONE : {})))
    let made = 0
    const { campaignPlane } = fresh.engine
    fresh.engine.campaignPlane = (passes) => {
      made++
      return campaignPlane.call(fresh.engine, passes)
    }
    for (let at = 0; at < 2000; at++) decide(fresh, asked(`other seed ${at}`))
    const others = 20
    expect(made).toBeLessThanOrEqual(BUCKETS + others)
  })
})
