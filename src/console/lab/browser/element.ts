type Attributes = Readonly<Record<string, string | number | boolean>>

/**
 * An element with attributes and children. Text only ever becomes text nodes: nothing that the edge sends is read as
 * HTML. `false` leaves an attribute out.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string | null)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(key, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== null))
  return made
}

/** A button with its one action; `label` is what is read out where the text alone would not say it. */
export function button(className: string, text: string, act: () => void, label = text): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className, 'aria-label': label }, text)
  made.addEventListener('click', (event) => {
    event.stopPropagation()
    act()
  })
  return made
}

/** The element that the page was served with. @throws Error when page and script are not of one build */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no #${id}; reload it`)
  return found
}
