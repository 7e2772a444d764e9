import { dialogOf, element, isTyping, labelOf } from './dom.ts'
import { openPalette } from './palette/palette.ts'

const TOGETHER_MS = 900

/** `g` and a letter go to a page; one letter presses what carries it (`data-key`); `?` shows all of them. */
export function listenForKeys(): void {
  let goes = false
  document.addEventListener('keydown', (event) => {
    if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return
    const { key } = event
    const pressed = goes ? controlOf('go', key) : controlOf('key', key)
    goes = !goes && key === 'g'
    if (goes) setTimeout(() => (goes = false), TOGETHER_MS)
    else if (pressed) pressed.click()
    else if (key === '?') showKeys()
    else if (key === '/') openPalette()
    else return
    event.preventDefault()
  })
}

function controlOf(kind: 'go' | 'key', key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-${kind}="${CSS.escape(key)}"]`)
}

function showKeys(): void {
  const dialog = dialogOf('keys')
  if (!dialog) return
  const rows = [
    ['⌘K', 'or Ctrl-K, or /: find or do'],
    ['Esc', 'close'],
    ...[...document.querySelectorAll<HTMLElement>('[data-key]')].map((each) => [each.dataset.key, labelOf(each)]),
    ...[...document.querySelectorAll<HTMLElement>('[data-keys]')].map((each) => [each.dataset.keys, each.title]),
    ...[...document.querySelectorAll<HTMLElement>('[data-go]')].map((each) => [`g ${each.dataset.go}`, labelOf(each)]),
  ]
  const list = element('dl')
  for (const [key = '', what = ''] of rows) {
    list.append(element('dt', {}, element('kbd', {}, key)), element('dd', {}, what))
  }
  dialog.replaceChildren(element('h2', {}, 'Keys'), list)
  dialog.showModal()
}
