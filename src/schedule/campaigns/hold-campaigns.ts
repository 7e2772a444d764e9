import type { LineRefusal, Warning } from '../../ingest/lines/line-refusal.ts'
import type { Batch } from '../ingest/batch.ts'
import { type HeldCampaign, type StagedRecord, stageDocuments } from '../ingest/stage-batch.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { SecondPersonCheck, type SecondPersonRules } from './second-person.ts'

/** What a batch goes on with: campaigns that take a second person wait. */
interface WithHeld {
  readonly staged: StagedRecord[]
  readonly warnings: Warning[]
  /** Ids of those that can neither go on the air nor wait, and why: their records are staged, and must not be promoted. */
  readonly refused: ReadonlyMap<string, readonly LineRefusal[]>
}

/**
 * Keeps campaigns off the air that one person has approved and that take two: they wait in review, each with a warning.
 * To be called when all records of a batch are staged, because a campaign may show what comes with it.
 *
 * @param batch null: nothing is staged, as in a dry run, which knows only of stored videos
 */
export async function holdCampaigns(
  context: ScheduleContext & { readonly secondPerson: SecondPersonRules },
  batch: Batch | null,
  staged: readonly StagedRecord[],
): Promise<WithHeld> {
  const check = new SecondPersonCheck(context, batch?.id ?? null)
  const all: StagedRecord[] = []
  const warnings: Warning[] = []
  const instead: HeldCampaign[] = []
  const refused = new Map<string, readonly LineRefusal[]>()
  for (const { held, ...record } of staged) {
    const reasons = held === undefined ? [] : await check.reasons(held.campaign)
    if (held === undefined || reasons.length === 0) {
      all.push(record)
      continue
    }
    all.push(held.staged)
    if (held.refused !== undefined) {
      refused.set(record.id, held.refused)
      continue
    }
    instead.push(held)
    warnings.push(held.warning ?? twoPersons(held, record.line, reasons))
  }
  if (batch !== null) {
    await stageDocuments(
      context,
      batch,
      instead.map(({ document }) => document),
    )
  }
  return { staged: all, warnings, refused }
}

function twoPersons({ campaign: { id } }: HeldCampaign, line: number, reasons: readonly string[]): Warning {
  const hint = `${id} waits in review, because ${reasons.join('; ')}: another person approves it with \`ff campaign approve ${id} --reason …\``
  return { line, path: 'id', rule: 'two-persons', severity: 'warning', value: id, hint }
}
