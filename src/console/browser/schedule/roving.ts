import { calendar, laneOf, placeOf, type Stop, stopsOf } from './bars.ts'

/** One bar or gap takes the focus of Tab; arrows, or h j k l, lead from there to the others. */
export function rove(): void {
  const stops = calendar()?.querySelectorAll<Stop>('[data-bar], .gap') ?? []
  for (const stop of stops) stop.setAttribute('tabindex', '-1')
  stops[0]?.setAttribute('tabindex', '0')
}

export function focusStop(stop: Stop | undefined): void {
  if (!stop) return
  calendar()?.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1')
  stop.setAttribute('tabindex', '0')
  stop.focus()
  stop.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

const ENTERS = ['ArrowRight', 'ArrowLeft', 'h', 'j', 'k', 'l']

/** From the page as a whole, a key leads to the bar that Tab would reach. Up and down still scroll. */
export function enterBy(key: string): boolean {
  const stop = calendar()?.querySelector<Stop>('[tabindex="0"]')
  if (!stop || !ENTERS.includes(key)) return false
  focusStop(stop)
  return true
}

/** Goes where a key leads; false: it leads nowhere. */
export function goBy(key: string, from: Stop): boolean {
  const lane = laneOf(from)
  if (!lane) return false
  const stops = stopsOf(lane)
  const at = stops.indexOf(from)
  if (key === 'ArrowRight' || key === 'l') focusStop(stops[at + 1])
  else if (key === 'ArrowLeft' || key === 'h') focusStop(stops[at - 1])
  else if (key === 'ArrowDown' || key === 'j') focusStop(nearest(laneFrom(lane, 1), from))
  else if (key === 'ArrowUp' || key === 'k') focusStop(nearest(laneFrom(lane, -1), from))
  else return false
  return true
}

/** The next lane, or the one before, that has something to go to. */
function laneFrom(lane: Element, by: 1 | -1): Element | undefined {
  const lanes = [...(calendar()?.querySelectorAll('[data-lane]') ?? [])]
  const others = by === 1 ? lanes.slice(lanes.indexOf(lane) + 1) : lanes.slice(0, lanes.indexOf(lane)).reverse()
  return others.find((each) => stopsOf(each).length > 0)
}

function nearest(lane: Element | undefined, to: Stop): Stop | undefined {
  const far = (stop: Stop) => Math.abs(placeOf(stop) - placeOf(to))
  return lane && [...stopsOf(lane)].sort((one, other) => far(one) - far(other))[0]
}
