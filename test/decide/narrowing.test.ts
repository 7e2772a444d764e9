import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/decide/explain.ts'
import type { Snapshot } from '../../src/model/snapshot.ts'
import type { CaseContext } from '../../src/rules/case-file.ts'
import { contextOf, snapshotOf } from './case-world.ts'
import { aCampaign, anAsset, aTitle, GUEST_IN_GERMANY, openIn, requestFor } from './catalogue.ts'
import { COUNTRIES, contextsIn, type TestedRegion, tokens } from './generated-request.ts'
import { schedules } from './generated-schedule.ts'

type Token = NonNullable<CaseContext['token']>

/** Candidates that pass every gate. */
function eligibleFor(snapshot: Snapshot, context: CaseContext): Set<string> {
  const placement = { id: 'p', surface: context.surface, count: 1000, titleId: null, inView: null, row: null }
  const request = { ...requestFor(snapshot), context: contextOf(snapshot, context) }
  const { kept, rejected } = explain(snapshot, request, placement)
  const passed = rejected.filter(({ first }) => first === 'diversity' || first === 'outranked')
  return new Set([...kept, ...passed].map(({ assetId, campaignId }) => `${assetId} ${campaignId}`))
}

const regions = fc.constantFrom(...(Object.keys(COUNTRIES) as TestedRegion[]))
const worlds = fc.tuple(schedules, regions).chain(([schedule, region]) =>
  fc.record({
    snapshot: fc.constant(schedule).map((records) => snapshotOf(region, records).snapshot),
    context: contextsIn(region).map((context) => context as CaseContext),
    token: tokens.map((token) => token as Token),
    less: fc.integer({ min: 1, max: 18 }),
  }),
)

/** Whatever `narrow` does to a request, nothing becomes eligible by it. */
function neverWidens(
  narrow: (context: CaseContext, token: Token, less: number) => readonly [CaseContext, CaseContext],
) {
  let compared = 0
  fc.assert(
    fc.property(worlds, ({ snapshot, context, token, less }) => {
      const [wide, narrowed] = narrow(context, token, less)
      const allowed = eligibleFor(snapshot, wide)
      compared += allowed.size
      for (const each of eligibleFor(snapshot, narrowed)) expect([...allowed]).toContain(each)
    }),
    { numRuns: 200 },
  )
  expect(compared).toBeGreaterThan(0)
}

const grown: Token = { cap: 18, adult: true, ent: ['subscription', 'rent', 'buy', 'free'] }
const lowered = (token: Token, less: number): Token => ({ ...token, cap: Math.max(0, (token.cap ?? 18) - less) })
const without = (token: Token, claim: keyof Token): Token => {
  const { [claim]: _removed, ...rest } = token
  return rest
}

describe('nothing becomes eligible', () => {
  it('by a lower cap in the token', () => {
    neverWidens((context, token, less) => {
      const held = { ...grown, ...token }
      return [
        { ...context, token: held },
        { ...context, token: lowered(held, less) },
      ]
    })
  })

  it('by unsigned kids=1', () => {
    neverWidens((context, token) => {
      const wide = { ...context, token: { ...grown, ...token }, kids: false }
      return [wide, { ...wide, kids: true }]
    })
  })

  it('by unsigned kids=1 of a guest', () => {
    const { kids: _kids, token: _token, ...guest } = GUEST_IN_GERMANY
    const titles = [aTitle('ttl_a')]
    const assets = [anAsset('ast_a', 'ttl_a')]
    const snapshot = openIn({
      titles,
      assets,
      campaigns: [aCampaign('cmp_kids', ['ast_a'], { audience: { kids: 'only' } })],
    })
    expect(eligibleFor(snapshot, { ...guest, kids: true }).size).toBe(0)
    expect(eligibleFor(snapshot, { ...guest, token: { kids: true, expired: true } }).size).toBe(0)
    expect(eligibleFor(snapshot, { ...guest, token: { kids: true } }).size).toBe(1)
  })

  it('by unsigned maxAge', () => {
    neverWidens((context, token, less) => {
      const { maxAge: _maxAge, ...wide } = { ...context, token: { ...grown, ...token } }
      return [wide, { ...wide, maxAge: less }]
    })
  })

  it('by leaving the token out', () => {
    // A kids profile is another profile, not a narrower one: kids-only campaigns are for it alone.
    neverWidens((context, token) => {
      const { token: _token, ...guest } = context
      return [{ ...context, token: without(without({ ...grown, ...token }, 'kids'), 'expired') }, guest]
    })
  })

  it.each(['cap', 'adult', 'ent'] as const)('by leaving the claim %s out', (claim) => {
    neverWidens((context, token) => {
      const held = { ...grown, ...token }
      return [
        { ...context, token: held },
        { ...context, token: without(held, claim) },
      ]
    })
  })

  it('by fewer entitlements', () => {
    neverWidens((context, token, less) => {
      const held = { ...grown, ...token, ent: grown.ent ?? [] }
      return [
        { ...context, token: held },
        { ...context, token: { ...held, ent: held.ent.slice(less % 4) } },
      ]
    })
  })

  it('by an expired token: neither for a guest, nor for its own cap', () => {
    neverWidens((context, token) => {
      const { token: _token, ...guest } = context
      return [guest, { ...context, token: { ...grown, ...token, expired: true } }]
    })
    neverWidens((context, token) => {
      const held = { ...grown, ...token }
      return [
        { ...context, token: without(held, 'expired') },
        { ...context, token: { ...held, expired: true } },
      ]
    })
  })

  it('by a place that is hidden behind a VPN', () => {
    neverWidens((context) => {
      const { anonymizer: _anonymizer, ...open } = { ...context, token: grown }
      return [open, { ...open, anonymizer: 'vpn' }]
    })
  })
})
