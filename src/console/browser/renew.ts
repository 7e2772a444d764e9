import { readPage, Unread } from './read-page.ts'

/**
 * Reads the page again every so often, and replaces the parts that differ (`data-part`). What somebody types into, or has
 * marked, stays as it is.
 */
export function renewParts(): void {
  const everyMs = Number(document.body.dataset.renews)
  if (everyMs > 0)
    repeat(
      everyMs,
      document.body,
      () => location.href,
      () => true,
    )
}

/** The same for a page in a dialog, for as long as the dialog shows it. */
export function renewWithin(dialog: HTMLDialogElement, href: string, page: Document): void {
  const shown = dialog.querySelector('h1, h2')
  const everyMs = Number(page.body.dataset.renews)
  if (everyMs > 0 && shown)
    repeat(
      everyMs,
      dialog,
      () => href,
      () => dialog.open && dialog.contains(shown),
    )
}

function repeat(everyMs: number, within: Element, href: () => string, goesOn: () => boolean): void {
  setTimeout(async () => {
    if (!goesOn()) return
    if (document.visibilityState === 'visible') await renewOnce(within, href())
    if (goesOn()) repeat(everyMs, within, href, goesOn)
  }, everyMs)
}

async function renewOnce(within: Element, href: string): Promise<void> {
  try {
    const page = await readPage(href)
    for (const part of within.querySelectorAll<HTMLElement>('[data-part]')) {
      const next = page.querySelector<HTMLElement>(`[data-part="${part.dataset.part}"]`)
      if (next && !part.isEqualNode(next) && !isHeld(part)) replacePart(part, document.adoptNode(next))
    }
    document.body.removeAttribute('data-stale')
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    document.body.dataset.stale = error.status === 401 ? 'signed-out' : 'unanswered'
  }
}

/** Whether somebody types into it, has marked some of its text, or presses on it. */
function isHeld(part: Element): boolean {
  const selection = getSelection()
  const marked = selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode)
  const typed = document.activeElement?.matches('input, textarea, select') === true
  return marked || (typed && part.contains(document.activeElement)) || part.matches(':active')
}

/** The focus stays on what it was on, if that is still there, and nothing moves on the screen for it. */
function replacePart(part: Element, next: Element): void {
  const focused = document.activeElement
  const mark = focused && part.contains(focused) ? markOf(focused) : null
  part.replaceWith(next)
  if (mark === null) return
  const controls = [...next.querySelectorAll<HTMLElement | SVGElement>('a, button, summary')]
  controls.find((control) => markOf(control) === mark)?.focus({ preventScroll: true })
}

function markOf(control: Element): string {
  return control.id || control.getAttribute('href') || control.textContent || ''
}
