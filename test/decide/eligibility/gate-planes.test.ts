import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../../src/decide/context/context.ts'
import { eligible } from '../../../src/decide/eligibility/eligible.ts'
import { gateInput } from '../../../src/decide/eligibility/gate-input.ts'
import { PASSED } from '../../../src/decide/eligibility/gate-order.ts'
import { GatePlanes } from '../../../src/decide/eligibility/gate-planes.ts'
import { passesAlone } from '../../../src/decide/eligibility/passes-alone.ts'
import type { OpenEngine } from '../../../src/decide/engine/engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'
import { contextOf, type Schedule, snapshotOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle, catalogue, GUEST_IN_GERMANY, openIn } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { ENGINES } from '../engine/engines.ts'
import { TESTED_REGIONS } from '../oracle/generated-place.ts'
import { contextsIn, deniesAt, namedTitles } from '../oracle/generated-request.ts'
import { schedules } from '../oracle/generated-schedule.ts'
import type { OracleContext, OracleDeny } from '../oracle/oracle-request.ts'

/** One look at the planes: a context at some instant, beside some title, under one of the takedown lists. */
interface Visit {
  readonly asked: OracleContext
  readonly beside: string | null
  readonly list: number
}

interface Visited {
  readonly schedule: Schedule
  readonly region: RegionId
  readonly lists: readonly (readonly OracleDeny[])[]
  readonly visits: readonly Visit[]
}

/** Few contexts and instants, each visited again and again: the clock jumps over their edges, forth and back. */
const visited: fc.Arbitrary<Visited> = fc
  .tuple(schedules, fc.constantFrom(...TESTED_REGIONS))
  .chain(([schedule, region]) =>
    fc.array(contextsIn(region), { minLength: 3, maxLength: 6 }).chain((contexts) => {
      const instant = fc.tuple(fc.constantFrom(...contexts), fc.constantFrom(-1, 0, 1, 60_000))
      const visit = fc.record({
        asked: fc
          .tuple(fc.constantFrom(...contexts), instant)
          .map(([asked, [{ now }, ms]]) => ({ ...asked, now: new Date(Date.parse(now) + ms).toISOString() })),
        beside: namedTitles,
        list: fc.integer({ min: 0, max: 2 }),
      })
      const lists = fc.tuple(
        ...contexts.slice(0, 3).map(({ now, country }) => deniesAt(Date.parse(now), [country, 'XX', 'FR'])),
      )
      const visits = fc.array(visit, { minLength: 30, maxLength: 30 })
      return fc.record({ schedule: fc.constant(schedule), region: fc.constant(region), lists, visits })
    }),
  )

const placementAt = (surface: SurfaceId, beside: string | null = null) => ({ surface, titleId: null, inView: beside })

/** The rows that planes let pass, beside those that `eligible` does; takedowns of whole surfaces are not the planes'. */
function both(snapshot: Snapshot, opened: OpenedSnapshot, planes: GatePlanes, visit: VisitedInput) {
  const { context, list, surface, beside = null } = visit
  const { denies, key } = opened.denies(list, context)
  const input = gateInput(
    snapshot,
    { context, denies: { ...denies, surfaces: new Map() } },
    placementAt(surface, beside),
  )
  if (input === null) throw new Error('every surface has rules')
  const passed: number[] = []
  eligible(input, new Map()).verdicts.forEach((verdict, row) => {
    if (verdict === PASSED) passed.push(row)
  })
  const rows = planes.withEligible(input, key, (plane) => [...opened.engine.rowsOf(plane)])
  const single = passed.every((row) => {
    const pair = { asset: snapshot.hot.candidateAsset[row] ?? 0, campaign: snapshot.hot.candidateCampaign[row] ?? 0 }
    return planes.passes(input, pair) && passesAlone(input, pair)
  })
  return { passed, rows, single }
}

interface VisitedInput {
  readonly context: Context
  readonly list: DenyList
  readonly surface: SurfaceId
  readonly beside?: string | null
}

const BOUNDS = [undefined, { planeBytes: 3000, verdictBytes: 1500 }]

it('gate planes let pass exactly the eligible, whatever was asked before, by every engine and within any bytes', () => {
  fc.assert(
    fc.property(visited, ({ schedule, region, lists, visits }) => {
      const { snapshot } = snapshotOf(region, schedule)
      const denies = lists.map((list) => denied(...list.map((deny, at) => ({ id: `tkd_${at}`, ...deny }))))
      for (const engine of ENGINES) {
        const opened = openSnapshot(snapshot, engine)
        const several = BOUNDS.map((bound) => new GatePlanes(snapshot.hot, opened.engine, bound))
        for (const { asked, beside, list } of visits) {
          const visit = { context: contextOf(snapshot, asked), surface: asked.surface, beside }
          for (const planes of several) {
            const { passed, rows, single } = both(snapshot, opened, planes, {
              ...visit,
              list: denies[list] ?? DenyList.NONE,
            })
            expect(rows).toEqual(passed)
            expect(single).toBe(true)
          }
          expect(several[1]?.bytes).toBeLessThanOrEqual(4500)
        }
      }
    }),
    { numRuns: 60 },
  )
})

describe.each(ENGINES)('planes of gates over the $name engine', (engine) => {
  it('gate planes change at exactly the edge of a window, forth and back', () => {
    const edge = Date.parse('2026-11-22T12:00:00Z')
    const snapshot = openIn({
      titles: [aTitle('ttl_a')],
      assets: [anAsset('ast_a', 'ttl_a', { validUntil: '2026-11-22T13:00:00' }), anAsset('ast_b', 'ttl_a')],
      campaigns: [aCampaign('cmp_a', ['ast_a', 'ast_b'])],
    })
    const opened = openSnapshot(snapshot, engine)
    const counts = [-1, -1, 0, 0, -1, 1, -2, 0].map((ms) => {
      const context = contextOf(snapshot, { ...GUEST_IN_GERMANY, now: new Date(edge + ms).toISOString() })
      return both(snapshot, opened, opened.planes, { context, list: DenyList.NONE, surface: 'home-hero' }).rows.length
    })
    expect(counts).toEqual([2, 2, 1, 1, 2, 1, 2, 1])
  })

  it('gate planes give back every plane that they do not keep, and keep no more than they may', () => {
    const snapshot = openIn(catalogue(40, 5))
    const opened = openSnapshot(snapshot, engine)
    const counted = countingPlanes(opened.engine)
    const planes = new GatePlanes(snapshot.hot, counted.engine, { planeBytes: 20_000, verdictBytes: 5000 })
    const looked: number[] = []
    for (let round = 0; round < 600; round++) {
      const asked = { ...GUEST_IN_GERMANY, maxHeight: 240 + (round % 200), maxAge: 6 + (round % 7) }
      const list = round % 3 === 0 ? denied(deny(`ast_0${round % 10}-0`)) : DenyList.NONE
      both(snapshot, opened, planes, { context: contextOf(snapshot, asked), list, surface: 'home-hero' })
      looked.push(counted.held())
    }
    const most = 20_000 / 200
    expect(Math.max(...looked)).toBeLessThanOrEqual(most)
    expect(looked.at(-1)).toBeGreaterThan(most / 4)
  })
})

const deny = (target: string) => ({ id: 'tkd_1', target, territories: null, until: null })

/** The engine, and how many planes it has handed out that nobody gave back. */
function countingPlanes(engine: OpenEngine): { readonly engine: OpenEngine; readonly held: () => number } {
  let held = 0
  const makers = ['assetPlane', 'campaignPlane', 'withoutAssets', 'intersect', 'free'] as const
  const counted = new Proxy(engine, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (makers.some((maker) => maker === name)) held += name === 'free' ? -1 : 1
        return value.apply(target, given)
      }
    },
  })
  return { engine: counted, held: () => held }
}
