import type { StoredDocument } from '../store/document.ts'

type Stored = Pick<StoredDocument<'campaign'>, 'record' | 'by' | 'authors' | 'next'>

/** Who wrote a text of a campaign. */
export interface Authorship {
  /** Who wrote of it last. */
  readonly by?: string | undefined
  /** All who wrote any of it since it was last approved; left out: `by` alone. */
  readonly authors?: readonly string[] | undefined
  /** The feed that brought it; left out: people, by hand. */
  readonly feed?: string | undefined
}

/** Who wrote what a campaign says, while nobody has approved that; empty: it was approved, or nobody knows. */
export function recordAuthors({ record, by, authors }: Omit<Stored, 'next'>): readonly string[] {
  if (authors !== undefined) return authors
  const isApproved = record.status !== 'draft' && record.status !== 'review'
  return isApproved || by === undefined ? [] : [by]
}

/** Who wrote what waits of a campaign, since it was last approved: none of them approves it. Empty: nothing waits. */
export function waitingAuthors(stored: Stored): readonly string[] {
  const { record, next } = stored
  if (next !== undefined) return next.authors ?? [next.by]
  return record.status === 'draft' || record.status === 'review' ? recordAuthors(stored) : []
}

/** Who wrote a text that takes the place of one that nobody has approved: all of before, and those of the text. */
export function withAuthors(before: readonly string[], { by, authors = [] }: Authorship): readonly string[] {
  return [...new Set([...before, ...authors, ...(by === undefined ? [] : [by])])]
}
