/** Parameters of the list, in the order of its controls; the ops API's own names. */
export const LIST_PARAMETERS = [
  'q',
  'status',
  'region',
  'surface',
  'territory',
  'owner',
  'goal',
  'sort',
  'cursor',
] as const

type ListParameter = (typeof LIST_PARAMETERS)[number]

/** What a list is asked for; empty: not asked for. */
export type ListQuery = Readonly<Record<ListParameter, string>>

export function listQuery(query: (name: string) => string): ListQuery {
  return Object.fromEntries(LIST_PARAMETERS.map((name) => [name, query(name).trim()])) as ListQuery
}

/** The same as a query text, without what is empty. @param without more that is left out */
export function queryText(query: Partial<ListQuery>, ...without: readonly ListParameter[]): string {
  const given = Object.entries(query).filter(([name, value]) => value !== '' && !without.some((each) => each === name))
  return new URLSearchParams(given).toString()
}

/** Where the list is that differs in this; it begins anew. */
export function listHref(query: ListQuery, changed: Partial<ListQuery>): string {
  const text = queryText({ ...query, cursor: '', ...changed })
  return text === '' ? '/console/campaigns' : `/console/campaigns?${text}`
}
