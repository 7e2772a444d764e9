import type { NoDecision } from '../../../contracts/device/answers/decisions.ts'
import type { EdgeOutcome } from './edge.ts'
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

/** The card for a request that failed. */
export function failureNotice(outcome: EdgeOutcome, retry: () => void): HTMLElement | null {
  switch (outcome.kind) {
    case 'problem': {
      const { title, status, detail, field } = outcome.problem
      return notice(title, detail, field === undefined ? `${status}` : `${status} · ${field}`, retry)
    }
    case 'unreachable':
      return notice('The edge does not answer', outcome.detail, null, retry)
    default:
      return null
  }
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
