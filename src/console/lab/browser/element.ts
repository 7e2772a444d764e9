type Attributes = Readonly<Record<string, string | number | boolean>>

/**
 * Creates an element with attributes and children. Text always becomes text nodes, so that nothing from the edge is
 * parsed as HTML. `false` leaves an attribute out.
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

/** Creates a button; `label` is the text for screen readers, where the visible text is not clear enough. */
export function button(className: string, text: string, act: () => void, label = text): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className, 'aria-label': label }, text)
  made.addEventListener('click', (event) => {
    event.stopPropagation()
    act()
  })
  return made
}

/** An element of the served page. @throws Error when page and script are from different builds */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no #${id}; reload it`)
  return found
}
