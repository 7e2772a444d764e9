import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide, type PlacementDecision } from '../../../src/decide/decide.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, catalogue, openIn, requestFor, titleIdsOf } from '../catalogue.ts'
import { opened } from '../opened.ts'

const placement = (
  surface: (typeof SURFACE_IDS)[number],
  count = 1,
  titleId: string | null = null,
  id: string = surface,
) => ({
  ...{ id, surface, count, titleId, inView: null, row: null },
})

const shown = ({ picks, backups }: PlacementDecision) => [...picks, ...backups]

/** Titles with promos and portrait clips, so that every surface has something. */
const mixed = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .map(([titles, promos, clips]) => {
    const heroes = catalogue(titles, promos)
    const portrait = catalogue(titles, clips, 'clip').assets.map((each) => ({ ...each, id: `${each.id}c` as const }))
    const assets = [...heroes.assets, ...portrait].sort((left, right) => (left.id < right.id ? -1 : 1))
    const ids = assets.map(({ id }) => id)
    // Every asset stands under two campaigns.
    const campaigns = [aCampaign('cmp_1', ids), aCampaign('cmp_2', ids, { priority: 'guaranteed' })]
    return openIn({ ...heroes, assets, campaigns })
  })
const placements = fc.array(
  fc.record({ surface: fc.constantFrom(...SURFACE_IDS), count: fc.integer({ min: 0, max: 12 }) }),
  { minLength: 1, maxLength: 6 },
)

describe('placements of one request', () => {
  const asked = fc.tuple(mixed, placements).map(([snapshot, wanted]) => {
    const list = wanted.map(({ surface, count }, index) => placement(surface, count, null, `p${index}`))
    return { snapshot, list, decisions: decide(opened(snapshot), requestFor(snapshot, {}, { placements: list })) }
  })

  it('the placements of a request never show an asset twice, nor a title on two of them', () => {
    fc.assert(
      fc.property(asked, ({ snapshot, decisions }) => {
        const ids = decisions.flatMap((decision) => assetIdsOf(snapshot, shown(decision)))
        expect(new Set(ids).size).toBe(ids.length)
        const titles = decisions.flatMap((decision) => [...new Set(titleIdsOf(snapshot, shown(decision)))])
        expect(new Set(titles).size).toBe(titles.length)
      }),
      { numRuns: 150 },
    )
  })

  it('a placement that is no feed never shows a title twice', () => {
    fc.assert(
      fc.property(asked, ({ snapshot, decisions }) => {
        for (const decision of decisions.filter(({ placement: { surface } }) => surface !== 'clips-feed')) {
          const titles = titleIdsOf(snapshot, shown(decision))
          expect(new Set(titles).size).toBe(titles.length)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('placements get no more than they asked for, a reason if nothing, and positions that count on', () => {
    fc.assert(
      fc.property(asked, ({ list, decisions }) => {
        expect(decisions.map(({ placement: { id } }) => id)).toEqual(list.map(({ id }) => id))
        for (const {
          placement: { count },
          picks,
          backups,
          empty,
        } of decisions) {
          expect(picks.length).toBeLessThanOrEqual(count)
          if (picks.length === 0) expect(backups).toEqual([])
          expect(empty === null).toBe(picks.length > 0)
        }
        const positions = decisions.flatMap((decision) => shown(decision).map(({ position }) => position))
        expect(positions).toEqual(positions.map((_, index) => index))
      }),
      { numRuns: 150 },
    )
  })

  it('a placement pinned to a title shows that title alone, even when it is on the screen', () => {
    const snapshot = openIn(catalogue(3, 2))
    const list = [placement('home-hero'), placement('title-detail', 2, 'ttl_00'), placement('browse-tile', 1, 'ttl_00')]
    const [hero, detail, tile] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: list }))
    expect(titleIdsOf(snapshot, hero?.picks ?? [])).toEqual(['ttl_00'])
    expect(assetIdsOf(snapshot, detail?.picks ?? []).sort()).toEqual(['ast_00-0', 'ast_00-1'])
    expect(titleIdsOf(snapshot, tile?.picks ?? [])).toEqual(['ttl_00'])
  })

  it('a placement pinned to a title has another of its assets for a backup', () => {
    const snapshot = openIn(catalogue(3, 2))
    const list = [placement('title-detail', 1, 'ttl_01')]
    const [detail] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: list }))
    const both = assetIdsOf(snapshot, [...(detail?.picks ?? []), ...(detail?.backups ?? [])])
    expect(both.sort()).toEqual(['ast_01-0', 'ast_01-1'])
  })

  it('a placement pinned to a title that nobody knows says so', () => {
    const snapshot = openIn(catalogue(1, 1))
    const list = [placement('title-detail', 1, 'ttl_none')]
    expect(decide(opened(snapshot), requestFor(snapshot, {}, { placements: list }))[0]?.empty).toBe('unknown-title')
  })
})

describe('a feed', () => {
  function pages(snapshot: Snapshot, count: number): PlacementDecision[] {
    const served = new Set<number>()
    const all: PlacementDecision[] = []
    for (;;) {
      const others = {
        placements: [placement('clips-feed', count)],
        served: new Set(served),
        firstPosition: served.size,
      }
      const [page] = decide(opened(snapshot), requestFor(snapshot, {}, others))
      if (!page) return all
      all.push(page)
      if (page.picks.length === 0) return all
      for (const id of assetIdsOf(snapshot, page.picks)) served.add(hash32(id))
    }
  }

  it('a walk shows every eligible asset on exactly one page, then says that the clips feed has ended', () => {
    const feeds = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 7 }),
    )
    fc.assert(
      fc.property(feeds, ([titles, clips, count]) => {
        const schedule = catalogue(titles, clips, 'clip')
        const snapshot = openIn(schedule)
        const all = pages(snapshot, count)
        const ids = all.flatMap(({ picks }) => assetIdsOf(snapshot, picks))
        expect([...ids].sort()).toEqual(schedule.assets.map(({ id }) => id))
        expect(all.at(-1)?.empty).toBe('end-of-feed')
        expect(all.slice(0, -2).every(({ picks }) => picks.length === count)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('a page takes titles in turn, and comes back to them', () => {
    const snapshot = openIn(catalogue(3, 2, 'clip'))
    const [page] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: [placement('clips-feed', 6)] }))
    const turn = ['ttl_00', 'ttl_01', 'ttl_02']
    expect(titleIdsOf(snapshot, page?.picks ?? [])).toEqual([...turn, ...turn])
  })

  it('a page shows a title at most twice in any twenty, where there are so many others', () => {
    const snapshot = openIn(catalogue(20, 3, 'clip'))
    const [page] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: [placement('clips-feed', 27)] }))
    const titles = titleIdsOf(snapshot, page?.picks ?? [])
    titles.forEach((title, index) => {
      const window = titles.slice(Math.max(0, index - 19), index + 1)
      expect(window.filter((other) => other === title).length).toBeLessThanOrEqual(2)
    })
    expect(titles).toHaveLength(27)
  })

  it('a page plays a title alone when there is no other', () => {
    const snapshot = openIn(catalogue(1, 3, 'clip'))
    const [page] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: [placement('clips-feed', 3)] }))
    expect(page?.picks).toHaveLength(3)
  })

  it('a page begins with the shared clip, if it may be shown', () => {
    const snapshot = openIn(catalogue(4, 2, 'clip'))
    const list = [placement('clips-feed', 3)]
    const begin = (openWith: string) => {
      const [page] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: list, openWith }))
      return assetIdsOf(snapshot, page?.picks ?? [])
    }
    expect(begin('ast_03-1')[0]).toBe('ast_03-1')
    expect(begin('ast_none')[0]).toBe('ast_00-0')
  })

  it('a page shows last what the session has seen', () => {
    const snapshot = openIn(catalogue(4, 1, 'clip'))
    const memory = { ...NO_MEMORY, shown: [hash32('ast_01-0'), hash32('ast_00-0')] }
    const [page] = decide(
      opened(snapshot),
      requestFor(snapshot, {}, { placements: [placement('clips-feed', 4)], memory }),
    )
    expect(assetIdsOf(snapshot, page?.picks ?? [])).toEqual(['ast_02-0', 'ast_03-0', 'ast_01-0', 'ast_00-0'])
  })

  it("a page beside a hero leaves out the hero's title", () => {
    const schedule = catalogue(2, 1)
    const clips = catalogue(2, 2, 'clip').assets.map((each) => ({ ...each, id: `${each.id}c` as const }))
    const assets = [...schedule.assets, ...clips].sort((left, right) => (left.id < right.id ? -1 : 1))
    const snapshot = openIn({
      ...schedule,
      assets,
      campaigns: [
        aCampaign(
          'cmp_all',
          assets.map(({ id }) => id),
        ),
      ],
    })
    const list = [placement('home-hero'), placement('clips-feed', 4)]
    const [hero, feed] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: list }))
    expect(titleIdsOf(snapshot, hero?.picks ?? [])).toEqual(['ttl_00'])
    expect(hero?.backups).toHaveLength(1)
    expect(feed?.picks).toEqual([])
    expect(feed?.empty).toBe('diversity')
  })
})

describe('an empty placement', () => {
  it('an empty placement tells the last gate that any candidate reached', () => {
    const titles = [aTitle('ttl_00'), aTitle('ttl_01', { ratings: [{ territory: 'DE', label: 'FSK 18' }] })]
    const assets = [anAsset('ast_a', 'ttl_00', { territories: ['AT'] }), anAsset('ast_b', 'ttl_01')]
    const snapshot = openIn({ titles, assets, campaigns: [aCampaign('cmp_a', ['ast_a', 'ast_b'])] })
    expect(decide(opened(snapshot), requestFor(snapshot, {}, { placements: [placement('home-hero')] }))[0]?.empty).toBe(
      'maturity',
    )
  })

  it('an empty placement says no-candidates where the snapshot has none', () => {
    const snapshot = openIn({ titles: [], assets: [], campaigns: [] })
    const [decision] = decide(opened(snapshot), requestFor(snapshot, {}, { placements: [placement('home-hero')] }))
    expect(decision?.empty).toBe('no-candidates')
  })
})
