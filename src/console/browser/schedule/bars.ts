/** A bar or a gap of the calendar, which keys go to. */
export type Stop = SVGAElement

const STOPS = '[data-bar], .gap'

export function calendar(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-calendar]')
}

/** The bar or gap that an event is about; null: none. */
export function stopOf(target: EventTarget | null): Stop | null {
  return target instanceof Element ? target.closest<Stop>(`[data-calendar] :is(${STOPS})`) : null
}

export function laneOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('[data-lane]')
}

/** Bars and gaps of a lane, as time goes on. */
export function stopsOf(lane: Element): readonly Stop[] {
  return [...lane.querySelectorAll<Stop>(STOPS)].sort((one, other) => placeOf(one) - placeOf(other))
}

/** Where a bar or a gap begins, in percent of the lane. */
export function placeOf(stop: Stop): number {
  return Number.parseFloat(stop.firstElementChild?.getAttribute('x') ?? '0')
}

/** All bars of campaigns; of one with bars of what waits beside it, only those: they are what a move changes. */
export function barsOf(ids: ReadonlySet<string>): readonly Stop[] {
  const bars = [...(calendar()?.querySelectorAll<Stop>('[data-bar]') ?? [])]
  return [...ids].flatMap((id) => {
    const own = bars.filter((bar) => bar.dataset.bar === id)
    const waiting = own.filter((bar) => bar.classList.contains('is-waits'))
    return waiting.length > 0 ? waiting : own
  })
}

/** Campaigns for an address, each with the revision that is seen here. */
export function namedInAddress(ids: ReadonlySet<string>): string {
  return [...ids].map((id) => `${id}:${barsOf(new Set([id]))[0]?.dataset.revision}`).join()
}
