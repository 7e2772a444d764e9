import type { DenyList } from '../model/denies/deny-list.ts'
import { regionFor } from '../rules/lookup/route.ts'
import type { Isolate } from './isolate.ts'
import type { DeviceRequest } from './request/read-request.ts'
import type { Live } from './residence/live.ts'
import type { RegionHolder } from './residence/region-holder.ts'
import type { KeepAlive } from './residence/text/page-reader.ts'

/**
 * Adds to what a region serves the withdrawals that hold where the viewer is; returns it as what that viewer is served.
 */
export type AddDenies = (live: Live) => Live

const AT_HOME: AddDenies = (live) => live

/**
 * Takedowns for a viewer who keeps home rights abroad. The viewer's home region answers, not the region of the place
 * where the viewer is, so the lists of both regions must hold. This reads one more KV value, for such viewers alone, as
 * often as any list.
 *
 * Narrowings on the place's list are filtered by what the answering snapshot already knows: narrowings have the same
 * numbers in all regions, and the snapshot's columns say how many it knows. When the place's list cannot be read, or no
 * longer contains narrowings that the snapshot does not know, the baseline answers.
 */
export function servedTo(
  isolate: Isolate,
  { place }: DeviceRequest,
  home: RegionHolder,
  keepAlive: KeepAlive,
): AddDenies | Promise<AddDenies> {
  const here = isolate.regions.get(regionFor(place, { state: 'guest', residence: null }))
  return here === undefined || here === home ? AT_HOME : servedAbroad(here, home, keepAlive)
}

async function servedAbroad(here: RegionHolder, home: RegionHolder, keepAlive: KeepAlive): Promise<AddDenies> {
  const list = await here.listAlone(keepAlive)
  return (live) => {
    const held = list?.isCompleteFor(live.narrowed) ? live : home.baseline()
    return { ...held, denies: bothOf(held.denies, here.list.denies(held.narrowed)) }
  }
}

const joined = new WeakMap<DenyList, WeakMap<DenyList, DenyList>>()

/** Returns the same object for the same two lists, so that the joint list is applied to a snapshot only once. */
function bothOf(home: DenyList, place: DenyList): DenyList {
  let withPlaces = joined.get(home)
  if (withPlaces === undefined) {
    withPlaces = new WeakMap()
    joined.set(home, withPlaces)
  }
  const both = withPlaces.get(place) ?? home.and(place)
  withPlaces.set(place, both)
  return both
}
