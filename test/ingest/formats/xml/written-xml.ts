type Values = Readonly<Record<string, string | number | null | undefined>>

/** An element around text, which is escaped, or around elements, which are not. Attributes of no value are left out. */
export function element(name: string, attributes: Values, inside: string | readonly string[] = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  return `<${name}${written.join('')}>${typeof inside === 'string' ? escaped(inside) : inside.join('\n')}</${name}>`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]|[^ -~]/gu, (character) => `&#${character.codePointAt(0)};`)
