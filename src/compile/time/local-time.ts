import { localToInstant } from '../../model/fields/zone-clock.ts'

/** A window `[start, end)` that must hold in every one of `zones`: the latest start, the earliest end. */
export function localWindow(
  window: { readonly start: string | null; readonly end: string | null },
  zones: readonly string[],
): { readonly start: number; readonly end: number } {
  let start = Number.NEGATIVE_INFINITY
  let end = Number.POSITIVE_INFINITY
  for (const zone of zones) {
    if (window.start !== null) start = Math.max(start, localToInstant(window.start, zone, 'start'))
    if (window.end !== null) end = Math.min(end, localToInstant(window.end, zone, 'end'))
  }
  return { start, end }
}

/**
 * A window `[start, end)` that must not miss any of `zones`: from the first clock that enters it, on
 * either pass of a doubled hour, to the last that leaves it.
 */
export function localBlackout(
  blackout: { readonly start: string; readonly end: string },
  zones: readonly string[],
): { readonly start: number; readonly end: number } {
  return {
    start: Math.min(...zones.map((zone) => localToInstant(blackout.start, zone, 'end'))),
    end: Math.max(...zones.map((zone) => localToInstant(blackout.end, zone, 'start'))),
  }
}
