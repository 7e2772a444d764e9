import { foldedText } from '../../model/fields/folded-text.ts'
import { dialogOf, element, labelOf } from './dom.ts'

/** One line of the palette. */
interface Entry {
  readonly label: string
  readonly hint: string
  readonly run: () => void
}

const SHOWN = 12
/** One types this fast: a search waits until one pauses. */
const PAUSE_MS = 120

/** Find or do: pages and acts of this page at once, everything else by the search of the ops API. */
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
  let found: readonly Entry[] = []
  let shown: readonly Entry[] = []
  let at = 0
  const draw = () => {
    const typed = foldedText(input.value)
    shown = [...here.filter(({ label }) => foldedText(label).includes(typed)), ...found].slice(0, SHOWN)
    at = Math.max(0, Math.min(at, shown.length - 1))
    list.replaceChildren(...shown.map((entry, index) => optionOf(entry, index, index === at)))
    input.setAttribute('aria-activedescendant', shown.length === 0 ? '' : `palette-${at}`)
  }
  const run = (index: number) => {
    dialog.close()
    shown[index]?.run()
  }
  input.addEventListener('input', () => {
    at = 0
    found = []
    draw()
    searchAfterPause(input, (results) => {
      found = results
      draw()
    })
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') at += 1
    else if (event.key === 'ArrowUp') at -= 1
    else if (event.key === 'Enter') run(at)
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
}

function optionOf({ label, hint }: Entry, index: number, selected: boolean): HTMLElement {
  const attributes = { role: 'option', id: `palette-${index}`, 'data-index': String(index) }
  const option = element('li', attributes, label, element('small', {}, hint))
  option.setAttribute('aria-selected', String(selected))
  return option
}

function entriesHere(): Entry[] {
  const pages = [...document.querySelectorAll<HTMLAnchorElement>('nav a[data-go]')].map((link) => ({
    label: `Go to ${labelOf(link)}`,
    hint: `g ${link.dataset.go}`,
    run: () => link.click(),
  }))
  const acts = [...document.querySelectorAll<HTMLElement>('main [data-act], main [data-key]')].map((control) => ({
    label: labelOf(control),
    hint: control.dataset.key ?? 'do',
    run: () => control.click(),
  }))
  return [...pages, ...acts]
}

let asked = 0

function searchAfterPause(input: HTMLInputElement, take: (results: readonly Entry[]) => void): void {
  asked += 1
  const mine = asked
  setTimeout(async () => {
    if (mine !== asked || input.value.trim() === '') return
    const results = await search(input.value.trim())
    if (mine === asked) take(results)
  }, PAUSE_MS)
}

async function search(words: string): Promise<readonly Entry[]> {
  try {
    const response = await fetch(`/ops/v1/search?${new URLSearchParams({ q: words, limit: '20' })}`)
    if (!response.ok) return []
    const { results } = (await response.json()) as {
      results: readonly { kind: string; id: string; name: string; href: string }[]
    }
    const ours = results.filter(({ href }) => href.startsWith('/console'))
    return ours.map(({ kind, id, name, href }) => ({
      label: name,
      hint: `${kind} ${id}`,
      run: () => location.assign(href),
    }))
  } catch {
    return []
  }
}
