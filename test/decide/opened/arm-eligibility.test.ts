import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../../src/decide/context/context.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../../src/decide/decision-request.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { assetOf } from '../../../src/model/columns/column-value.ts'
import { LEARNED_NONE } from '../../../src/model/experiments/experiment-vocabulary.ts'
import { SURFACE_IDS, type SurfaceId } from '../../../src/model/nouns/surface.ts'
import { POINTS_BOUNDS, SLATE_BOUNDS, WEIGHT_BOUNDS } from '../../../src/model/policies/owned-bounds.ts'
import type { OwnedValues } from '../../../src/model/policies/owned-values.ts'
import { RANKING_TERMS } from '../../../src/model/policies/rules.ts'
import { PERSONAL_TERMS } from '../../../src/model/policies/taste-policy.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../../bench/catalogue/large-snapshot.ts'
import { GUEST, NO_HINTS } from '../case-world.ts'
import { denied } from '../denied.ts'
import { instantiateKernel } from '../engine/engines.ts'

const SNAPSHOT = decodeSnapshot('large', byName(largeShards(1500)))
const head = openSnapshot(SNAPSHOT, simdEngine(instantiateKernel))
const { hot, text } = SNAPSHOT
const everywhere = (values: (surface: SurfaceId) => OwnedValues): DecisionRequest['owned'] =>
  Object.fromEntries(SURFACE_IDS.map((surface) => [surface, values(surface)]))

/** One arm for each end of each value that an experiment may own, on all surfaces at once. */
const ARMS: readonly (readonly [name: string, owned: DecisionRequest['owned']])[] = [
  ...Object.entries(SLATE_BOUNDS).flatMap(([value, bounds]) =>
    [bounds.least, bounds.greatest, ...('none' in bounds ? [null] : [])].map(
      (end) => [`${value} ${end}`, everywhere((surface) => ({ [`slate.${surface}.${value}`]: end }))] as const,
    ),
  ),
  ...[POINTS_BOUNDS.least, POINTS_BOUNDS.greatest].flatMap((points) => {
    const terms = [...RANKING_TERMS, ...PERSONAL_TERMS].map((term) => [`ranking.terms.${term}.points`, points])
    return [[`all points ${points}`, everywhere(() => Object.fromEntries(terms))] as const]
  }),
  ...[WEIGHT_BOUNDS.least, WEIGHT_BOUNDS.greatest].map((weight) => {
    const campaigns = Array.from(hot.campaigns.idHash, (_, at) => [
      `campaigns.${text.campaign(at).campaignId}.weight`,
      weight,
    ])
    return [`weights ${weight}`, everywhere(() => Object.fromEntries(campaigns))] as const
  }),
  ['nothing learned', everywhere(() => ({ learned: LEARNED_NONE }))],
]

/** Any values within their bounds: of some points, and of all that a surface's slate has. */
const anyArm = (surface: SurfaceId): fc.Arbitrary<OwnedValues> =>
  fc
    .tuple(
      fc.dictionary(
        fc.constantFrom(...[...RANKING_TERMS, ...PERSONAL_TERMS].map((term) => `ranking.terms.${term}.points`)),
        fc.double({ min: POINTS_BOUNDS.least, max: POINTS_BOUNDS.greatest, noNaN: true }),
      ),
      fc.record(
        Object.fromEntries(
          Object.entries(SLATE_BOUNDS).map(([value, { least, greatest, ...more }]) => [
            `slate.${surface}.${value}`,
            'whole' in more
              ? fc.integer({ min: least, max: greatest })
              : fc.double({ min: least, max: greatest, noNaN: true }),
          ]),
        ),
      ),
      fc.constantFrom<OwnedValues[]>({}, { learned: LEARNED_NONE }),
    )
    .map(([points, slate, learned]) => ({ ...points, ...slate, ...learned }))

const MEMBER: Viewer = { ...GUEST, state: 'member', subject: 'anna', cap: 18, adult: true, personalize: true }
const ASKERS: readonly (readonly [name: string, viewer: Viewer, country: string])[] = [
  ['an adult', MEMBER, 'US'],
  ['a guest', GUEST, 'US'],
  ['a minor', { ...MEMBER, cap: 6, adult: false, personalize: false }, 'US'],
  ['a guest of an unknown place', GUEST, 'XX'],
]
/** Every fifth asset is withdrawn. */
const TAKEDOWNS = denied(
  ...Array.from(hot.assets.idHash, (_, asset) => asset)
    .filter((asset) => asset % 5 === 0)
    .map((asset) => ({
      ...{ id: `tkd_${asset}`, target: text.asset(asset).assetId },
      ...{ territories: ['*' as const], from: null, until: null },
    })),
)

describe('what arms may show', () => {
  it.each(ASKERS)(
    'an arm shows %s nothing that the gates of control refuse, and as many videos as control does',
    (_, viewer, country) => {
      const place = { country, regionCode: null, timeZone: null, anonymizer: null }
      const context = deriveContext(SNAPSHOT.rules, { place, viewer, hints: NO_HINTS, now: NOW })
      let shown = 0
      for (const surface of SURFACE_IDS) {
        const placement = { id: 'p', surface, count: 4, titleId: null, inView: null, row: null }
        const asked = decisionRequest({ context, placements: [placement], denies: TAKEDOWNS, seed: `of ${surface}` })
        const allowed = new Set(explain(head, asked, placement).kept.map(({ assetId }) => assetId))
        const picksIn = (owned: DecisionRequest['owned']) => decide(head, { ...asked, owned })[0]?.picks ?? []
        const before = picksIn({}).length
        for (const [name, owned] of ARMS) {
          const picks = picksIn(owned).map(({ candidate }) => text.asset(assetOf(hot, candidate)).assetId)
          expect([name, surface, picks.filter((asset) => !allowed.has(asset))]).toEqual([name, surface, []])
          expect([name, surface, picks.length]).toEqual([name, surface, before])
          shown += picks.length
        }
      }
      if (viewer === MEMBER) expect(shown).toBeGreaterThan(100)
    },
  )

  it.each(SURFACE_IDS)('no mix of values leaves %s empty where control has something to show', (surface) => {
    const asks = ASKERS.flatMap(([, viewer, country]) => {
      const place = { country, regionCode: null, timeZone: null, anonymizer: null }
      const context = deriveContext(SNAPSHOT.rules, { place, viewer, hints: NO_HINTS, now: NOW })
      const placement = { id: 'p', surface, count: 1, titleId: null, inView: null, row: null }
      return [decisionRequest({ context, placements: [placement], denies: TAKEDOWNS, seed: 'any' })]
    })
    const isFilled = (asked: DecisionRequest) => (decide(head, asked)[0]?.picks.length ?? 0) > 0
    const filled = asks.filter(isFilled)
    expect(filled.length).toBeGreaterThan(0)
    fc.assert(
      fc.property(anyArm(surface), (values) => {
        expect(filled.filter((asked) => !isFilled({ ...asked, owned: { [surface]: values } }))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})
