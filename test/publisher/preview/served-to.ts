import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { decisionRequest } from '../../../src/decide/decision-request.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { ANY_DEVICE, ANYBODY } from '../../../src/decide/matrix/matrix-viewers.ts'
import { openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { assetOf, campaignOf } from '../../../src/model/columns/column-value.ts'
import type { SurfaceId } from '../../../src/model/nouns/surface.ts'
import { liveDenies } from '../../../src/publisher/announce/live-denies.ts'
import { instantiateKernel } from '../../decide/engine/engines.ts'
import type { PublisherWorld } from '../publisher-world.ts'

/** Who is asked for: all combinations. */
interface AskedOf {
  readonly surface: SurfaceId
  readonly territories: readonly string[]
  readonly ages: readonly (number | 'guest' | 'kids')[]
  readonly instants: readonly string[]
}

/** What the edges of dach show first to each of these viewers, from what is announced now. */
export async function servedTo(world: PublisherWorld, { surface, territories, ages, instants }: AskedOf) {
  const edge = await world.edge('dach')
  if (edge === null) throw new Error('nothing is announced')
  const { snapshot, pointer } = edge
  const opened = openSnapshot(snapshot, simdEngine(instantiateKernel))
  const denies = (await liveDenies('dach', world.publisher))(pointer.narrowed)
  const placement = { id: 'p', surface, count: 1, titleId: null, inView: null, row: null }
  return territories.flatMap((territory) =>
    ages.flatMap((age) =>
      instants.map((at) => {
        const place = { country: territory, regionCode: null, timeZone: null, anonymizer: null }
        const asked = {
          place,
          viewer: viewerOf(age, snapshot.rules.maturity.kidsCap),
          hints: ANY_DEVICE,
          now: Date.parse(at),
        }
        const context = deriveContext(snapshot.rules, asked)
        const [decision] = decide(opened, decisionRequest({ context, placements: [placement], denies }))
        const row = decision?.picks[0]?.candidate
        const shown =
          row === undefined
            ? null
            : {
                assetId: snapshot.text.asset(assetOf(snapshot.hot, row)).assetId,
                campaignId: snapshot.text.campaign(campaignOf(snapshot.hot, row)).campaignId,
              }
        return { territory, age, at, shown }
      }),
    ),
  )
}

function viewerOf(age: number | 'guest' | 'kids', kidsCap: number) {
  if (age === 'guest') return ANYBODY
  return { ...ANYBODY, state: 'member' as const, cap: age === 'kids' ? kidsCap : age, kids: age === 'kids' }
}
