import type { Redis } from '@upstash/redis/cloudflare'
import type { ReferenceNode, StoredReferences } from '../../ingest/checks/check-references.ts'
import { sendRepeatable } from './checked-pipeline.ts'
import { type DocumentType, keys } from './keys.ts'
import { readDocuments } from './read-documents.ts'
import { asNumber } from './replies.ts'

const LOOKED_UP_AT_ONCE = 500

/**
 * Finds which ids that a batch refers to are stored, with all ancestors of stored titles. `known`: what comparing the
 * batch has found already.
 */
export async function findStoredReferences(
  redis: Redis,
  nodes: readonly ReferenceNode[],
  known: ReadonlyMap<string, string | null>,
): Promise<StoredReferences> {
  const stored = new Map(known)
  const compared = new Set(nodes.map(({ id }) => id))
  const references = nodes.flatMap((node) => node.references)
  const outside = (rules: readonly string[]) =>
    [...new Set(references.filter(({ rule }) => rules.includes(rule)).map(({ id }) => id))].filter(
      (id) => !stored.has(id) && !compared.has(id),
    )
  await addExisting(redis, stored, 'title', outside(['missing-title']))
  await addExisting(redis, stored, 'asset', outside(['missing-asset']))
  const parents = references.filter(({ rule }) => rule === 'missing-parent').map(({ id }) => id)
  await addAncestors(
    redis,
    stored,
    parents.filter((id) => !compared.has(id)),
  )
  return stored
}

async function addExisting(
  redis: Redis,
  stored: Map<string, string | null>,
  type: DocumentType,
  ids: readonly string[],
) {
  for (let from = 0; from < ids.length; from += LOOKED_UP_AT_ONCE) {
    const chunk = ids.slice(from, from + LOOKED_UP_AT_ONCE)
    const replies = await sendRepeatable(redis, (queue) => {
      for (const id of chunk) queue.exists(keys.document(type, id))
    })
    chunk.forEach((id, index) => {
      if (asNumber(replies[index]) === 1) stored.set(id, null)
    })
  }
}

/** Generation by generation; every title is read once, so a cycle ends too. */
async function addAncestors(redis: Redis, stored: Map<string, string | null>, parents: readonly string[]) {
  const read = new Set<string>()
  let generation = [...new Set(parents)]
  while (generation.length > 0) {
    for (const id of generation) read.add(id)
    const documents = await readDocuments(redis, 'title', generation)
    const next = new Set<string>()
    for (const document of documents) {
      if (document === null) continue
      const { id, parentId } = document.record
      stored.set(id, parentId)
      if (parentId !== null && !read.has(parentId)) next.add(parentId)
    }
    generation = [...next]
  }
}
