import { showAct } from './acts.ts'
import { conflictOf } from './conflict.ts'
import { dialogOf, element, say } from './dom.ts'
import { fieldOf } from './field-of.ts'
import { findingsLeft, tellFindings } from './findings.ts'
import { bodyOf } from './form-body.ts'
import { type Sent, send } from './send.ts'

/**
 * A form with `data-send="POST /ops/v1/…"` sends its fields as JSON. What is done afterwards: `data-then="show …"` shows a
 * page in the dialog, `data-then="go …"` goes to one, and else this page is read again; `{takedown.id}` in it stands for
 * what the answer has there.
 */
export function listenForForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.send === undefined) return
    event.preventDefault()
    void sendForm(form, form.dataset.send)
  })
}

/** After so long without an answer, whoever pressed is told that there is none yet. */
const SILENCE_MS = 5_000

async function sendForm(form: HTMLFormElement, door: string): Promise<void> {
  if (form.ariaBusy === 'true') return
  const [method = 'POST', path = ''] = door.split(' ')
  form.ariaBusy = 'true'
  clearProblem(form)
  try {
    const hasBody = form.dataset.body !== 'none'
    const body = hasBody ? bodyOf(form) : null
    const sent = await answered(form, send(method, filled(path, body), body, conditionOf(form)))
    const left = sent.outcome === 'done' ? findingsLeft(sent.body) : null
    if (left !== null) place(form).replaceChildren(...tellFindings(left))
    else if (sent.outcome === 'done') await afterwards(form, sent.body)
    else tellProblem(form, sent)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    place(form).textContent = 'A field is no JSON.'
  } finally {
    form.ariaBusy = 'false'
  }
}

/** What came of it; until then, after a while, the form says that nobody has answered. */
async function answered(form: HTMLFormElement, sending: Promise<Sent>): Promise<Sent> {
  const silence = setTimeout(() => {
    place(form).textContent = 'The publisher has not answered yet. What you typed stays here.'
  }, SILENCE_MS)
  const sent = await sending
  clearTimeout(silence)
  clearProblem(form)
  return sent
}

/** Which revision was seen, or that there is none yet. */
function conditionOf({ dataset: { ifMatch, ifNoneMatch } }: HTMLFormElement): Record<string, string> {
  if (ifNoneMatch) return { 'if-none-match': ifNoneMatch }
  return ifMatch ? { 'if-match': ifMatch } : {}
}

/** An address in which `{campaign.id}` stands for what `from` has there. */
function filled(pattern: string, from: unknown): string {
  return pattern.replaceAll(/\{([\w.]+)\}/g, (_, place: string) => encodeURIComponent(valueAt(from, place)))
}

async function afterwards(form: HTMLFormElement, answer: unknown): Promise<void> {
  // A page may take what was answered, and do something else with it than every other.
  if (!form.dispatchEvent(new CustomEvent('sent', { bubbles: true, cancelable: true, detail: answer }))) return
  const [what, pattern = ''] = (form.dataset.then ?? 'again').split(' ')
  const href = filled(pattern, answer)
  if (what === 'go') return location.assign(href)
  say(form.dataset.done ?? 'Done.')
  if (what === 'show') return showAct(href)
  dialogOf('act')?.close()
  location.reload()
}

/** What the answer has at a place, such as `takedown.id`, as text. */
function valueAt(answer: unknown, place: string): string {
  const found = place
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Readonly<Record<string, unknown>> | null)?.[name], answer)
  return String(found ?? '')
}

/** Says what became of it, where the form is. What was typed stays. */
function tellProblem(form: HTMLFormElement, sent: Exclude<Sent, { outcome: 'done' }>): void {
  const told = place(form)
  if (sent.outcome === 'unknown') {
    told.textContent =
      'The publisher did not answer, so it is not known whether this was done. Pressing again is safe: the same order counts once.'
    return
  }
  if (sent.outcome === 'signed-out') {
    const link = element('a', { href: '/console/sign-in', target: '_blank' }, 'Sign in in another tab')
    told.replaceChildren('Your sign-in has ended. ', link, ', then press again: what you typed stays here.')
    return
  }
  const { title, detail, field, conflict } = sent.problem
  if (conflict) {
    told.textContent = `Somebody has changed it since you opened it: it is at revision ${conflict.revision}. Nothing of yours was stored.`
    told.append(...conflictOf(form, sent.problem))
    return
  }
  told.textContent = `${title}. ${detail}${field === undefined ? '' : ` Field: ${field}.`}`
  const wrong = field === undefined ? null : fieldOf(form, field)
  if (wrong === null) return
  wrong.setAttribute('aria-invalid', 'true')
  wrong.focus()
}

function clearProblem(form: HTMLFormElement): void {
  place(form).replaceChildren()
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

function place(form: HTMLFormElement): HTMLElement {
  const found = form.querySelector('output')
  if (found) return found
  const made = element('output', { role: 'alert' })
  form.append(made)
  return made
}
