import { describe, expect, it } from 'vitest'
import type { Placement } from '../../../src/decide/context/context.ts'
import { NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide } from '../../../src/decide/decide.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { SLATE_CONSTRAINTS, type SlateConstraint } from '../../../src/model/policies/slate-policy.ts'
import { snapshotOf } from '../case-world.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, openIn, requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'
import { Tally } from '../oracle/tally.ts'

/** `DRAWS=100000 npx vitest run test/decide/slate/draws.test.ts` looks closer. */
const DRAWS = Number(process.env.DRAWS ?? 10_000)
/** Some seconds of work, and patience for a machine that is busy with something else. */
const PATIENCE_MS = 600_000

const placement = (surface: Placement['surface'], count: number, id: string = surface): Placement => ({
  ...{ id, surface, count, titleId: null, inView: null, row: null },
})

/** Films `<prefix>0`, `<prefix>1` … with a portrait clip and a promo each. */
function films(prefix: string, count: number, fields: object) {
  const numbers = Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(3, '0')}`)
  const clip = { kind: 'clip', aspect: '9:16' }
  return {
    titles: numbers.map((name) => aTitle(`ttl_${name}`, fields)),
    assets: numbers.flatMap((name) => [
      anAsset(`ast_${name}`, `ttl_${name}`, clip),
      anAsset(`ast_${name}p`, `ttl_${name}`),
    ]),
  }
}

/** Each group of films in a campaign of its own. */
function schedule(groups: readonly (ReturnType<typeof films> & { readonly campaign: object })[]) {
  return {
    titles: groups.flatMap(({ titles }) => titles),
    assets: groups.flatMap(({ assets }) => assets),
    campaigns: groups.map(({ assets, campaign }, at) =>
      aCampaign(
        `cmp_${at}`,
        assets.map(({ id }) => id),
        { priority: 'evergreen', ...campaign },
      ),
    ),
  }
}

/** Decides with a seed of each draw's own; counts whole answers, and first picks alone. */
function drawn(snapshot: Snapshot, request: DecisionRequest): { readonly firsts: Tally; readonly pages: Tally } {
  const firsts = new Tally()
  const pages = new Tally()
  for (let draw = 0; draw < DRAWS; draw++) {
    const picks = decide(opened(snapshot), { ...request, seed: `draw ${draw}` }).flatMap((each) => [
      ...each.picks,
      ...each.backups,
    ])
    const [first] = picks
    firsts.add(`${first?.candidate}`, first?.propensity ?? 1)
    pages.add(
      picks.map(({ candidate }) => candidate).join(' '),
      picks.reduce((all, each) => all * each.propensity, 1),
    )
  }
  return { firsts, pages }
}

describe('the logged chance', () => {
  it('a draw comes by its logged chance where kids and mature would stand side by side', {
    timeout: PATIENCE_MS,
  }, () => {
    const rated = (label: string) => ({ ratings: [{ territory: 'US', label }] })
    const { snapshot } = snapshotOf(
      'na',
      schedule([
        { ...films('kids', 1, rated('TV-Y')), campaign: { weight: 3 } },
        { ...films('mature', 30, rated('TV-MA')), campaign: { weight: 3 } },
        { ...films('open', 30, rated('TV-PG')), campaign: { weight: 1 } },
      ]),
    )
    const context = { country: 'US', token: { cap: 18, adult: true } }
    const request = requestFor(snapshot, context, { placements: [placement('clips-feed', 2)] })
    const { firsts, pages } = drawn(snapshot, request)
    expect(firsts.outcomes).toBe(12)
    expect(pages.outcomes).toBeGreaterThan(100)
    firsts.expectAsOften()
    pages.expectAsOften()
    const kids = decide(opened(snapshot), { ...request, seed: 'any' })
    expect(kids[0]?.picks).toHaveLength(2)
  })

  it('a draw comes by its logged chance where one title has all on top, and backups come from below', {
    timeout: PATIENCE_MS,
  }, () => {
    const many = Array.from({ length: 60 }, (_, at) => anAsset(`ast_big${String(at).padStart(2, '0')}`, 'ttl_big'))
    const others = films('small', 12, {})
    const snapshot = openIn({
      titles: [aTitle('ttl_big'), ...others.titles],
      assets: [...many, ...others.assets],
      campaigns: [
        aCampaign(
          'cmp_big',
          many.map(({ id }) => id),
          { weight: 3 },
        ),
        aCampaign(
          'cmp_small',
          others.assets.map(({ id }) => id),
          { weight: 1 },
        ),
      ],
    })
    const { firsts, pages } = drawn(snapshot, requestFor(snapshot, {}, { placements: [placement('home-hero', 1)] }))
    firsts.expectAsOften()
    pages.expectAsOften()
    expect(pages.outcomes).toBeGreaterThan(50)
  })

  it('a draw comes by its logged chance where the clips run out of what is new, and turn to what was seen', {
    timeout: PATIENCE_MS,
  }, () => {
    const all = films('film', 6, {})
    const snapshot = openIn(schedule([{ ...all, campaign: {} }]))
    const memory = { ...NO_MEMORY, shown: ['ast_film000', 'ast_film001', 'ast_film002', 'ast_film003'].map(hash32) }
    const { firsts, pages } = drawn(
      snapshot,
      requestFor(snapshot, {}, { placements: [placement('clips-feed', 4)], memory }),
    )
    expect(firsts.outcomes).toBe(2)
    firsts.expectAsOften()
    pages.expectAsOften()
  })

  it('a draw comes by its logged chance on several tiles that share what there is', { timeout: PATIENCE_MS }, () => {
    const snapshot = openIn(schedule([{ ...films('film', 4, {}), campaign: {} }]))
    const tiles = [placement('browse-tile', 1, 't0'), placement('browse-tile', 1, 't1'), placement('home-hero', 1)]
    const { firsts, pages } = drawn(snapshot, requestFor(snapshot, {}, { placements: tiles }))
    expect(firsts.outcomes).toBe(4)
    expect(pages.outcomes).toBe(24)
    firsts.expectAsOften()
    pages.expectAsOften()
  })
})

describe('explain', () => {
  it('explain gives each candidate the chance at each slot that it comes by', { timeout: PATIENCE_MS }, () => {
    const snapshot = openIn(schedule([{ ...films('film', 5, {}), campaign: {} }]))
    const hero = placement('home-hero', 1)
    const request = requestFor(snapshot, {}, { placements: [hero] })
    const { kept, chances } = explain(opened(snapshot), request, hero, undefined, 1000)
    expect(chances).toEqual({ places: 3, draws: 1000, exactPlaces: 1 })
    expect(kept.map(({ reason }) => reason)).toEqual([null, null, null, 'outranked', 'outranked'])
    const came = new Map<string, number[]>()
    for (let draw = 0; draw < DRAWS; draw++) {
      const [decision] = decide(opened(snapshot), { ...request, seed: `draw ${draw}` })
      const ids = assetIdsOf(snapshot, [...(decision?.picks ?? []), ...(decision?.backups ?? [])])
      for (const [place, id] of ids.entries()) {
        const counts = came.get(id) ?? [0, 0, 0]
        counts[place] = (counts[place] ?? 0) + 1
        came.set(id, counts)
      }
      const [first] = decision?.picks ?? []
      const explained = kept.find(({ assetId }) => assetId === ids[0])
      if (draw < 100) expect(explained?.chances[0]).toBeCloseTo(first?.propensity ?? 0, 12)
    }
    for (let place = 0; place < 3; place++) {
      expect(kept.reduce((sum, each) => sum + (each.chances[place] ?? 0), 0)).toBeCloseTo(1, 9)
      for (const { assetId, chances: its } of kept) {
        const chance = its[place] ?? 0
        const deviation = Math.sqrt(chance * (1 - chance) * (1 / DRAWS + (place === 0 ? 0 : 1 / 1000)))
        expect(Math.abs((came.get(assetId)?.[place] ?? 0) / DRAWS - chance)).toBeLessThan(5 * deviation + 1 / DRAWS)
      }
    }
  })

  it('explain names why each eligible candidate is not in the slate, and what its cap is to a guest', () => {
    const week = { count: 1, windowSeconds: 604_800, scope: 'campaign' }
    const snapshot = openIn(
      schedule([
        { ...films('capped', 3, {}), campaign: { frequencyCap: week, weight: 3 } },
        { ...films('rival', 2, {}), campaign: { exclusionLabels: ['rival:one'] } },
        { ...films('free', 4, {}), campaign: {} },
      ]),
    )
    const feed = placement('clips-feed', 4)
    const { kept } = explain(opened(snapshot), requestFor(snapshot, {}, { placements: [feed] }), feed)
    const reasonOf = (start: string) =>
      new Set(kept.filter(({ assetId }) => assetId.startsWith(start)).map(({ reason }) => reason))
    expect(reasonOf('ast_capped')).toEqual(new Set([null, 'frequency-cap']))
    expect(reasonOf('ast_rival')).toEqual(new Set([null, 'outranked']))
    expect(kept.every(({ score, reason, position }) => score > 0 && (reason === null) === position < 4)).toBe(true)
    expect(kept.find(({ assetId }) => assetId === 'ast_capped000')?.frequencyCap).toEqual({
      ...week,
      guests: 'session',
    })
    expect(kept.find(({ assetId }) => assetId === 'ast_free000')?.frequencyCap).toBeNull()
  })
})

describe('a decision that is made again', () => {
  const snapshot = openIn(schedule([{ ...films('film', 9, {}), campaign: {} }]))
  const hero = requestFor(snapshot, {}, { placements: [placement('home-hero', 1)] })
  const firstOf = (request: DecisionRequest) => decide(opened(snapshot), request)[0]?.picks[0]

  it("a decision made again without the words of its pick gives nobody that pick's chance", {
    timeout: PATIENCE_MS,
  }, () => {
    const away = firstOf({ ...hero, seed: 'any' })
    const withheld = new Set([snapshot.hot.candidateAsset[away?.candidate ?? 0] ?? 0])
    const again = new Tally()
    for (let draw = 0; draw < 4 * DRAWS; draw++) {
      const request = { ...hero, seed: `draw ${draw}` }
      if (firstOf(request)?.candidate !== away?.candidate) continue
      const pick = firstOf({ ...request, withheld, attempt: 1 })
      again.add(`${pick?.candidate}`, pick?.propensity ?? 1)
    }
    expect(again.outcomes).toBe(8)
    again.expectAsOften()
  })

  it('a decision made again says that it did not come by its chance alone, as does what was asked for', () => {
    const drawnBy = (request: DecisionRequest) =>
      decide(opened(snapshot), request).flatMap(({ picks }) => picks.map((pick) => pick.drawn))
    expect(drawnBy({ ...hero, seed: 'any' })).toEqual([true])
    expect(drawnBy({ ...hero, seed: 'any', attempt: 1 })).toEqual([false])
    const feed = { ...hero, placements: [placement('clips-feed', 3)], openWith: 'ast_film003', seed: 'any' }
    expect(drawnBy(feed)).toEqual([false, true, true])
  })
})

describe("the slate's constraints", () => {
  type Group = Parameters<typeof schedule>[0][number]
  const many = films('alike', 300, {})
  const ofOneTitle = {
    titles: [aTitle('ttl_alike')],
    assets: many.assets.map(({ id, kind, aspect }) => anAsset(id, 'ttl_alike', { kind, aspect })),
  }
  /** For each constraint, 300 films and clips of which two in a row break it. */
  const alike: Readonly<Record<SlateConstraint, Group>> = {
    separation: { ...many, campaign: { exclusionLabels: ['rival:one'] } },
    'cluster-run': { ...films('alike', 300, { genres: ['horror'] }), campaign: {} },
    'franchise-run': { ...films('alike', 300, { franchiseId: 'frn_one' }), campaign: {} },
    'title-window': { ...ofOneTitle, campaign: {} },
    tier: { ...many, campaign: { priority: 'takeover' } },
  }
  const others = films('other', 40, {})

  it.each(SLATE_CONSTRAINTS)("the slate's %s holds over all that is eligible below 300 clips on top", (name) => {
    const on = { ...alike[name], campaign: { weight: 3, ...alike[name].campaign } }
    for (const [below, slots] of [
      [others, 10],
      [films('other', 1, {}), 2],
    ] as const) {
      const snapshot = openIn(schedule([on, { ...below, campaign: { weight: 1 } }]))
      for (let draw = 0; draw < 10; draw++) {
        const request = requestFor(snapshot, {}, { placements: [placement('clips-feed', slots)], seed: `draw ${draw}` })
        const [page] = decide(opened(snapshot), request)
        expect(page?.picks.map(({ relaxed }) => relaxed)).toEqual(Array(slots).fill([]))
      }
    }
  })

  it.each(SLATE_CONSTRAINTS)("the slate's %s gives way where all that is eligible breaks it", (name) => {
    const snapshot = openIn(schedule([{ ...alike[name], campaign: { weight: 3, ...alike[name].campaign } }]))
    const feed = { placements: [placement('clips-feed', 10)], seed: 'a draw' }
    const [page] = decide(opened(snapshot), requestFor(snapshot, {}, feed))
    expect(page?.picks.flatMap(({ relaxed }) => relaxed)).toContain(name)
  })

  it("the slate's constraints hold when more clips stand on top than any query asks for", () => {
    const many = films('alike', 1100, { genres: ['horror'] })
    const snapshot = openIn(
      schedule([
        { ...many, campaign: { weight: 3, exclusionLabels: ['rival:one'] } },
        { ...others, campaign: { weight: 1 } },
      ]),
    )
    const request = requestFor(snapshot, {}, { placements: [placement('clips-feed', 6)], seed: 'a draw' })
    const [page] = decide(opened(snapshot), request)
    expect(page?.picks.map(({ relaxed }) => relaxed)).toEqual(Array(6).fill([]))
    expect(assetIdsOf(snapshot, page?.picks ?? []).filter((id) => id.startsWith('ast_alike'))).toHaveLength(1)
  })
})
