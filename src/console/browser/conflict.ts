import { element } from './dom.ts'
import type { Problem } from './send.ts'

/** Somebody else has changed it since: what is stored now beside what was sent, and how to go on. */
export function conflictOf(form: HTMLFormElement, { conflict }: Problem): readonly Node[] {
  if (!conflict) return []
  const rows = conflict.diff.map(({ field, now, next, sent }) =>
    element('tr', {}, element('th', { scope: 'row' }, field), ...[now, next, sent].map(cell)),
  )
  const heads = ['Field', 'Stored now', 'Waits now', 'You typed'].map((head) => element('th', { scope: 'col' }, head))
  const table = element('table', { class: 'conflict' }, element('tr', {}, ...heads), ...rows)
  const keep = element('button', { type: 'button', class: 'act' }, `Go on from r${conflict.revision} with what I typed`)
  keep.addEventListener('click', () => {
    form.dataset.ifMatch = `"r${conflict.revision}"`
    form.requestSubmit()
  })
  return [table, keep]
}

function cell(value: unknown): HTMLElement {
  return element('td', {}, value === null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value))
}
