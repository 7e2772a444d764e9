import { barsOf, laneOf, placeOf } from './bars.ts'

/** Draws where bars of campaigns would be so many minutes later; 0: they are no more. */
export function drawGhosts(ids: ReadonlySet<string>, minutes: number): void {
  for (const ghost of document.querySelectorAll('.ghost')) ghost.remove()
  if (minutes === 0) return
  for (const bar of barsOf(ids)) {
    const lane = laneOf(bar)
    const drawing = bar.firstElementChild
    if (!lane || !drawing) continue
    const ghost = bar.cloneNode(false) as SVGAElement
    for (const name of ['href', 'data-bar', 'aria-label', 'tabindex']) ghost.removeAttribute(name)
    ghost.setAttribute('aria-hidden', 'true')
    ghost.classList.add('ghost')
    const moved = drawing.cloneNode(true) as Element
    moved.setAttribute('x', `${placeOf(bar) + (100 * minutes) / Number(lane.dataset.minutes)}%`)
    ghost.append(moved)
    bar.after(ghost)
  }
}
