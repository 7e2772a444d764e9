import type { IngestReport } from '../../contracts/ops/answers/ingest.ts'
import { type IngestDependencies, runIngest } from '../ingest/ingest.ts'
import type { StagePolicy } from '../ingest/staged-record.ts'

/** One campaign as somebody sends it, and who does. */
export interface CampaignEdit {
  /** As JSON: it is checked like a line of an ingest. */
  readonly record: object
  readonly actor: string
  /** Who wrote it; left out: the actor. */
  readonly by?: string
  /** The latest revision that the actor has seen; 0: the campaign must not be there yet. */
  readonly expected: number
  /** Brings it on the air, because two persons want it, or one is enough; left out: it waits. */
  readonly approved?: true
  /** As for an ingest. */
  readonly confirm?: number | null
}

/**
 * Stores one campaign as an ingest of one line does: with the same checks, what it withdraws first, and all of it or
 * nothing. The report has one refusal, `changed-meanwhile`, if it is at another revision than expected.
 */
export function editCampaign(dependencies: IngestDependencies, edit: CampaignEdit): Promise<IngestReport> {
  const { record, actor, by = actor, expected, approved = false, confirm = null } = edit
  const policy: StagePolicy = { kind: 'ingest', approve: approved, by, expected, ...(approved && { twoPersons: true }) }
  return runIngest(dependencies, oneLine(record), { actor, confirm }, policy)
}

async function* oneLine(record: object): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(`${JSON.stringify(record)}\n`)
}
