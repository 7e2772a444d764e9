import { dialogOf, element, say } from './dom.ts'
import { readPage, Unread } from './read-page.ts'
import { renewWithin } from './renew.ts'

/**
 * A link with `data-act` opens its page in a dialog, so that one keeps one's place. Without a script, or in a new tab, it
 * is a page like every other.
 */
export function listenForActs(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-act]') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void showAct(link.href)
  })
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-close]')) dialogOf('act')?.close()
  })
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.send !== undefined || !form.closest('#act')) return
    event.preventDefault()
    void showAct(addressOf(form))
  })
}

/** Where a form leads that only asks: within the dialog, it asks there. */
function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value !== '') query.set(name, value)
  return `${form.action}?${query}`
}

/** A form with `data-asks` within the dialog shows its answer there. */
export function listenForQuestions(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.asks === undefined || !form.closest('dialog')) return
    event.preventDefault()
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
    void showAct(`${form.action}?${new URLSearchParams(fields)}`)
  })
}

/** Shows the page of an act in the dialog. */
export async function showAct(href: string): Promise<void> {
  const dialog = dialogOf('act')
  if (!dialog) return location.assign(href)
  try {
    const page = await readPage(href)
    const content = page.querySelector('#main')?.childNodes ?? []
    dialog.replaceChildren(closeButton(), ...[...content].map((node) => document.adoptNode(node)))
    dialog.dataset.href = href
    if (!dialog.open) dialog.showModal()
    const first = dialog.querySelector<HTMLElement>('[autofocus], [data-first]')
    ;(
      first ?? dialog.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, button[type=submit]')
    )?.focus()
    renewWithin(dialog, href, page)
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    if (error.status === 401) return location.assign('/console/sign-in')
    say('The publisher does not answer. Nothing was done.')
  }
}

function closeButton(): HTMLElement {
  return element('button', { type: 'button', class: 'quiet close', 'data-close': '', 'aria-label': 'Close' }, '✕')
}
