/** The first of a list in words, and how many more there are: `AT, CH, DE and 4 more`. */
export function someOf(all: readonly string[], most: number): string {
  if (all.length === 0) return 'none'
  const more = all.length - most
  const first = all.slice(0, most).join(', ')
  return more > 0 ? `${first} and ${more} more` : first
}
