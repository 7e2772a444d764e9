import { checkReferences, type ReferenceNode } from '../../ingest/checks/check-references.ts'
import { type LineRefusal, refusal, type Warning } from '../../ingest/lines/line-refusal.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { type RuleLookups, readRecords } from '../ingest/read-records.ts'
import { type DocumentRecord, stageRecords } from '../ingest/stage-records.ts'
import type { StagingContext } from '../ingest/staged-record.ts'
import { MoveFinder } from '../moves/record-move.ts'
import type { ScheduleChanges } from '../publishing/schedule-source.ts'
import type { StoredDocument } from '../store/document.ts'
import { findStoredReferences } from '../store/stored-references.ts'
import { previewedCampaigns } from './previewed-campaigns.ts'

/** What a preview needs from outside. */
export type PreviewDependencies = Omit<StagingContext, 'moves'> & RuleLookups

/** Records as they would be stored, with all that is wrong with them. */
export interface PreviewedRecords {
  readonly changes: ScheduleChanges
  /** By line, from 1: the place of the record in the list. Nothing is refused for a preview only. */
  readonly refused: readonly LineRefusal[]
  readonly warnings: readonly Warning[]
}

/**
 * Reads records as an ingest by hand does, with all its checks, as far as what they would be stored as; campaigns count
 * as approved. Nothing is written.
 *
 * @param by who asks: nobody else is named as the author
 */
export async function previewedRecords(
  dependencies: PreviewDependencies,
  records: readonly unknown[],
  by: string,
): Promise<PreviewedRecords> {
  const { group, campaigns, refused } = await readSent(dependencies, records)
  const context = { ...dependencies, moves: new MoveFinder() }
  const policy = { kind: 'ingest', approve: true, by, twoPersons: true } as const
  const outcome = await stageRecords(context, null, group, policy)
  const previewed = await previewedCampaigns(dependencies, campaigns, by)
  const nodes: readonly ReferenceNode[] = [...outcome.nodes, ...previewed.nodes]
  const known = new Map([...outcome.stored, ...previewed.stored.map((id): [string, null] => [id, null])])
  const broken = checkReferences(nodes, await findStoredReferences(dependencies.redis, nodes, known))
  const documents: readonly StoredDocument[] = [...outcome.documents, ...previewed.documents]
  return {
    changes: new Map(documents.map((document) => [document.record.id, document])),
    refused: [...refused, ...[...outcome.refused.values()].flat(), ...[...broken.values()].flat()].sort(
      (left, right) => left.line - right.line,
    ),
    warnings: [...outcome.warnings, ...previewed.warnings],
  }
}

async function readSent(rules: RuleLookups, records: readonly unknown[]) {
  const group: DocumentRecord[] = []
  const campaigns: { readonly record: Campaign; readonly line: number }[] = []
  const refused: LineRefusal[] = []
  for await (const read of readRecords(linesOf(records), rules, { door: 'ingested' })) {
    if (read.kind === 'refused') refused.push(...read.refusals)
    if (read.kind !== 'record') continue
    const { record, line } = read
    if (record.type === 'campaign') campaigns.push({ record, line })
    else if (record.type === 'takedown') {
      const hint = 'title, asset or campaign: an order takes effect at once, and none is previewed'
      refused.push(refusal(line, 'unknown-type', 'type', record.type, hint))
    } else group.push({ record, line })
  }
  return { group, campaigns, refused }
}

async function* linesOf(records: readonly unknown[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const record of records) yield encoder.encode(`${JSON.stringify(record)}\n`)
}
