import type { LoggedPage } from '../off-policy/log/logged-page.ts'
import type { PolicyAtSlot, TargetPolicy } from '../off-policy/policies/target-policy.ts'
import type { ComparedPage, ComparedPlace } from './compared-pages.ts'

/**
 * A snapshot as a policy whose value is asked for. What it would have done with a page, given what stands above each
 * place, and how much of that could have been drawn, is known exactly.
 *
 * @param compared the page under the snapshot; a text: why it says nothing of it
 * @param nameOf the action of the log that an asset is, by `hash32` of its id; undefined: the log does not show it
 */
export function snapshotPolicy(
  name: string,
  compared: (page: LoggedPage) => ComparedPage | string,
  nameOf: (asset: number) => string | undefined,
): TargetPolicy {
  return {
    name,
    chancesOf: (page) => {
      const answer = compared(page)
      if (typeof answer === 'string') return { problem: answer }
      return page.slots.map(({ position }) => atSlot(answer.places[position], nameOf))
    },
  }
}

/** Nothing is known below the end of a page, where no weight is left either. */
const UNKNOWN: PolicyAtSlot = {
  chance: 0,
  all: { actions: [], chances: new Float64Array(0), elsewhere: 1 },
  support: 1,
  carried: 0,
}

function atSlot(place: ComparedPlace | undefined, nameOf: (asset: number) => string | undefined): PolicyAtSlot {
  if (place === undefined || !place.reached) return UNKNOWN
  const { chance, logged, offered, support } = place
  const named = offered.flatMap((row) => {
    const action = nameOf(row.asset)
    return action === undefined ? [] : [{ action, chance: row.chance }]
  })
  const chances = Float64Array.from(named, (each) => each.chance)
  const inside = chances.reduce((sum, each) => sum + each, 0)
  const all = { actions: named.map(({ action }) => action), chances, elsewhere: Math.max(0, 1 - inside) }
  return { chance, all, support, carried: logged > 0 ? chance / logged : 0 }
}
