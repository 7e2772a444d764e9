/**
 * Totals of a span in a hash: the field is `{span}:{size}`. A size only grows, so of two totals of a span the one with
 * more is the later, and a fold that began early and ends late replaces nothing.
 *
 * @param span its name, such as `13`
 * @param size what only grows, such as how many placements were asked for
 */
export function totalsField(span: string, size: number): string {
  return `${span}:${size}`
}

/** Fields of other totals of the same span, with less in them. */
export function outdatedTotals(field: string, fields: Iterable<string>): readonly string[] {
  const span = spanOf(field)
  return [...fields].filter((each) => spanOf(each) === span && sizeOf(each) < sizeOf(field))
}

/** The latest totals of each span of a hash, as text. */
export function latestTotals(fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const latest = new Map<string, { readonly size: number; readonly text: string }>()
  for (const [field, text] of fields) {
    const [span, size] = [spanOf(field), sizeOf(field)]
    const known = latest.get(span)
    if (known === undefined || known.size < size) latest.set(span, { size, text })
  }
  return new Map([...latest].map(([span, { text }]) => [span, text]))
}

function spanOf(field: string): string {
  return field.slice(0, field.lastIndexOf(':'))
}

function sizeOf(field: string): number {
  return Number(field.slice(field.lastIndexOf(':') + 1))
}
