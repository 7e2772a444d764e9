import type { Redis } from '@upstash/redis/cloudflare'
import { foldedText } from '../../model/fields/folded-text.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import type { StoredDocument } from '../store/document.ts'
import { DOCUMENT_TYPES, keys } from '../store/keys.ts'
import { readDocuments } from '../store/read-documents.ts'
import { asWords } from '../store/replies.ts'
import { hitOf, type SearchHit, searchedText } from './search-entries.ts'

/** Entries that one search looks at: the longest word is looked up, and the others sort out what it finds. */
const LOOKED_AT = 400
/** Comes after every character that a name may have. */
const LAST = '\u{10FFFF}'

/**
 * The documents in whose names or ids every word begins a word, or stands in one. An entry whose document has another name
 * by now finds nothing.
 *
 * @param wanted what somebody typed
 */
export async function findDocuments(redis: Redis, wanted: string): Promise<readonly StoredDocument[]> {
  const words = foldedText(wanted)
    .split(' ')
    .filter((word) => word !== '')
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '')
  if (longest === '') return []
  const [reply] = await sendRepeatable(redis, (queue) =>
    queue.zrange(keys.search.entries, `[${longest}`, `[${longest}${LAST}`, {
      byLex: true,
      offset: 0,
      count: LOOKED_AT,
    }),
  )
  const hits = asWords(reply).map(hitOf)
  const found = await documentsOf(redis, hits)
  return found.filter(({ record }) => words.every((word) => searchedText(record).includes(word)))
}

async function documentsOf(redis: Redis, hits: readonly SearchHit[]): Promise<readonly StoredDocument[]> {
  const found = new Map<string, StoredDocument>()
  for (const type of DOCUMENT_TYPES) {
    const ids = [...new Set(hits.filter((hit) => hit.type === type).map(({ id }) => id))]
    for (const document of await readDocuments(redis, type, ids)) {
      if (document !== null) found.set(document.record.id, document)
    }
  }
  return [...new Set(hits.map(({ id }) => id))].flatMap((id) => found.get(id) ?? [])
}
