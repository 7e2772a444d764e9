import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import { foldedText } from '../../../model/fields/folded-text.ts'
import type { ActRegistry } from '../../acts/console-act.ts'
import { linesFor, NO_ACTS, type PaletteLine, searchesFor } from '../../acts/palette-lines.ts'
import { dialogOf, element, labelOf, say } from '../dom.ts'
import { allActs, searchAll, whoLooks } from './ask-ops.ts'
import { follow } from './follow.ts'

/** One line of the palette, and what choosing it does. */
interface Entry {
  readonly label: string
  readonly hint: string
  /** Who may do it, where whoever looks may not. */
  readonly heldBy: string | null
  /** What stands in the field from then on, and the palette stays open; nothing: it closes. */
  readonly types?: string
  readonly run: () => void
}

const SHOWN = 14
/** One types this fast: a search waits until one pauses. */
const PAUSE_MS = 120

/** Find or do: pages and every act at once, everything else by the search of the ops API. */
export function listenForPalette(): void {
  document.querySelector('[data-palette]')?.addEventListener('click', openPalette)
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    openPalette()
  })
}

export function openPalette(): void {
  const dialog = dialogOf('palette')
  if (!dialog || dialog.open) return
  const words = 'Find a page, campaign, title, region; or do something'
  const input = element('input', { placeholder: words, 'aria-label': words, role: 'combobox', 'aria-expanded': 'true' })
  input.setAttribute('aria-controls', 'palette-list')
  const list = element('ul', { id: 'palette-list', role: 'listbox', 'aria-label': 'Found' })
  const here = entriesHere()
  let found: Awaited<ReturnType<typeof searchAll>> = new Map()
  let me: WhoAmI | null = null
  let registry = NO_ACTS
  const acts = allActs(dialog.dataset.acts ?? '')
  let shown: readonly Entry[] = []
  let at = 0
  const draw = () => {
    const typed = foldedText(input.value)
    const mine = here.filter(({ label }) => foldedText(label).includes(typed))
    shown = [...mine, ...linesFor(input.value, found, me, registry).map(entryOf)].slice(0, SHOWN)
    at = Math.max(0, Math.min(at, shown.length - 1))
    list.replaceChildren(...shown.map((entry, index) => optionOf(entry, index, index === at)))
    input.setAttribute('aria-activedescendant', shown.length === 0 ? '' : `palette-${at}`)
    list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }
  const typedAnew = () => {
    at = 0
    draw()
    searchAfterPause(input, registry, (results) => {
      found = results
      draw()
    })
  }
  const run = (index: number) => {
    const entry = shown[index]
    if (entry === undefined) return
    if (entry.heldBy !== null) return say(`${entry.label}: not granted to you. ${entry.heldBy} may.`)
    if (entry.types === undefined) {
      dialog.close()
      return entry.run()
    }
    input.value = entry.types
    typedAnew()
  }
  input.addEventListener('input', typedAnew)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'ArrowDown') at += 1
    else if (event.key === 'ArrowUp') at -= 1
    // Who types faster than the acts come means one of them.
    else if (event.key === 'Enter') void acts.then(() => dialog.open && run(at))
    else return
    event.preventDefault()
    draw()
  })
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null
    if (option) run(Number(option.dataset.index))
  })
  dialog.replaceChildren(input, list)
  draw()
  dialog.showModal()
  input.focus()
  void acts.then((answer) => {
    registry = answer
    if (input.value !== '') typedAnew()
  })
  void whoLooks().then((answer) => {
    me = answer
    draw()
  })
}

function optionOf({ label, hint, heldBy }: Entry, index: number, selected: boolean): HTMLElement {
  const attributes = { role: 'option', id: `palette-${index}`, 'data-index': String(index) }
  const option = element('li', attributes, label, element('small', {}, hint))
  option.setAttribute('aria-selected', String(selected))
  if (heldBy !== null) option.setAttribute('aria-disabled', 'true')
  return option
}

function entryOf({ label, hint, heldBy, leads }: PaletteLine): Entry {
  const entry = { label, hint, heldBy, run: () => follow(leads) }
  return 'types' in leads ? { ...entry, types: leads.types } : entry
}

function entriesHere(): Entry[] {
  const pages = [...document.querySelectorAll<HTMLAnchorElement>('nav a[data-go]')].map((link) => ({
    ...{ label: `Go to ${labelOf(link)}`, hint: `g ${link.dataset.go}`, heldBy: null },
    run: () => link.click(),
  }))
  const acts = [...document.querySelectorAll<HTMLElement>('main [data-act], main [data-key]')].map((control) => ({
    ...{ label: labelOf(control), hint: control.dataset.key ?? 'here', heldBy: null },
    run: () => control.click(),
  }))
  return [...pages, ...acts]
}

let asked = 0

function searchAfterPause(
  input: HTMLInputElement,
  registry: ActRegistry,
  take: (results: Awaited<ReturnType<typeof searchAll>>) => void,
): void {
  asked += 1
  const mine = asked
  setTimeout(async () => {
    if (mine !== asked) return
    const results = await searchAll(searchesFor(input.value, registry))
    if (mine === asked) take(results)
  }, PAUSE_MS)
}
