/** The control of a field that the API names: its own, that of what it is a part of, or the first of its parts. */
export function fieldOf(form: HTMLFormElement, path: string): HTMLElement | null {
  const controls = [...form.elements].filter((each) => each instanceof HTMLElement)
  const named = (matches: (name: string) => boolean) =>
    controls.find((each) => matches(each.getAttribute('name') ?? '')) ?? null
  for (let whole = path; whole !== ''; whole = whole.split('.').slice(0, -1).join('.')) {
    const found = named((name) => name === whole || name === `${whole}.+`)
    if (found) return found
  }
  return named((name) => name.startsWith(`${path}.`))
}
