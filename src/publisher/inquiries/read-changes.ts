import { changeOf, type RecordedChange } from '../../history/changes/change-of.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { type PlacedAuditEntry, readAudit } from '../../schedule/reports/audit-log.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { regionsOfCampaign } from '../regions/regions-of.ts'

/** Changes of one answer, and entries of the log that are looked at for them. */
const CHANGES_MAX = 200
const ENTRIES_MAX = 2_000
const ENTRIES_AT_ONCE = 200

/** Which changes are wanted; instants in milliseconds since 1970 UTC. */
export interface ChangesQuestion {
  readonly from: number
  /** With what was changed at this instant. */
  readonly to: number
  /** Only what is about one of these, or may be about any. */
  readonly regions: readonly RegionId[]
  /** Only what stands before this place in the audit log; null: from its end. */
  readonly before: string | null
}

/** The changes of a time, the newest first; `more`: where to go on reading, null: there are no more of the time. */
export interface ChangesRead {
  readonly changes: readonly RecordedChange[]
  readonly more: string | null
}

/** Reads the audit log backwards, and tells what was changed. */
export async function readChanges(
  { redis, rules }: Pick<PublisherContext, 'redis' | 'rules'>,
  question: ChangesQuestion,
): Promise<ChangesRead> {
  const { from, to, regions } = question
  const regionsOf = (territories: readonly string[]) => regionsOfCampaign(rules, { territories: [...territories] })
  const isWanted = ({ regions: about }: RecordedChange): boolean =>
    about === null || about.some((region) => regions.includes(region))
  const changes: RecordedChange[] = []
  let before = question.before
  for (let read = 0; read < ENTRIES_MAX; read += ENTRIES_AT_ONCE) {
    const page = await readAudit(redis, ENTRIES_AT_ONCE, before)
    for (const entry of page.filter(({ at }) => from <= at && at <= to)) {
      const change = changeOf(entry, regionsOf)
      if (change === null || !isWanted(change)) continue
      if (changes.length === CHANGES_MAX) return { changes, more: changes.at(-1)?.id ?? null }
      changes.push(change)
    }
    if (isLast(page, from)) return { changes, more: null }
    before = page.at(-1)?.id ?? null
  }
  return { changes, more: before }
}

/** An entry that waited elsewhere for the store stands after younger ones; so one old entry alone ends nothing. */
function isLast(page: readonly PlacedAuditEntry[], from: number): boolean {
  return page.length < ENTRIES_AT_ONCE || page.every(({ at }) => at < from)
}
