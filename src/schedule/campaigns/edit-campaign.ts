import type { IngestReport } from '../../contracts/ops/answers/ingest.ts'
import { dryRunIngest, type IngestDependencies, runIngest } from '../ingest/ingest.ts'
import type { StagePolicy } from '../ingest/staged-record.ts'

/** One campaign as somebody sends it, and who does. */
export interface CampaignEdit {
  /** As JSON: it is checked like a line of an ingest. */
  readonly record: object
  readonly actor: string
  /** Who wrote it; left out: the actor. */
  readonly by?: string
  /** Who else wrote it, as of what is copied; left out: nobody. */
  readonly authors?: readonly string[]
  /** The latest revision that the actor has seen; 0: the campaign must not be there yet. */
  readonly expected: number
  /** Brings it on the air, because two persons want it, or one is enough; left out: it waits. */
  readonly approved?: true
  /** The second person who approves it; left out: who does is no person, or it waits. */
  readonly secondedBy?: string
  /** As for an ingest. */
  readonly confirm?: number | null
}

/**
 * Stores one campaign as an ingest of one line does: with the same checks, what it withdraws first, and all of it or
 * nothing. The report has one refusal, `changed-meanwhile`, if it is at another revision than expected.
 */
export function editCampaign(dependencies: IngestDependencies, edit: CampaignEdit): Promise<IngestReport> {
  const { record, actor, by = actor, authors = [], expected, approved = false, secondedBy, confirm = null } = edit
  const policy: StagePolicy = {
    ...{ kind: 'ingest', approve: approved, by, expected, authorsOf: () => authors },
    ...(approved ? { twoPersons: true } : { replacesNext: true }),
    ...(secondedBy !== undefined && { secondedBy }),
  }
  return runIngest(dependencies, linesOf([record]), { actor, confirm }, policy)
}

/** Many campaigns as somebody sends them, and who does. */
export interface CampaignEdits {
  /** A line each, from 1 on; what they say of a status is as in an ingest without the right to approve. */
  readonly records: readonly object[]
  /** By id, as for one campaign. */
  readonly expected: ReadonlyMap<string, number>
  /** Who else wrote what is sent, by id; nobody of what is not named. */
  readonly authors: ReadonlyMap<string, readonly string[]>
  readonly actor: string
  readonly confirm: number | null
  /** Drafts take the place of what waits; left out: of what is on the air, only the status is changed. */
  readonly replacesNext?: true
  readonly dryRun: boolean
}

/** As `editCampaign`, of many: each is stored or refused by itself, at its line. */
export function editCampaigns(dependencies: IngestDependencies, edits: CampaignEdits): Promise<IngestReport> {
  const { records, expected, authors, actor, confirm, replacesNext, dryRun } = edits
  const policy: StagePolicy = {
    ...{ kind: 'ingest', approve: false, by: actor, expected, authorsOf: (id) => authors.get(id) ?? [] },
    ...(replacesNext && { replacesNext }),
  }
  if (dryRun) return dryRunIngest(dependencies, linesOf(records), { actor, approve: false }, policy)
  return runIngest(dependencies, linesOf(records), { actor, confirm }, policy)
}

async function* linesOf(records: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const record of records) yield new TextEncoder().encode(`${JSON.stringify(record)}\n`)
}
