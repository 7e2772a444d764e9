import type { Redis } from '@upstash/redis/cloudflare'
import { type LineRefusal, refusal } from '../../ingest/lines/line-refusal.ts'
import { latestRevision } from '../store/document.ts'
import { DOCUMENT_TYPES } from '../store/keys.ts'
import { readDocuments, readRevision } from '../store/read-documents.ts'
import type { StagedRecord } from './stage-batch.ts'

/**
 * Separates staged records whose stored document is still the one they were compared with from those that somebody else
 * has changed since: promoting the latter would silently undo that change. To be called under the writer lock.
 * `revisionBefore`: the schedule's revision before the first comparison.
 */
export async function unmovedRecords(
  redis: Redis,
  staged: readonly StagedRecord[],
  revisionBefore: number,
): Promise<{ unmoved: readonly StagedRecord[]; refusals: LineRefusal[][] }> {
  if ((await readRevision(redis)) === revisionBefore) return { unmoved: staged, refusals: [] }
  const revisions = new Map<string, number>()
  for (const type of DOCUMENT_TYPES) {
    const ids = staged.filter((record) => record.type === type).map(({ id }) => id)
    const documents = await readDocuments(redis, type, ids)
    for (const document of documents) if (document !== null) revisions.set(document.record.id, latestRevision(document))
  }
  const unmoved: StagedRecord[] = []
  const refusals: LineRefusal[][] = []
  for (const record of staged) {
    if ((revisions.get(record.id) ?? 0) === record.replaces) unmoved.push(record)
    else refusals.push([changedMeanwhile({ record, line: record.line })])
  }
  return { unmoved, refusals }
}

/** The refusal of a record that somebody else has changed since its sender looked. */
export function changedMeanwhile(sent: {
  readonly record: { readonly id: string }
  readonly line: number
}): LineRefusal {
  const hint = 'someone changed it during this ingest: send it again'
  return refusal(sent.line, 'changed-meanwhile', 'id', sent.record.id, hint)
}
