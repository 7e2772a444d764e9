import { isTyping } from '../dom.ts'
import { calendar, stopOf } from './bars.ts'
import { listenForChanges } from './changes.ts'
import { actedOn, choose, chooseNone } from './chosen.ts'
import { listenForDrags } from './drag.ts'
import { listenForFindings } from './found.ts'
import { drop, isMoving, leaveMove, moveFurther } from './move.ts'
import { enterBy, goBy, rove } from './roving.ts'

const STEP_MINUTES = 15

/** The calendar by keys and by mouse: going from bar to bar, moving, choosing, undoing. */
export function listenForCalendar(): void {
  if (!calendar()) return
  rove()
  listenForDrags()
  listenForChanges()
  listenForFindings()
  // Before the keys of every page: on a bar, `x` or `h` means the bar.
  document.addEventListener('keydown', pressed, { capture: true })
}

let before = ''

function pressed(event: KeyboardEvent): void {
  const isSecond = before === 'g'
  before = event.key
  if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return
  if (isSecond || document.querySelector('dialog[open]') || !acts(event)) return
  event.preventDefault()
  event.stopPropagation()
}

/** Does what a key says; false: it says nothing here. */
function acts({ key, target }: KeyboardEvent): boolean {
  if (key === 'Escape') return leaveMove() || chooseNone()
  const stop = stopOf(target)
  if (key === 'Enter' && isMoving() && stop) {
    drop()
    return true
  }
  if (!stop) return target === document.body && enterBy(key)
  if (goBy(key, stop)) return true
  if (stop.dataset.bar === undefined) return false
  if (key === 'x') choose(stop)
  else if (key === '[') moveFurther(actedOn(stop), -STEP_MINUTES)
  else if (key === ']') moveFurther(actedOn(stop), STEP_MINUTES)
  else return false
  return true
}
