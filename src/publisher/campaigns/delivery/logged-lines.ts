import { privateLineKeys } from '../../../decision-log/line-key.ts'
import { openLine } from '../../../decision-log/open-line.ts'
import { type DecisionLogLine, decisionLogLine } from '../../../model/messages/decision-log.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { lastDecisions, readDecisions } from '../../../schedule/reports/decision-lines.ts'
import type { PublisherContext } from '../../publisher-context.ts'

/** Ids that are looked at, of which the contexts are taken at even distances: some hours of a busy region. */
const IDS_MAX = 6_000
const AT_ONCE = 50

/** A logged decision without its answer: what is asked again. */
export type LoggedLine = Omit<DecisionLogLine, 'answer'>

/** Logged decisions, and what is known of those that are not among them. */
export interface LoggedLines {
  readonly contexts: readonly LoggedLine[]
  /** How many lines there are. */
  readonly logged: number
  /** How many could not be read. */
  readonly unreadable: number
}

/**
 * Reads logged decisions of some regions, from the last 48 hours and at even distances, so that each hour is among them.
 *
 * @param lineKeys private halves as JSON; undefined: only lines that were never sealed can be read
 * @param most how many are read at most
 */
export async function loggedLines(
  { redis, now }: Pick<PublisherContext, 'redis' | 'now'>,
  regions: readonly RegionId[],
  { lineKeys, most }: { readonly lineKeys: string | undefined; readonly most: number },
): Promise<LoggedLines> {
  const ids = await lastDecisions(redis, regions, { last: IDS_MAX, now: now() })
  const step = Math.max(1, ids.length / most)
  const taken = Array.from({ length: Math.min(most, ids.length) }, (_, index) => ids[Math.floor(index * step)] ?? '')
  const keys = lineKeys ? await privateLineKeys(lineKeys).catch(() => []) : []
  const contexts: LoggedLine[] = []
  let unreadable = 0
  for (let from = 0; from < taken.length; from += AT_ONCE) {
    for (const { line } of await readDecisions(redis, taken.slice(from, from + AT_ONCE))) {
      const opened = await openLine(line, keys)
      const context = opened.outcome === 'ok' ? contextOf(opened.json) : null
      if (context === null) unreadable += 1
      else contexts.push(context)
    }
  }
  return { contexts, logged: ids.length, unreadable }
}

function contextOf(json: string): LoggedLine | null {
  try {
    const { success, data } = decisionLogLine.safeParse(JSON.parse(json))
    if (!success) return null
    const { answer: _answer, ...context } = data
    return context
  } catch {
    return null
  }
}
