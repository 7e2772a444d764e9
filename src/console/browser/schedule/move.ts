import { say } from '../dom.ts'
import { readPage, Unread } from '../read-page.ts'
import { barsOf, namedInAddress, type Stop } from './bars.ts'
import { showBothSides } from './both-sides.ts'
import { drawGhosts } from './ghosts.ts'

/** A key that is held asks once, when it pauses. */
const PAUSE_MS = 250

let moved: ReadonlySet<string> = new Set()
let minutes = 0
/** The address whose answer is shown; empty: none is. */
let shown = ''

function place(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-moving]')
}

export function isMoving(): boolean {
  return minutes !== 0
}

/** Moves campaigns by some minutes from where they are; nothing is done before they are dropped. */
export function moveTo(ids: ReadonlySet<string>, byMinutes: number): void {
  moved = ids
  minutes = byMinutes
  drawGhosts(moved, minutes)
  if (minutes === 0) {
    leaveMove()
    return
  }
  say(`${minutes > 0 ? '+' : ''}${minutes} minutes`)
  const href = hrefOfMove()
  setTimeout(() => {
    if (isMoving() && href === hrefOfMove()) void ask(href)
  }, PAUSE_MS)
}

/** The same campaigns some minutes further; others begin anew. */
export function moveFurther(ids: ReadonlySet<string>, byMinutes: number): void {
  const isSame = ids.size === moved.size && [...ids].every((id) => moved.has(id))
  moveTo(ids, (isSame ? minutes : 0) + byMinutes)
}

function hrefOfMove(): string {
  return `/console/schedule/move?${new URLSearchParams({ campaigns: namedInAddress(moved), by: String(minutes) })}`
}

/** Shows what the move would do. */
async function ask(href: string): Promise<void> {
  const panel = place()
  if (!panel || shown === href) return
  panel.ariaBusy = 'true'
  try {
    const page = await readPage(href)
    if (!isMoving() || href !== hrefOfMove()) return
    panel.replaceChildren(
      ...[...(page.querySelector('#main')?.childNodes ?? [])].map((node) => document.adoptNode(node)),
    )
    panel.hidden = false
    shown = href
    barsOf(moved)[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    showBothSides(panel, minutes)
    say(panel.querySelector('h1')?.textContent ?? 'Asked.')
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    say('The publisher does not answer, so it is not known what this move would do. Nothing was done.')
  } finally {
    panel.ariaBusy = 'false'
  }
}

/** Makes the move, once it was shown what it would do. */
export function drop(): void {
  const form = place()?.querySelector<HTMLFormElement>('form[data-undoable]:not([data-mine])')
  if (shown !== hrefOfMove()) say('First see what this move would do: Enter drops it then.')
  else if (form) form.requestSubmit()
  else say('This move cannot be made: why stands beside it.')
}

/** A bar of what is moved. */
export function movedBar(): Stop | undefined {
  return barsOf(moved)[0]
}

/** Asks again, for bars that may have changed: somebody else was faster. */
export function askAgain(): void {
  shown = ''
  drawGhosts(moved, minutes)
  if (isMoving()) void ask(hrefOfMove())
}

/** False: nothing was being moved. */
export function leaveMove(): boolean {
  const panel = place()
  const was = shown !== '' || minutes !== 0
  minutes = 0
  shown = ''
  drawGhosts(moved, 0)
  panel?.replaceChildren()
  if (panel) panel.hidden = true
  return was
}
