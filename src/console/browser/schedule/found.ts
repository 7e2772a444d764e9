import type { Stop } from './bars.ts'
import { focusStop } from './roving.ts'

/** A finding leads to its lane, and marks its hours there. */
export function listenForFindings(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-lane-at]') : null
    const lane = link && document.querySelector<HTMLElement>(`[data-lane="${CSS.escape(link.dataset.laneAt ?? '')}"]`)
    const drawing = lane?.querySelector('svg')
    if (!link || !lane || !drawing) return
    event.preventDefault()
    for (const mark of document.querySelectorAll('.found')) mark.remove()
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    const { x = '0', width = '100' } = link.dataset
    for (const [name, value] of Object.entries({ class: 'found', x: `${x}%`, width: `${width}%`, height: '100%' })) {
      mark.setAttribute(name, value)
    }
    drawing.append(mark)
    focusStop(stopAt(lane, Number(x)) ?? undefined)
    lane.scrollIntoView({ block: 'center' })
  })
}

/** What plays there, or the gap: what lies under the place. */
function stopAt(lane: HTMLElement, x: number): Stop | null {
  const covers = (stop: Stop) => {
    const drawing = stop.firstElementChild
    const begins = Number.parseFloat(drawing?.getAttribute('x') ?? '0')
    return begins <= x && begins + Number.parseFloat(drawing?.getAttribute('width') ?? '0') > x
  }
  return [...lane.querySelectorAll<Stop>('.gap, [data-bar]')].find(covers) ?? null
}
