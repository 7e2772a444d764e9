/** Some of many rows. */
export interface PageOfRows<Row> {
  readonly rows: readonly Row[]
  /** Number of the page, from 1. */
  readonly number: number
  /** How many pages there are; at least 1. */
  readonly pages: number
  /** How many rows there are on all of them. */
  readonly total: number
}

/** The rows of a page. A number that is none, or of no page, is the nearest. */
export function pageOf<Row>(rows: readonly Row[], asked: string, most: number): PageOfRows<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / most))
  const number = Math.min(pages, Math.max(1, Math.trunc(Number(asked)) || 1))
  return { rows: rows.slice((number - 1) * most, number * most), number, pages, total: rows.length }
}

interface PagerProps {
  readonly href: string
  /** Other parameters of the page; empty ones are left out. */
  readonly query: Readonly<Record<string, string>>
  readonly page: Omit<PageOfRows<unknown>, 'rows'>
  /** What the rows are, in the plural. */
  readonly of: string
  /** The parameter that says which page. A second list of a page has another one, and no keys. */
  readonly parameter?: string
}

/** Links to the page before and after; nothing where one page holds all. */
export function Pager({ href, query, page: { number, pages, total }, of, parameter = 'page' }: PagerProps) {
  if (pages === 1) return null
  const at = (page: number) => addressWith(href, { ...query, [parameter]: String(page) })
  const hasKeys = parameter === 'page'
  return (
    <nav class="pager" aria-label="Pages of the list">
      {number > 1 && (
        <a class="act" href={at(number - 1)} data-key={hasKeys ? 'k' : undefined}>
          Newer {hasKeys && <kbd>k</kbd>}
        </a>
      )}
      <span class="number">
        Page {number} of {pages}, {total} {of}
      </span>
      {number < pages && (
        <a class="act" href={at(number + 1)} data-key={hasKeys ? 'j' : undefined}>
          Older {hasKeys && <kbd>j</kbd>}
        </a>
      )}
    </nav>
  )
}

/** An address with the parameters that are not empty. */
export function addressWith(href: string, query: Readonly<Record<string, string>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== '')
  return given.length === 0 ? href : `${href}?${new URLSearchParams(given)}`
}
