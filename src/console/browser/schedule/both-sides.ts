import { shiftedCampaign } from '../../../lanes/shifted-campaign.ts'
import { element } from '../dom.ts'
import { barsOf, type Stop } from './bars.ts'

/** Where somebody was faster: what was seen here beside what is there now, and which of both it is to be. */
export function showBothSides(panel: HTMLElement, minutes: number): void {
  const all = [...panel.querySelectorAll<HTMLElement>('[data-conflict]')]
  for (const told of all) {
    const bar = barsOf(new Set([told.dataset.conflict ?? '']))[0]
    told.prepend(`You saw: ${bar?.getAttribute('aria-label') ?? 'nothing'}. `)
    told.querySelector('[data-alone]')?.remove()
  }
  const [first, ...others] = all
  if (!first) return
  const acts = element('div', { class: 'acts' }, settling('theirs', 'Keep it as it is now'))
  const far = `${Math.abs(minutes)} minutes ${minutes < 0 ? 'earlier' : 'later'}`
  acts.append(settling('again', `Move what it is now, ${far}`))
  const bar = barsOf(new Set([first.dataset.conflict ?? '']))[0]
  if (others.length === 0 && bar) acts.append(mine(bar, minutes, Number(first.dataset.now)))
  all.at(-1)?.after(acts)
  acts.querySelector('button')?.focus()
}

function settling(how: 'theirs' | 'again', words: string): HTMLElement {
  return element('button', { type: 'button', class: 'act', 'data-settle': how }, words)
}

/** Sets the times that the move would have made of what was seen; what else somebody changed stays. */
function mine({ dataset }: Stop, minutes: number, revision: number): HTMLElement {
  const { bar: id = '', start = '', end = null } = dataset
  const times = shiftedCampaign({ start, end }, minutes)
  const field = (name: string, value: string, kind: string) =>
    element('input', { type: 'hidden', name, value, 'data-kind': kind })
  const words = `Set yours: ${[times.start, times.end].map(timeWords).join(' – ')}`
  return element(
    'form',
    { 'data-send': 'POST /ops/v1/campaigns/bulk', 'data-undoable': '', 'data-mine': '' },
    field('ids.+', id, 'text'),
    field('set.start', times.start, 'text'),
    field('set.end', JSON.stringify(times.end), 'json'),
    field(`revisions.${id}`, String(revision), 'number'),
    field('reason', 'Set in the calendar after somebody else had changed it', 'text'),
    element('button', { type: 'submit', class: 'act' }, words),
  )
}

function timeWords(local: string | null): string {
  return local === null ? 'open' : local.slice(0, 16).replace('T', ' ')
}
