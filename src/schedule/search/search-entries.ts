import { foldedText } from '../../model/fields/folded-text.ts'
import type { StoredDocument } from '../store/document.ts'

/** Characters of an entry's beginning: whoever types more of a name has found it already. */
const BEGINNING = 40
/** Entries of a document at most: an index of a hundred thousand videos stays below 100 MB. */
const MOST = 12
/** Stands between the parts of an entry; no name and no id has it. */
const SEAM = '\u0000'

type SearchedRecord = Pick<StoredDocument['record'], 'type' | 'id'> & Pick<StoredDocument['record'], 'name'>

/** A document that an entry leads to. */
export interface SearchHit {
  readonly type: StoredDocument['record']['type']
  readonly id: string
}

/**
 * The entries by which a document is found: its id, its names, and its names from each of their later words on, folded and
 * cut. Each ends with what it leads to.
 */
export function searchEntries(record: SearchedRecord): readonly string[] {
  const beginnings = [record.id, ...namesOf(record).flatMap(fromEachWord)].map(foldedText)
  const cut = beginnings.map((text) => [...text].slice(0, BEGINNING).join('')).filter((text) => text !== '')
  return [...new Set(cut)].slice(0, MOST).map((text) => [text, record.type, record.id].join(SEAM))
}

/** The text in which every word that somebody looks for must be. */
export function searchedText(record: SearchedRecord): string {
  return foldedText([record.id, ...namesOf(record)].join(' '))
}

/** What an entry leads to. */
export function hitOf(entry: string): SearchHit {
  const [, type = '', id = ''] = entry.split(SEAM)
  return { type: type as SearchHit['type'], id }
}

/** The change of a document's entries; empty lists where nothing of its names changes. */
export function entriesMoved(before: SearchedRecord | null, after: SearchedRecord) {
  const had = before === null ? [] : searchEntries(before)
  const has = searchEntries(after)
  return {
    entering: has.filter((entry) => !had.includes(entry)),
    leaving: had.filter((entry) => !has.includes(entry)),
  }
}

function namesOf({ name }: SearchedRecord): readonly string[] {
  if (name === null) return []
  return typeof name === 'string' ? [name] : [...new Set(Object.values(name))]
}

/** A name as it is, and without its first word, and so on: each word begins an entry. */
function fromEachWord(name: string): readonly string[] {
  const words = name.split(/[\s·:–—-]+/u).filter((word) => word !== '')
  return [name, ...words.slice(1).map((_, index) => words.slice(index + 1).join(' '))]
}
