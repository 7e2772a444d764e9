import { describe, expect, it } from 'vitest'
import type { Placement } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import { countCaps } from '../../../src/decide/eligibility/count-caps.ts'
import { type CapCount, REMEMBERED_CAPS } from '../../../src/decide/eligibility/gates/pair-gates.ts'
import type { Engine } from '../../../src/decide/engine/engine.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { ENGINES } from '../engine/engines.ts'
import { opened } from '../opened.ts'

const placement = (surface: Placement['surface'], count: number, id: string = surface): Placement => ({
  ...{ id, surface, count, titleId: null, inView: null, row: null },
})
const tiles = (count: number) => Array.from({ length: count }, (_, at) => placement('browse-tile', 1, `t${at}`))
const number = (at: number) => String(at).padStart(3, '0')

/** So many titles with two clips and two promos each, all in one campaign with this cap; and some that have none. */
function capped(titles: number, frequencyCap: object, others = 0): Snapshot {
  const names = Array.from({ length: titles }, (_, at) => `c${number(at)}`)
  const free = Array.from({ length: others }, (_, at) => `f${number(at)}`)
  const assetsOf = (name: string) => [
    ...['a', 'b'].map((end) => anAsset(`ast_${name}${end}`, `ttl_${name}`, { kind: 'clip', aspect: '9:16' })),
    ...['p', 'q'].map((end) => anAsset(`ast_${name}${end}`, `ttl_${name}`)),
  ]
  const [mine, theirs] = [names.flatMap(assetsOf), free.flatMap(assetsOf)]
  const ids = (assets: typeof mine) => assets.map(({ id }) => id)
  return openIn({
    titles: [...names, ...free].map((name) => aTitle(`ttl_${name}`)),
    assets: [...mine, ...theirs],
    campaigns: [
      aCampaign('cmp_capped', ids(mine), { frequencyCap, weight: 5, priority: 'evergreen' }),
      ...(others > 0 ? [aCampaign('cmp_free', ids(theirs), { priority: 'evergreen' })] : []),
    ],
  })
}

const shownOf = (opened: OpenedSnapshot, request: DecisionRequest) =>
  decide(opened, request).flatMap(({ picks, backups }) => assetIdsOf(opened.snapshot, [...picks, ...backups]))
const ofCapped = (ids: readonly string[]) => ids.filter((id) => id.startsWith('ast_c'))

const DAY = { count: 2, windowSeconds: 86_400 }
const SURFACES = [
  ['fifty tiles', tiles(50)],
  ['one placement of many tiles', [placement('browse-tile', 20)]],
  ['a page of a feed', [placement('clips-feed', 20)]],
  ['a hero with its backups', [placement('home-hero', 1)]],
  ['a screen of all of them', [placement('home-hero', 1), placement('clips-feed', 5), ...tiles(5)]],
] as const

describe.each(ENGINES)('caps within one answer ($name)', (engine: Engine) => {
  const openedWith = (snapshot: Snapshot) => openSnapshot(snapshot, engine)

  it.each(SURFACES)('a capped campaign is shown no more often than its cap allows within %s', (_name, placements) => {
    const snapshot = capped(60, { ...DAY, scope: 'campaign' }, 60)
    for (const seed of ['one', 'two', 'three']) {
      const ids = shownOf(openedWith(snapshot), requestFor(snapshot, {}, { placements, seed }))
      expect(ofCapped(ids)).toHaveLength(2)
      expect(ids.length).toBeGreaterThan(2)
    }
  })

  it('a cap of scope title or asset counts each title or asset by itself', () => {
    const feed = { placements: [placement('clips-feed', 20)], seed: 'a draw' }
    const byTitle = capped(4, { count: 1, windowSeconds: 3600, scope: 'title' }, 30)
    const titles = ofCapped(shownOf(openedWith(byTitle), requestFor(byTitle, {}, feed))).map((id) => id.slice(0, -1))
    expect(titles.length).toBe(4)
    expect(new Set(titles).size).toBe(4)
    const byAsset = capped(4, { count: 1, windowSeconds: 3600, scope: 'asset' })
    const request = requestFor(byAsset, {}, { placements: [placement('clips-feed', 8)], seed: 'a draw' })
    expect(new Set(shownOf(openedWith(byAsset), request)).size).toBe(8)
  })

  it('a cap counts within an answer what was seen before it', () => {
    const snapshot = capped(10, { ...DAY, scope: 'campaign' }, 10)
    const request = requestFor(snapshot, {}, { placements: tiles(6), seed: 'a draw' })
    const counts = countCaps(snapshot, new Map(), [0], request.context.now)
    expect(ofCapped(shownOf(openedWith(snapshot), { ...request, counts }))).toHaveLength(1)
  })

  it('a placement that a cap left empty says so', () => {
    const snapshot = capped(2, { count: 1, windowSeconds: 86_400, scope: 'campaign' })
    const decisions = decide(openedWith(snapshot), requestFor(snapshot, {}, { placements: tiles(3) }))
    expect(decisions.map(({ picks, empty }) => [picks.length, empty])).toEqual([
      [1, null],
      [0, 'frequency-cap'],
      [0, 'frequency-cap'],
    ])
  })

  it('a clip behind more capped rows than any query asks for is found', () => {
    const snapshot = capped(600, { count: 1, windowSeconds: 86_400, scope: 'campaign' }, 8)
    const ids = shownOf(
      openedWith(snapshot),
      requestFor(snapshot, {}, { placements: [placement('clips-feed', 6)], seed: 'a draw' }),
    )
    expect([ids.length, ofCapped(ids).length]).toEqual([6, 1])
  })
})

describe('the memory of caps', () => {
  const snapshot = capped(REMEMBERED_CAPS + 20, { count: 1, windowSeconds: 3600, scope: 'asset' })
  const feed = requestFor(snapshot, {}, { placements: [placement('clips-feed', 40)], seed: 'a draw' })

  it('no running cap is forgotten: what would need one more is not shown', () => {
    let counts: ReadonlyMap<number, CapCount> = new Map()
    const shown: string[] = []
    for (let page = 0; page < 6; page++) {
      const [decision] = decide(opened(snapshot), { ...feed, counts, seed: `page ${page}` })
      const picks = decision?.picks ?? []
      shown.push(...assetIdsOf(snapshot, picks))
      if (page > 2) expect(decision?.empty).toBe('frequency-cap')
      const candidates = picks.map(({ candidate }) => candidate)
      counts = countCaps(snapshot, counts, candidates, feed.context.now)
      expect(counts.size).toBeLessThanOrEqual(REMEMBERED_CAPS)
    }
    expect(shown).toHaveLength(REMEMBERED_CAPS)
    expect(new Set(shown).size).toBe(REMEMBERED_CAPS)
  })

  it('lapsed windows of caps are forgotten first', () => {
    const { now } = feed.context
    const lapsed = Array.from({ length: REMEMBERED_CAPS }, (_, key): [number, CapCount] => [
      key,
      { key, count: 1, since: now - 7_200_000, until: now - 3_600_000 },
    ])
    expect(decide(opened(snapshot), { ...feed, counts: new Map(lapsed) })[0]?.picks).toHaveLength(40)
  })

  it('a short cap window that starts again does not push out a longer one', () => {
    const ids = ['ast_one']
    const shared = openIn({
      titles: [aTitle('ttl_one')],
      assets: [anAsset('ast_one', 'ttl_one')],
      campaigns: [
        aCampaign('cmp_day', ids, { frequencyCap: { count: 1, windowSeconds: 86_400, scope: 'asset' } }),
        aCampaign('cmp_hour', ids, { frequencyCap: { count: 1, windowSeconds: 3600, scope: 'asset' } }),
      ],
    })
    const request = requestFor(shared)
    const { now } = request.context
    const day = countCaps(shared, new Map(), [0], now)
    const both = countCaps(shared, day, [1], now + 1)
    const later = { ...request, context: { ...request.context, now: now + 4_000_000 }, counts: both }
    const { kept, rejected } = explain(opened(shared), later, placement('home-hero', 1))
    expect(kept.map(({ campaignId }) => campaignId)).toEqual(['cmp_hour'])
    expect(rejected.map(({ campaignId, first }) => [campaignId, first])).toEqual([['cmp_day', 'frequency-cap']])
  })

  it('explain says of each clip that is not shown that the cap withheld it', () => {
    const { now } = feed.context
    const running = Array.from({ length: REMEMBERED_CAPS }, (_, key): [number, CapCount] => [
      key,
      { key, count: 1, since: now, until: now + 1 },
    ])
    const { kept, rejected } = explain(
      opened(snapshot),
      { ...feed, counts: new Map(running) },
      placement('clips-feed', 10),
    )
    expect(kept).toEqual([])
    const clips = rejected.filter(({ first }) => first !== 'surface')
    expect(new Set(clips.map(({ first }) => first))).toEqual(new Set(['frequency-cap']))
  })
})
