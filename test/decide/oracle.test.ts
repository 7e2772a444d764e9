import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Context } from '../../src/decide/context.ts'
import { countCaps } from '../../src/decide/count-caps.ts'
import { type DecisionRequest, decide } from '../../src/decide/decide.ts'
import { explain } from '../../src/decide/explain.ts'
import type { CapCount } from '../../src/decide/gates/pair-gates.ts'
import type { Asset } from '../../src/model/asset.ts'
import type { Campaign } from '../../src/model/campaign.ts'
import { GATE_REASONS, type GateReason } from '../../src/model/reason.ts'
import type { Snapshot } from '../../src/model/snapshot.ts'
import type { CaseContext } from '../../src/rules/case-file.ts'
import { contextOf, type Schedule, snapshotOf } from './case-world.ts'
import { COUNTRIES, contextsIn, deniesAt, type TestedRegion } from './generated-request.ts'
import { schedules } from './generated-schedule.ts'
import { type OracleCandidate, type OracleRequest, refusals } from './oracle.ts'

/** Gates that are in the code; the rest of `GATE_REASONS` waits for its rules. */
const IMPLEMENTED: readonly GateReason[] = [
  ...(['takedown', 'not-approved', 'not-started', 'ended', 'embargoed', 'territory', 'geo', 'no-offer'] as const),
  ...(['surface', 'unrated', 'refused', 'maturity', 'band', 'kids', 'format', 'entitlement', 'frequency-cap'] as const),
]

const regions = fc.constantFrom(...(Object.keys(COUNTRIES) as TestedRegion[]))
const hits = new Map<string, number>()
let verdicts = 0
interface Shown {
  readonly asset: Asset
  readonly campaign: Campaign
  /** Milliseconds before the request. */
  readonly ago: number
}

let allowed = 0

function candidatesOf({ titles, assets, campaigns }: Schedule): Map<string, OracleCandidate | null> {
  const all = new Map<string, OracleCandidate | null>()
  for (const campaign of campaigns) {
    for (const id of Array.isArray(campaign.assets) ? campaign.assets : []) {
      const asset = assets.find((each) => each.id === id)
      const title = titles.find((each) => each.id === asset?.titleId) ?? null
      all.set(`${id} ${campaign.id}`, asset ? { asset, title, campaign } : null)
    }
  }
  return all
}

/** Shows candidates as a session would remember them. */
function countsOf(snapshot: Snapshot, shown: OracleRequest['shown']): ReadonlyMap<number, CapCount> {
  let counts: ReadonlyMap<number, CapCount> = new Map()
  for (const { asset, campaign, at } of shown)
    counts = countCaps(snapshot, counts, indexesOf(snapshot, asset, campaign), at)
  return counts
}

function indexesOf({ hot, text }: Snapshot, asset: Asset, campaign: Campaign): number[] {
  return [...hot.candidateAsset.keys()].filter(
    (index) =>
      text.asset(hot.candidateAsset[index] ?? 0).assetId === asset.id &&
      text.campaign(hot.candidateCampaign[index] ?? 0).campaignId === campaign.id,
  )
}

function requestOf(context: Context, denies: OracleRequest['denies'], counts: ReadonlyMap<number, CapCount>) {
  const listed = denies.map((deny, index) => ({ id: `tkd_${index}`, ...deny }))
  const nothing = { served: new Set<number>(), seen: new Set<number>(), firstPosition: 0, openWith: null }
  return { ...nothing, context, denies: listed, counts, placements: [] } satisfies DecisionRequest
}

describe('the decision, beside the oracle', () => {
  const requests = fc.tuple(schedules, regions).chain(([schedule, region]) => {
    const shownOne: fc.Arbitrary<Shown> = fc.record({
      asset: fc.constantFrom(...schedule.assets),
      campaign: fc.constantFrom(...schedule.campaigns),
      ago: fc.constantFrom(0, 999, 1000, 3_600_000, 86_399_999, 86_400_000),
    })
    const one = contextsIn(region).chain((context) =>
      fc.record({
        context: fc.constant(context),
        denies: deniesAt(Date.parse(context.now), context.country === 'T1' ? 'XX' : context.country),
        shown: fc.array(shownOne, { maxLength: 5 }),
      }),
    )
    return fc.record({
      schedule: fc.constant(schedule),
      region: fc.constant(region),
      asked: fc.array(one, { minLength: 4, maxLength: 4 }),
    })
  })

  it('refuses each candidate for exactly the reasons that the records and rules give', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(requests, ({ schedule, region, asked }) => {
        const { snapshot, rejected } = snapshotOf(region, schedule)
        const candidates = candidatesOf(schedule)
        for (const { context, denies, shown } of asked) {
          const now = Date.parse(context.now)
          // What was never a candidate was never shown.
          const memory = shown
            .map(({ ago, ...what }) => ({ ...what, at: now - ago }))
            .filter(({ asset, campaign }) => indexesOf(snapshot, asset, campaign).length > 0)
            .sort((left, right) => left.at - right.at)
          const request = requestOf(contextOf(snapshot, context as CaseContext), denies, countsOf(snapshot, memory))
          const placement = { id: 'p', surface: context.surface, count: 1000, titleId: null, inView: null }
          const explanation = explain(snapshot, request, placement)
          const seen = new Map<string, ReadonlySet<string>>()
          const note = (key: string, reasons: readonly string[]) => {
            expect(seen.has(key), `${key} has two verdicts`).toBe(false)
            seen.set(key, new Set(reasons))
          }
          for (const { assetId, campaignId } of explanation.kept) note(`${assetId} ${campaignId}`, [])
          for (const { assetId, campaignId, first, all } of explanation.rejected) {
            // What the slate leaves out has passed every gate.
            const gates = all
              .map(({ reason }) => reason)
              .filter((reason) => reason !== 'diversity' && reason !== 'outranked')
            note(`${assetId} ${campaignId}`, gates)
            if (gates.length > 0) expect(first).toBe(GATE_REASONS.find((reason) => gates.includes(reason)))
          }
          expect(seen.size).toBe(explanation.total)
          for (const { assetId, campaignId, reason } of rejected)
            note(`${assetId} ${campaignId}`, [`compiled: ${reason}`])
          expect([...seen.keys()].sort()).toEqual([...candidates.keys()].sort())
          const eligible = compare({ context: context as CaseContext, denies, shown: memory }, candidates, seen)
          const [decision] = decide(snapshot, { ...request, placements: [placement] })
          expect((decision?.picks.length ?? 0) > 0).toBe(eligible > 0)
        }
      }),
      { numRuns: 800 },
    )
  })

  function compare(
    request: OracleRequest,
    candidates: ReadonlyMap<string, OracleCandidate | null>,
    seen: ReadonlyMap<string, ReadonlySet<string>>,
  ): number {
    let eligible = 0
    for (const [key, candidate] of candidates) {
      const expected = candidate ? refusals(request, candidate) : new Set<GateReason>(['not-approved'])
      const given = seen.get(key) ?? new Set()
      const [compiled] = [...given].filter((reason) => reason.startsWith('compiled: '))
      verdicts++
      for (const reason of expected) hits.set(reason, (hits.get(reason) ?? 0) + 1)
      // The compiler stops at its first reason, and speaks of the whole region: what has long ended in one
      // territory may be none of another's business.
      if (compiled)
        expect([...expected].map((reason) => (reason === 'territory' ? compiled : `compiled: ${reason}`))).toContain(
          compiled,
        )
      else expect([...given].sort(), key).toEqual([...expected].sort())
      if (expected.size === 0) eligible++
    }
    allowed += eligible
    return eligible
  }

  it('has met every gate, and judged enough', () => {
    expect(IMPLEMENTED.filter((reason) => (hits.get(reason) ?? 0) === 0)).toEqual([])
    expect(verdicts).toBeGreaterThanOrEqual(20_000)
    expect(allowed).toBeGreaterThanOrEqual(500)
  })

  afterAll(() => {
    if (process.env.ORACLE_COUNTS) process.stdout.write(`${verdicts} verdicts, ${allowed} allowed, ${[...hits]}\n`)
  })
})
