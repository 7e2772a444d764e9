import { laneOf, stopOf } from './bars.ts'
import { actedOn } from './chosen.ts'
import { drop, moveTo } from './move.ts'

const STEP_MINUTES = 15
/** Pixels that a hand trembles. */
const TREMBLE = 4

/** A bar follows the mouse in steps; it is dropped where it is let go, if it is known by then what that does. */
export function listenForDrags(): void {
  document.addEventListener('dragstart', (event) => {
    if (stopOf(event.target)) event.preventDefault()
  })
  document.addEventListener('pointerdown', (event) => {
    const bar = stopOf(event.target)
    const lane = bar && laneOf(bar)?.querySelector('svg')
    if (!bar?.dataset.bar || !lane || event.button !== 0 || event.pointerType === 'touch') return
    const ids = actedOn(bar)
    const perPixel = Number(laneOf(bar)?.dataset.minutes) / lane.getBoundingClientRect().width
    follow(event.clientX, (pixels) => {
      moveTo(ids, Math.round((pixels * perPixel) / STEP_MINUTES) * STEP_MINUTES)
    })
  })
}

function follow(from: number, move: (pixels: number) => void): void {
  const listening = new AbortController()
  const { signal } = listening
  let goes = false
  const letGo = () => {
    listening.abort()
    if (goes) ignoreNextClick()
  }
  document.addEventListener(
    'pointermove',
    ({ clientX }) => {
      goes ||= Math.abs(clientX - from) > TREMBLE
      if (goes) move(clientX - from)
    },
    { signal },
  )
  // Whoever leaves the move lets go of it too.
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && letGo(), { capture: true, signal })
  document.addEventListener('pointercancel', letGo, { signal })
  document.addEventListener(
    'pointerup',
    () => {
      letGo()
      if (goes) drop()
    },
    { signal },
  )
}

/** The click that ends a drag must not open the campaign. Where the mouse left the window there is none. */
function ignoreNextClick(): void {
  const listening = new AbortController()
  const { signal } = listening
  addEventListener('click', (event) => event.preventDefault(), { capture: true, once: true, signal })
  addEventListener('pointerdown', () => listening.abort(), { capture: true, once: true, signal })
}
