import type { Context } from '../../../src/decide/context/context.ts'
import { ContextShape } from '../../../src/decide/context/context-shape.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import type { DecisionRequest, decisionRequest } from '../../../src/decide/decision-request.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { quantised } from '../../../src/model/columns/taste-vector.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import type { OwnedValues } from '../../../src/model/policies/owned-values.ts'
import type { RegionRules } from '../../../src/model/policies/rules.ts'
import { NOW } from '../../bench/catalogue/large-snapshot.ts'
import { GUEST, NO_HINTS } from '../case-world.ts'

/** The snapshot with every other asset known, with results of its own on each surface. */
export function withResults(snapshot: Snapshot): Snapshot {
  const known = Uint32Array.from({ length: snapshot.hot.assets.idHash.length >> 1 }, (_, index) => 2 * index)
  return {
    ...snapshot,
    weights: {
      ...snapshot.weights,
      knownAssets: known,
      impressions: known.map((asset) => (asset % 6 === 0 ? 10 : 5_000)),
      engagement: Int8Array.from({ length: known.length * SURFACE_IDS.length }, (_, at) => ((at * 37) % 200) - 100),
    },
  }
}

/** Contexts of few shapes, so that plans are kept and met again. */
export function shapesOf(rules: RegionRules): readonly ContextShape[] {
  return [null, 'en'].map(
    (language) =>
      new ContextShape(
        deriveContext(rules, {
          place: { country: 'US', regionCode: null, timeZone: null, anonymizer: null },
          viewer: { ...GUEST, state: 'member', subject: 'anna', cap: null, adult: true, personalize: true },
          hints: { ...NO_HINTS, language },
          now: NOW,
        }),
      ),
  )
}

/** The request of a turn: surfaces, memory and hour vary, so that shared and own rankings are both met. */
export function requestOfTurn(
  { hot }: Pick<Snapshot, 'hot'>,
  turn: number,
  context: Context,
): Parameters<typeof decisionRequest>[0] {
  const taste = [...quantised(Array.from({ length: 32 }, (_, at) => ((at * turn) % 7) - 3))]
  return {
    context,
    denies: DenyList.NONE,
    seed: `seed ${turn}`,
    placements: SURFACE_IDS.slice(turn % 3).map((surface, at) => {
      const placed = { id: `p${at}`, surface, count: 3 + (turn % 4) }
      return { ...placed, titleId: null, inView: null, row: turn % 5 === 0 ? 'row-comedy' : null }
    }),
    ...(turn % 2 === 0 && {
      memory: {
        ...{ profile: taste, session: taste, watched: [], unwanted: [], recent: [], sticky: [], viewerKey: '7' },
        shown: [...hot.assets.idHash.slice(turn, turn + 20)],
      },
    }),
  }
}

/** The same values on every surface. */
export function everywhere(values: OwnedValues): DecisionRequest['owned'] {
  return Object.fromEntries(SURFACE_IDS.map((surface) => [surface, values]))
}
