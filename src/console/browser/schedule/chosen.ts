import { say } from '../dom.ts'
import { barsOf, calendar, namedInAddress, type Stop } from './bars.ts'

/** Campaigns that are chosen, to do one thing to all of them. */
const chosen = new Set<string>()

/** What an act is done to: all that are chosen, if this bar is one of them, else this one alone. */
export function actedOn(bar: Stop): ReadonlySet<string> {
  const id = bar.dataset.bar ?? ''
  return chosen.has(id) ? new Set(chosen) : new Set([id])
}

export function choose(bar: Stop): void {
  const id = bar.dataset.bar
  if (id === undefined) return
  if (!chosen.delete(id)) chosen.add(id)
  showChosen()
  say(`${chosen.size} chosen.`)
}

/** False: none was. */
export function chooseNone(): boolean {
  if (chosen.size === 0) return false
  chosen.clear()
  showChosen()
  say('Nothing is chosen.')
  return true
}

/** Marks the bars of what is chosen, and offers what can be done to it. */
export function showChosen(): void {
  for (const bar of calendar()?.querySelectorAll<Stop>('[data-bar]') ?? []) mark(bar, chosen.has(bar.dataset.bar ?? ''))
  for (const id of chosen) if (barsOf(new Set([id])).length === 0) chosen.delete(id)
  const acts = document.querySelector<HTMLElement>('[data-chosen-acts]')
  if (!acts) return
  acts.hidden = chosen.size === 0
  const count = acts.querySelector('[data-chosen-count]')
  if (count) count.textContent = `${chosen.size} chosen`
  for (const link of acts.querySelectorAll<HTMLAnchorElement>('a[data-chosen]')) {
    const by: Record<string, string> = link.dataset.chosen === 'move' ? { by: '60' } : {}
    link.search = String(new URLSearchParams({ campaigns: namedInAddress(chosen), ...by }))
  }
}

function mark(bar: Stop, isChosen: boolean): void {
  if (bar.hasAttribute('data-chosen') === isChosen) return
  bar.toggleAttribute('data-chosen', isChosen)
  const label = (bar.getAttribute('aria-label') ?? '').replace(/, chosen$/, '')
  bar.setAttribute('aria-label', isChosen ? `${label}, chosen` : label)
}
