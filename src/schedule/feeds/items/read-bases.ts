import type { Draft, ExternalTitle } from '../../../ingest/feeds/feed-reader.ts'
import type { Title } from '../../../model/nouns/title.ts'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { parseDocument, type StoredDocument } from '../../store/document.ts'
import { externalKey } from '../../store/external-titles.ts'
import { DOCUMENT_TYPES, keys } from '../../store/keys.ts'
import { readDocuments } from '../../store/read-documents.ts'
import { asTexts } from '../../store/replies.ts'
import type { DeliveryRun } from '../delivery-run.ts'

/** What drafts of a group build on. */
export interface Bases {
  /** Stored documents of the drafts, by id. */
  readonly documents: ReadonlyMap<string, StoredDocument>
  /** Titles that this delivery has staged before, by id. */
  readonly staged: ReadonlyMap<string, Title>
  /** Titles by what others call them, as `externalKey` writes it. */
  readonly externals: ReadonlyMap<string, string>
}

/** Reads what the drafts of a group build on, in a few requests. */
export async function readBases(run: DeliveryRun, drafts: readonly Draft[]): Promise<Bases> {
  const externals = await readExternals(run, drafts)
  const documents = new Map<string, StoredDocument>()
  for (const type of DOCUMENT_TYPES) {
    const ids = drafts.filter((draft) => draft.type === type).map(({ id }) => id)
    const wanted = type === 'title' ? [...ids, ...externals.values()] : ids
    const found = await readDocuments(run.redis, type, [...new Set(wanted)])
    for (const document of found) if (document !== null) documents.set(document.record.id, document)
  }
  return { documents, externals, staged: await readStagedTitles(run, drafts) }
}

async function readExternals(run: DeliveryRun, drafts: readonly Draft[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(drafts.flatMap((draft) => externalsOf(run, draft).map(externalKey)))]
  const [first, ...rest] = wanted
  if (first === undefined) return new Map()
  const [reply] = await sendRepeatable(run.redis, (queue) => queue.hmget(keys.titlesExternal, first, ...rest))
  const found = asTexts(reply)
  return new Map(
    wanted.flatMap((key, index) => {
      const id = found[index]
      return id ? [[key, id] as const] : []
    }),
  )
}

/** What a draft looks a title up by. */
function externalsOf(run: DeliveryRun, draft: Draft): readonly ExternalTitle['externalId'][] {
  if (draft.type === 'asset') {
    const { titleId } = draft
    const external =
      typeof titleId === 'object' && titleId !== null && 'externalId' in titleId ? titleId.externalId : null
    return isExternal(external) ? [external] : []
  }
  const looksUp = draft.type === 'title' && run.order.feed.settings.titles === 'externalId'
  return looksUp && Array.isArray(draft.externalIds) ? draft.externalIds.filter(isExternal) : []
}

function isExternal(value: unknown): value is ExternalTitle['externalId'] {
  if (typeof value !== 'object' || value === null || !('idType' in value) || !('id' in value)) return false
  return typeof value.idType === 'string' && typeof value.id === 'string'
}

/** Titles of earlier groups that are not in memory any more: another item may complete them. */
async function readStagedTitles(run: DeliveryRun, drafts: readonly Draft[]): Promise<ReadonlyMap<string, Title>> {
  const { batch } = run
  const ids = drafts
    .filter(({ type, id }) => type === 'title' && run.staged.has(id) && run.titleSoFar(id) === null)
    .map(({ id }) => id)
  if (batch === null || ids.length === 0) return new Map()
  const [reply] = await sendRepeatable(run.redis, (queue) =>
    queue.mget(ids.map((id) => keys.staged(batch.id, keys.document('title', id)))),
  )
  const found = asTexts(reply)
  return new Map(
    ids.flatMap((id, index) => {
      const json = found[index]
      return json ? [[id, parseDocument('title', id, json).record] as const] : []
    }),
  )
}
