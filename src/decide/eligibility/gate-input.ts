import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { Device } from '../../model/nouns/campaign-vocabulary.ts'
import type { TrustSpace } from '../../model/policies/place-policies.ts'
import type { SurfaceRule } from '../../model/policies/rules.ts'
import type { Context, Placement } from '../context/context.ts'
import { holdsFor, sparesViewer } from '../context/rules-here.ts'
import { clocksFor } from '../time/clocks.ts'
import type { Denies } from './denies.ts'
import type { GateInput } from './gates/gate.ts'
import { pageBound } from './page-bound.ts'

/**
 * The gates' view of one placement; null when the rules do not know its surface. Without `pacing`, no campaign is held
 * back.
 */
export function gateInput(
  snapshot: Snapshot,
  request: { readonly context: Context; readonly denies: Denies; readonly pacing?: GateInput['pacing'] },
  placement: Pick<Placement, 'surface' | 'titleId' | 'inView'>,
): GateInput | null {
  const { context } = request
  const { rules, hot } = snapshot
  const surface = rules.surfaces.find((rule) => rule.id === placement.surface)
  if (!surface) return null
  const ratingColumns = context.ratingPlaces.map((place) => hot.ratingPlaces.indexOf(place))
  const beside = placement.inView ?? placement.titleId
  const onPage = beside !== null && rules.page.aboutOneTitle.includes(surface.id)
  return {
    snapshot,
    context,
    surface,
    denies: request.denies,
    pacing: request.pacing ?? null,
    territory: hot.territories.indexOf(context.territory),
    ratingColumns,
    clocks: clocksFor(rules.watershed, context),
    cannotShow: cannotShow(surface, context.device),
    page: onPage ? pageBound({ snapshot, ratingColumns }, beside) : null,
    unratedForNobody: !context.ratingPlaces.every((place) => rules.unratedForAdults?.includes(place)),
    trustSpace: trustSpaceOf(rules.page.trustSpaces, context),
    refusedDescriptors: refusedDescriptors(snapshot, context),
    descriptorFromAge: descriptorFromAge(snapshot, context),
  }
}

/** Whether the device is known not to have this surface: a loudspeaker shows nothing. */
export function cannotShow({ devices }: Pick<SurfaceRule, 'devices'>, device: Device | null): boolean {
  // An older snapshot does not list the devices of a surface.
  return device !== null && devices?.includes(device) === false
}

/** The narrowest trust space that applies to a kids profile; null for everybody else. */
function trustSpaceOf(spaces: readonly TrustSpace[], context: Context): TrustSpace | null {
  if (!context.kids) return null
  const holding = spaces.filter(({ territory }) => holdsFor([territory], context))
  const [first] = holding
  if (first === undefined) return null
  return {
    territory: first.territory,
    maxAge: Math.min(...holding.map(({ maxAge }) => maxAge)),
    promotesOthers: holding.every(({ promotesOthers }) => promotesOthers),
  }
}

function refusedDescriptors({ rules, hot }: Snapshot, context: Context): number {
  let bits = 0
  for (const rule of rules.descriptors.refused) {
    if (!sparesViewer(rule, context)) continue
    for (const word of rule.descriptors) bits |= 2 << hot.descriptors.indexOf(word)
  }
  return bits >>> 0
}

function descriptorFromAge({ rules }: Snapshot, context: Context): number | null {
  const ages = rules.descriptors.required
    .filter(({ territories }) => territories.length > 0 && holdsFor(territories, context))
    .map(({ fromAge }) => fromAge)
  return ages.length === 0 ? null : Math.min(...ages)
}
