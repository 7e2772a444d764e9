import { hash32 } from '../../model/hash32.ts'
import { greatestLength } from '../decide.ts'
import { decidePlacement, type OnScreen } from '../decide-placement.ts'
import type { DecisionRequest } from '../decision-request.ts'
import { countCaps, runningCaps } from '../eligibility/count-caps.ts'
import { type OpenedSnapshot, onSurface } from '../opened/opened-snapshot.ts'
import { RequestPlans } from '../plan/request-plans.ts'
import { GivenPage, type GivenPlace, type PlaceChances } from './given-page.ts'

/**
 * The chance that a snapshot would have given each place of the pages of an answer, given the places above, by the walk
 * that decides: at each place the head is made as for a draw, its chances are noted, and what was shown there is taken.
 * On the snapshot that answered these are the very propensities that were logged, bit for bit.
 *
 * A page ends at the first place whose chance is 0: below, every product of chances is 0. The next placement still finds
 * on the screen, and in the counts of caps, what was shown above it.
 *
 * @param request of the answer; neither its seed's stream nor its attempt is drawn from, but its seed is pacing's coin
 * @param pages what was shown for each placement, backups behind the picks; empty: nothing of it is asked
 */
export function pageChances(
  opened: OpenedSnapshot,
  request: DecisionRequest,
  pages: readonly (readonly GivenPlace[])[],
): readonly (readonly PlaceChances[])[] {
  const { context, placements } = request
  const { now } = context
  const applied = opened.denies(request.denies, context)
  const pacing = opened.pacing.at(request.seed, now)
  const plans = new RequestPlans({ opened, context, applied, pacing }, placements.length > 1)
  const screen: OnScreen = { assets: new Set(), titles: new Set() }
  let position = request.firstPosition
  let counts = runningCaps(request.counts, greatestLength(request), now)
  return placements.map((placement, at) => {
    const places = pages[at] ?? []
    if (places.length === 0) return []
    const page = new GivenPage(opened, places, position)
    const arm = onSurface(opened, request, placement.surface)
    const planned = plans.of(placement, arm)
    const { input } = planned
    const deciding = { opened: arm, request, planned, counts, picksAlone: true }
    const { picks } =
      input === null ? { picks: [] } : decidePlacement({ ...deciding, input }, placement, screen, position, page.choose)
    const [first] = picks
    if (placement.titleId === null) putGiven(places, screen)
    position += places.length
    counts = countCaps(opened.snapshot, counts, page.known, now)
    return page.chances(first === undefined || first.drawn ? null : first.row)
  })
}

/** Puts on the screen all that was shown, whatever of it this snapshot would have shown. */
function putGiven(places: readonly GivenPlace[], screen: OnScreen): void {
  for (const { assetId, titleId } of places) {
    screen.assets.add(hash32(assetId))
    if (titleId !== null) screen.titles.add(hash32(titleId))
  }
}
