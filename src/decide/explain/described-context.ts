import type { Context } from '../context/context.ts'

/** What the gates look at, as an answer tells it. */
export function describeContext(context: Context) {
  const { place, territory, cap, guestCap, minor, kids, privacy, viewer, timeZones, now, unknownPlace } = context
  const timezone = timeZones.length === 1 ? timeZones[0] : timeZones.join(' ')
  return {
    territory: place,
    rights: territory,
    ratingPlaces: context.ratingPlaces,
    cap,
    guestCap,
    minor,
    kids,
    privacy,
    viewer,
    timezone,
    now: new Date(now).toISOString(),
    unknownPlace,
    embargo: context.embargo,
  }
}
