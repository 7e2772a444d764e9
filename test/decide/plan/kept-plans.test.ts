import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context, Placement } from '../../../src/decide/context/context.ts'
import { ContextShape } from '../../../src/decide/context/context-shape.ts'
import { type Memory, NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide } from '../../../src/decide/decide.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import { countCaps } from '../../../src/decide/eligibility/count-caps.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { chance, type DemoChance } from '../../../src/dev/demo/chance.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import type { OwnedValues } from '../../../src/model/policies/owned-values.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../../bench/catalogue/large-snapshot.ts'
import { runs } from '../../setup/runs.ts'
import { contextOf, snapshotOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'
import { TESTED_REGIONS } from '../oracle/generated-place.ts'
import { contextsIn } from '../oracle/generated-request.ts'
import { schedules } from '../oracle/generated-schedule.ts'
import type { OracleContext } from '../oracle/oracle-request.ts'
import { decidedOneByOne, gotOf } from './one-by-one.ts'

/** One of a sequence of requests, as far as a stream of chance has not to say it. */
interface Step {
  readonly draw: DemoChance
  /** The kind of request that it is of, and when it comes. */
  readonly kind: OracleContext
  readonly now: number
}

/** A context as an isolate derives it once for all of a kind; shapes are kept as the kinds are. */
class Shapes {
  private readonly shapes = new Map<OracleContext, ContextShape>()

  constructor(private readonly snapshot: Snapshot) {}

  at(kind: OracleContext, now: number): Context {
    const shape = this.shapes.get(kind) ?? new ContextShape(contextOf(this.snapshot, kind))
    this.shapes.set(kind, shape)
    return shape.at(now)
  }
}

/** As an isolate that has decided nothing yet: what is kept goes by the columns. */
const afresh = (snapshot: Snapshot): Snapshot => ({ ...snapshot, hot: { ...snapshot.hot } })

const some = <Item>(draw: DemoChance, items: readonly Item[], most: number): Item[] =>
  Array.from({ length: draw.whole(0, most) }, () => items[draw.whole(0, items.length - 1)]).filter(
    (item) => item !== undefined,
  )

function memoryOf({ hot }: Snapshot, draw: DemoChance): Memory {
  const viewerKey = `viewer ${draw.whole(0, 1)}`
  if (draw.happens(0.4)) return { ...NO_MEMORY, viewerKey }
  const assets = [...hot.assets.idHash]
  const titles = [...hot.titles.idHash]
  const taste = Array.from({ length: 32 }, (_, axis) => ((axis * 7) % 11) * 5 - 25)
  return {
    viewerKey,
    profile: draw.happens(0.2) ? taste : [],
    session: draw.happens(0.2) ? taste.toReversed() : [],
    watched: draw.happens(0.2) ? some(draw, titles, 4) : [],
    unwanted: draw.happens(0.2) ? some(draw, titles, 2) : [],
    shown: draw.happens(0.5) ? some(draw, assets, 12) : [],
    recent: draw.happens(0.2) ? some(draw, assets, 10) : [],
    sticky: draw.happens(0.2)
      ? some(draw, assets, 2).map((asset) => [titles[draw.whole(0, titles.length - 1)] ?? 0, asset])
      : [],
  }
}

const TITLES = [null, null, null, 'ttl_0', 'ttl_1', 'ttl_8'] as const
const ROWS = [null, null, 'row-comedy', 'row-drama'] as const

function placementsOf(draw: DemoChance, titles: readonly [string | null, ...(string | null)[]]): readonly Placement[] {
  const named = (id: string, surface: Placement['surface'], count: number): Placement => {
    const title = draw.pick(titles)
    const pinned = draw.happens(0.3)
    return { id, surface, count, titleId: pinned ? title : null, inView: pinned ? null : title, row: draw.pick(ROWS) }
  }
  const tile = named('tile', 'browse-tile', 1)
  const first = named('first', draw.pick(SURFACE_IDS), draw.pick([0, 1, 1, 3, 10]))
  const tiles = Array.from({ length: draw.pick([0, 0, 2, 30]) }, (_, at) => ({ ...tile, id: `tile ${at}` }))
  return draw.happens(0.5) ? [first, ...tiles] : [...tiles, first]
}

/** What arms own: a column of scores, a slate, nothing of what was learned. */
const ARMS: readonly [OwnedValues, ...OwnedValues[]] = [
  { 'ranking.terms.freshness.points': 400 },
  { 'ranking.terms.freshness.points': 400, 'slate.clips-feed.head': 2 },
  { 'slate.browse-tile.temperature': 300 },
  { learned: 'none' },
]

function requestOf(
  snapshot: Snapshot,
  { draw, now }: Step,
  lists: readonly [DenyList, ...DenyList[]],
  titles: readonly [string | null, ...(string | null)[]],
): Omit<DecisionRequest, 'context'> {
  const { hot } = snapshot
  const assets = [...hot.assets.idHash.keys()]
  const rows = some(draw, [...hot.candidateAsset.keys()], 6)
  const page = draw.happens(0.2)
  return {
    placements: placementsOf(draw, titles),
    denies: draw.pick(lists),
    served: new Set(page ? some(draw, [...hot.assets.idHash], 30) : []),
    withheld: new Set(draw.happens(0.1) ? some(draw, assets, 3) : []),
    memory: memoryOf(snapshot, draw),
    counts: draw.happens(0.3) ? countCaps(snapshot, new Map(), rows, now - draw.pick([0, 1000, 5_000_000])) : new Map(),
    firstPosition: page ? draw.pick([0, 10, 197]) : 0,
    openWith: draw.happens(0.1) ? 'ast_0' : null,
    seed: draw.happens(0.1) ? null : `seed ${draw.whole(0, 1_000_000)}`,
    attempt: draw.happens(0.1) ? 1 : 0,
    owned: draw.happens(0.3) ? { [draw.pick(SURFACE_IDS)]: draw.pick(ARMS) } : {},
  }
}

/**
 * Decides and explains with what is kept, as an isolate that keeps nothing, and each placement by itself; gives how much
 * was picked.
 */
function compared(snapshot: Snapshot, shapes: Shapes, step: Step, others: Omit<DecisionRequest, 'context'>): number {
  const fresh = afresh(snapshot)
  const derived = { ...contextOf(fresh, step.kind), now: step.now }
  const kept = { ...others, context: shapes.at(step.kind, step.now) }
  const plain = { ...others, context: derived }
  const decisions = decide(opened(snapshot), kept)
  expect(decisions).toEqual(decide(opened(fresh), plain))
  expect(gotOf(decisions)).toEqual(decidedOneByOne(opened(fresh), plain))
  const [placement] = others.placements
  if (placement !== undefined && step.draw.happens(0.05)) {
    expect(explain(opened(snapshot), kept, placement)).toEqual(explain(opened(fresh), plain, placement))
  }
  return decisions.reduce((sum, { picks, backups }) => sum + picks.length + backups.length, 0)
}

/** Mostly a moment later, sometimes beyond an edge, an hour or a day later, or back. */
const LATER = [0, 1, 250, 250, 30_000, 61_000, 900_000, 3_600_000, 86_400_000, -1, -120_000] as const

/** Instants at and beside which what is withdrawn changes. */
const listsAt = (now: number): readonly [DenyList, ...DenyList[]] => [
  DenyList.NONE,
  denied({ id: 'tkd_0', target: 'ast_0', territories: null, until: now + 60_000 }),
  denied(
    { id: 'tkd_1', target: 'cmp_1', territories: null, from: now + 30_250, until: null },
    { id: 'tkd_2', target: 'surface:home-hero', territories: null, from: now + 1, until: now + 61_000 },
  ),
]

describe('what is kept for requests of one kind', () => {
  it('kept plans change no decision in small worlds with every kind of edge', () => {
    let picked = 0
    const world = fc
      .record({ schedule: schedules, region: fc.constantFrom(...TESTED_REGIONS), seed: fc.nat() })
      .chain(({ schedule, region, seed }) =>
        fc.record({
          schedule: fc.constant(schedule),
          region: fc.constant(region),
          seed: fc.constant(seed),
          kinds: fc.array(contextsIn(region), { minLength: 3, maxLength: 3 }),
        }),
      )
    const property = fc.property(world, ({ schedule, region, seed, kinds }) => {
      const { snapshot } = snapshotOf(region, schedule)
      const shapes = new Shapes(snapshot)
      for (const [part, kind] of kinds.entries()) {
        const draw = chance(seed, part)
        const lists = listsAt(Date.parse(kind.now))
        let now = Date.parse(kind.now) - 2
        for (let times = 0; times < 10; times++) {
          now += draw.pick(LATER)
          const step = { draw, kind: draw.happens(0.8) ? kind : draw.pick(kinds as [OracleContext]), now }
          picked += compared(snapshot, shapes, step, requestOf(snapshot, step, lists, TITLES))
        }
      }
    })
    fc.assert(property, { numRuns: Number(process.env.WORLDS ?? runs(60)) })
    expect(picked).toBeGreaterThan(runs(200))
  })

  it('kept plans end to the millisecond with windows of assets, campaigns and offers, and with orders', () => {
    const start = Date.parse('2026-11-22T12:00:00Z')
    // On a clock in Germany, in winter.
    const edge = (second: number) => new Date(start + 3_600_000 + 1000 * second).toISOString().slice(0, 19)
    const numbers = Array.from({ length: 8 }, (_, at) => at)
    const snapshot = openIn({
      titles: numbers.map((at) => {
        const offers = [{ territories: ['*'], start: '2026-01-01T00:00:00', end: edge(10 * at + 9) }]
        return aTitle(`ttl_${at}`, at < 4 ? { offers } : {})
      }),
      assets: numbers.flatMap((at) => [
        anAsset(`ast_${at}`, `ttl_${at}`, { validFrom: edge(10 * at + 1), validUntil: edge(10 * at + 6) }),
        anAsset(`ast_${at}b`, `ttl_${at}`),
      ]),
      campaigns: [
        aCampaign(
          'cmp_0',
          numbers.map((at) => `ast_${at}`),
        ),
        aCampaign(
          'cmp_1',
          numbers.map((at) => `ast_${at}b`),
          { start: edge(4), end: edge(67) },
        ),
      ],
    })
    const list = denied({ id: 'tkd_0', target: 'ttl_7', territories: null, from: start + 8000, until: start + 12_000 })
    const shapes = new Shapes(snapshot)
    const kind: OracleContext = { country: 'DE', now: new Date(start).toISOString(), surface: 'home-hero' }
    const answers = new Set<string>()
    const placements = ['home-hero', 'browse-tile', 'browse-tile'].map((surface, at): Placement => {
      return {
        id: `p${at}`,
        surface: surface as Placement['surface'],
        count: 1,
        titleId: null,
        inView: null,
        row: null,
      }
    })
    for (const second of Array.from({ length: 80 }, (_, at) => at)) {
      for (const now of [start + 1000 * second - 1, start + 1000 * second]) {
        for (const denies of [DenyList.NONE, list]) {
          const asked = requestFor(snapshot, {}, { placements, denies, seed: 'any' })
          const decisions = decide(opened(snapshot), { ...asked, context: shapes.at(kind, now) })
          expect(decisions).toEqual(decide(opened(afresh(snapshot)), { ...asked, context: { ...asked.context, now } }))
          answers.add(JSON.stringify(decisions))
        }
      }
    }
    expect(answers.size).toBeGreaterThan(15)
  })

  it('kept plans leave the tiles of a screen what each would find by itself, under caps and twins', () => {
    const numbers = Array.from({ length: 30 }, (_, at) => String(at).padStart(2, '0'))
    const cap = { count: 2, windowSeconds: 3600 }
    const snapshot = openIn({
      titles: numbers.flatMap((at) => [aTitle(`ttl_${at}`), aTitle(`ttl_${at}c`)]),
      assets: numbers.flatMap((at) => [
        anAsset(`ast_${at}c`, `ttl_${at}c`),
        ...['x', 'y', 'z'].map((twin) => anAsset(`ast_${at}${twin}`, `ttl_${at}`)),
      ]),
      campaigns: [
        aCampaign(
          'cmp_capped',
          numbers.map((at) => `ast_${at}c`),
          { weight: 3, frequencyCap: { ...cap, scope: 'campaign' } },
        ),
        aCampaign(
          'cmp_titles',
          numbers.flatMap((at) => [`ast_${at}x`, `ast_${at}y`]),
          { weight: 2, frequencyCap: { ...cap, count: 1, scope: 'title' } },
        ),
        aCampaign(
          'cmp_all',
          numbers.map((at) => `ast_${at}z`),
          { weight: 1 },
        ),
      ],
    })
    const kind: OracleContext = { country: 'DE', now: '2026-11-22T12:00:00Z', surface: 'browse-tile' }
    const shapes = new Shapes(snapshot)
    for (const surface of ['browse-tile', 'post-play'] as const) {
      const placements = numbers.slice(0, 20).map((at): Placement => {
        return { id: at, surface, count: 1, titleId: null, inView: null, row: null }
      })
      for (let draw = 0; draw < 10; draw++) {
        const asked = requestFor(snapshot, {}, { placements, seed: `draw ${draw}` })
        const context = shapes.at(kind, asked.context.now)
        expect(gotOf(decide(opened(snapshot), { ...asked, context }))).toEqual(
          decidedOneByOne(opened(afresh(snapshot)), asked),
        )
        expect(gotOf(decide(opened(snapshot), asked))).toEqual(decidedOneByOne(opened(afresh(snapshot)), asked))
      }
    }
  })

  it('kept plans change no decision in a large world with tiers, caps, twins and rivals', () => {
    const snapshot = decodeSnapshot('kept', byName(largeShards(2000)))
    const shapes = new Shapes(snapshot)
    const draw = chance(20_261_123, 1)
    const guest = { country: 'US', now: new Date(NOW).toISOString(), surface: 'home-hero' } as OracleContext
    const token: OracleContext['token'] = { cap: 18, adult: true, ent: ['subscription'] }
    const kinds: [OracleContext, ...OracleContext[]] = [
      { ...guest, token, language: 'en' },
      { ...guest, token, device: 'mobile' },
      { ...guest, device: 'tv', timezone: 'America/New_York' },
      { ...guest, token: { kids: true } },
    ]
    const hot = snapshot.hot
    const titleOf = (at: number) => snapshot.text.titleOf(at % hot.assets.idHash.length)?.titleId ?? null
    const titles: [null, ...(string | null)[]] = [null, null, null, titleOf(1), titleOf(500)]
    const lists = listsAt(NOW)
    const many = denied(
      ...Array.from({ length: 60 }, (_, at) => ({
        ...{ id: `tkd_${at}`, territories: null, until: NOW + 7_200_000 },
        target: snapshot.text.asset(at * 7).assetId,
      })),
    )
    let now = NOW
    let picked = 0
    for (let times = 0; times < Number(process.env.STEPS ?? runs(250)); times++) {
      now += draw.pick(LATER)
      const step = { draw, kind: draw.pick(kinds), now }
      picked += compared(snapshot, shapes, step, requestOf(snapshot, step, [...lists, many, many], titles))
    }
    expect(picked).toBeGreaterThan(runs(1000))
  })
})
