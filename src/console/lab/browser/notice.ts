import type { AskFailure } from '../../../client/outcome.ts'
import type { NoDecision } from '../../../contracts/device/answers/decisions.ts'
import { button, element } from './element.ts'

/** A card for a screen with nothing to play; it shows the reason from the answer. */
export function notice(title: string, detail: string, code: string | null, retry: (() => void) | null): HTMLElement {
  return element(
    'div',
    { class: 'notice', role: 'alert' },
    element('strong', {}, title),
    element('p', {}, detail),
    code === null ? null : element('code', {}, code),
    retry === null ? null : button('primary', 'Try again', retry),
  )
}

/** The card for a question that nothing answers: neither the edge, nor an answer of before. */
export function failureNotice({ why, detail, problem }: AskFailure, retry: () => void): HTMLElement {
  if (problem === null)
    return notice(why === 'late' ? 'The edge is late' : 'The edge does not answer', detail, null, retry)
  const { title, status, field } = problem
  return notice(title, problem.detail, field === undefined ? `${status}` : `${status} · ${field}`, retry)
}

export function nothingNotice(entry: NoDecision | undefined): HTMLElement {
  if (entry === undefined) return notice('Nothing to play', 'The answer holds no decision for this screen.', null, null)
  return notice(
    'Nothing to play',
    'Every candidate was turned down; this is the last gate that any of them reached.',
    `${entry.statusCode} · ${entry.reason}`,
    null,
  )
}
