import { showAct } from '../acts.ts'
import { dialogOf, say } from '../dom.ts'
import { readLaterParts } from '../later.ts'
import { readPage, Unread } from '../read-page.ts'
import { send } from '../send.ts'
import { calendar, type Stop, stopOf } from './bars.ts'
import { showChosen } from './chosen.ts'
import { askAgain, isMoving, leaveMove, movedBar } from './move.ts'
import { focusStop, rove } from './roving.ts'

/** The change that `u` undoes. */
let last: string | null = null

interface Changed {
  readonly change: string | null
  readonly done: number
  readonly refused: number
  readonly changes: readonly { readonly id: string; readonly refused: string | null }[]
}

/** What is sent from here shows in the calendar at once, and is undone by `u`. */
export function listenForChanges(): void {
  document.addEventListener('sent', (event) => {
    const { target } = event
    if (!(target instanceof HTMLFormElement) || !('undoable' in target.dataset) || !calendar()) return
    event.preventDefault()
    void tell(target, (event as CustomEvent<Changed>).detail)
  })
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-undo]')) void undo()
    const settled = event.target.closest<HTMLElement>('[data-settle]')?.dataset.settle
    if (settled === 'theirs') void keepTheirs()
    if (settled === 'again') void moveTheirs()
  })
}

async function tell(form: HTMLFormElement, { change, done, refused, changes }: Changed): Promise<void> {
  if (change === null) {
    const why = changes.find((each) => each.refused !== null)?.refused ?? 'Nothing was changed: it says so already.'
    form.querySelector('output')?.replaceChildren(why)
    // The dialog says both sides, where there are two.
    const dialog = form.closest<HTMLElement>('#act')
    if (dialog?.dataset.href) await showAct(dialog.dataset.href)
    say(why)
    return askAgain()
  }
  last = change
  dialogOf('act')?.close()
  const wasMoving = leaveMove()
  await renewCalendar()
  // Who pressed a button of the move goes on from its bar.
  if (wasMoving && !stopOf(document.activeElement)) focusStop(movedBar())
  const left = refused > 0 ? ` ${refused} were refused: ${changes.find((each) => each.refused)?.refused}.` : ''
  say(`Changed ${done} ${done === 1 ? 'campaign' : 'campaigns'}; u undoes it.${left}`)
}

async function undo(): Promise<void> {
  if (last === null) return say('Nothing was changed here that could be undone.')
  const sent = await send('POST', `/ops/v1/changes/${last}/undo`, { reason: 'Undone in the calendar' })
  if (sent.outcome === 'unknown') return say('The publisher did not answer. Undoing again is safe: it is done once.')
  if (sent.outcome === 'signed-out') return say('Your sign-in has ended: sign in in another tab, then undo again.')
  if (sent.outcome === 'refused') return say(`${sent.problem.title}. ${sent.problem.detail}`)
  const { done, changes } = sent.body as Changed
  const why = changes.find((each) => each.refused !== null)?.refused
  last = null
  await renewCalendar()
  say(why ? `Not all was undone: ${why}` : `Undone: ${done} ${done === 1 ? 'campaign' : 'campaigns'}.`)
}

/** Nothing is moved, and what somebody else did is shown. */
async function keepTheirs(): Promise<void> {
  leaveMove()
  await renewCalendar()
  focusStop(movedBar())
  say('It stays as it is there now. You moved nothing.')
}

/** What somebody else did is moved as far: it is shown first what that would do. */
async function moveTheirs(): Promise<void> {
  await renewCalendar()
  focusStop(movedBar())
  if (isMoving()) askAgain()
}

const PARTS = ['calendar', 'legend', 'findings']

/** Reads the calendar again. The focus stays on the campaign that it was on. */
async function renewCalendar(): Promise<void> {
  const focused = stopOf(document.activeElement)
  try {
    const page = await readPage(location.href)
    for (const part of PARTS) {
      const next = page.querySelector(`[data-part="${part}"]`)
      if (next) document.querySelector(`[data-part="${part}"]`)?.replaceWith(document.adoptNode(next))
    }
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    document.body.dataset.stale = error.status === 401 ? 'signed-out' : 'unanswered'
  }
  rove()
  showChosen()
  readLaterParts()
  const campaign = focused?.dataset.bar
  if (campaign) focusStop(calendar()?.querySelector<Stop>(`[data-bar="${CSS.escape(campaign)}"]`) ?? undefined)
}
