/** An element with text and attributes. Text is never read as HTML: the policy of the pages forbids it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...content)
  return made
}

/** The dialog of the frame with this id. Pages without the frame have none. */
export function dialogOf(id: 'act' | 'palette' | 'keys'): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>(`dialog#${id}`)
}

/** Whether keys go into a field now, and must not act. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}

/** Says something to everybody, screen readers too. */
export function say(text: string): void {
  const place = document.querySelector('#said')
  if (place) place.textContent = text
}

/** What a control is called: its name for a screen reader, or its text without the key that stands beside it. */
export function labelOf(control: HTMLElement): string {
  if (control.ariaLabel !== null) return control.ariaLabel
  const copy = control.cloneNode(true) as HTMLElement
  for (const key of copy.querySelectorAll('kbd')) key.remove()
  return copy.textContent?.trim() ?? ''
}
