interface Named {
  readonly token: string
}

/** Entries of answers, with the token that most of them share named once: a token is longer than all else of an entry. */
export interface NamedOnce<Entry> {
  readonly token: string | undefined
  readonly entries: readonly (Entry | (Omit<Entry, 'token'> & { readonly token: undefined }))[]
}

export function namedOnce<Entry extends Named>(entries: readonly Entry[]): NamedOnce<Entry> {
  const countOf = (token: string): number => entries.filter((entry) => entry.token === token).length
  const tokens = entries.map(({ token }) => token)
  const token = tokens.sort((one, other) => countOf(other) - countOf(one))[0]
  return { token, entries: entries.map((entry) => (entry.token === token ? { ...entry, token: undefined } : entry)) }
}
