import type { Redis } from '@upstash/redis/cloudflare'
import { sendRepeatable } from './checked-pipeline.ts'
import { parseDocument, type StoredDocument } from './document.ts'
import { type DocumentType, keys } from './keys.ts'
import { asFields, asPage, asText, asTexts } from './replies.ts'

/** Documents in a request: some 500 kB of typical assets, well below a hosted store's 10 MB a request. */
const CHUNK = 500

/** The documents with these ids, in their order; null for a missing one. */
export async function readDocuments<Type extends DocumentType>(
  redis: Redis,
  type: Type,
  ids: readonly string[],
): Promise<(StoredDocument<Type> | null)[]> {
  const documents: (StoredDocument<Type> | null)[] = []
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK)
    const [reply] = await sendRepeatable(redis, (queue) => queue.mget(chunk.map((id) => keys.document(type, id))))
    const found = asTexts(reply)
    chunk.forEach((id, index) => {
      const json = found[index] ?? null
      documents.push(json === null ? null : parseDocument(type, id, json))
    })
  }
  return documents
}

export async function readDocument<Type extends DocumentType>(
  redis: Redis,
  type: Type,
  id: string,
): Promise<StoredDocument<Type> | null> {
  const [document] = await readDocuments(redis, type, [id])
  return document ?? null
}

/** All documents of a type, a chunk at a time, unordered. Ids without a document are left out. */
export async function* readAllDocuments<Type extends DocumentType>(
  redis: Redis,
  type: Type,
): AsyncGenerator<StoredDocument<Type>[]> {
  const seen = new Set<string>()
  for await (const page of scanSet(redis, keys.documentIds(type))) {
    const fresh = page.filter((id) => !seen.has(id))
    for (const id of fresh) seen.add(id)
    const documents = await readDocuments(redis, type, fresh)
    yield documents.filter((document) => document !== null)
  }
}

/** A set's members, page by page; some may be repeated. */
export async function* scanSet(redis: Redis, key: string): AsyncGenerator<string[]> {
  let cursor = '0'
  do {
    const at = cursor
    const [reply] = await sendRepeatable(redis, (queue) => queue.sscan(key, at, { count: CHUNK }))
    const page = asPage(reply)
    yield page.elements
    cursor = page.cursor
  } while (cursor !== '0')
}

/** A hash's fields with their values, page by page; some may be repeated. */
export async function* scanHash(redis: Redis, key: string): AsyncGenerator<ReadonlyMap<string, string>> {
  let cursor = '0'
  do {
    const at = cursor
    const [reply] = await sendRepeatable(redis, (queue) => queue.hscan(key, at, { count: CHUNK }))
    const page = asPage(reply)
    yield asFields(page.elements)
    cursor = page.cursor
  } while (cursor !== '0')
}

/** The schedule's revision, which grows with every change of a document. */
export async function readRevision(redis: Redis): Promise<number> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.revision))
  return Number(asText(reply) ?? 0)
}

/** As `readRevision`; null during a promotion of several requests, when only a part of it is visible. */
export async function readableRevision(redis: Redis): Promise<number | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.mget(keys.revision, keys.promoting))
  const [revision = null, promoting = null] = asTexts(reply)
  return promoting === null ? Number(revision ?? 0) : null
}
