import type { DenyList } from '../model/denies/deny-list.ts'
import { regionFor } from '../rules/lookup/route.ts'
import type { Isolate } from './isolate.ts'
import type { DeviceRequest } from './request/read-request.ts'
import type { Live } from './residence/live.ts'
import type { RegionHolder } from './residence/region-holder.ts'
import type { KeepAlive } from './residence/text/page-reader.ts'

/** What a region serves, for one viewer: `served` adds what is withdrawn where the viewer is. */
export type AddDenies = (live: Live) => Live

const AT_HOME: AddDenies = (live) => live

/**
 * What is withdrawn where a viewer is, beside what is withdrawn where the viewer's rights are from: who keeps home rights
 * abroad is answered by another region than that of the place, and both lists hold. It costs one more value of KV, for
 * such viewers alone, read as often as any list.
 *
 * Changes of the schedule on the place's list hold by what the answering snapshot knows of: they are numbered alike in all
 * regions, and what it knows is in its columns. Where the place's list is not to be had, or has let go of
 * changes that the snapshot does not know of, the baseline answers.
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

/** One object for the same two lists, so that it is applied to a snapshot once. */
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
