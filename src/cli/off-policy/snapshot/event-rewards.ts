import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { ERASED } from '../../../events/event-row.ts'
import { UsageError } from '../../frame/refusal.ts'
import { eventFilesOf } from './event-files.ts'

/** What came of a decision. */
export interface DecisionEvents {
  unit: string | null
  /** Positions in the answer that were rewarded. */
  readonly rewarded: Set<number>
}

/** What came of decisions, by their ids. */
export interface EventRewards {
  readonly of: ReadonlyMap<string, DecisionEvents>
  /** Units that asked to be forgotten. */
  readonly erased: ReadonlySet<string>
}

/** What counts as a deliberate start, as in a learned run (`src/learn/sql/told.sql`). */
const REWARDS: readonly string[] = ['click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share']

const row = z.object({ eventId: z.string(), event: z.string(), unit: z.nullable(z.string()) })
const OF_DECISION = /^([0-9a-f]{32}):(\d{1,4}):/

/**
 * Reads rows of the analytics sink (NDJSON): files, and folders of them. Rows with one `eventId` are one event.
 * @param reward the event that counts; null: every deliberate start
 * @throws UsageError naming file, line and field
 */
export async function readEventRewards(paths: readonly string[], reward: string | null): Promise<EventRewards> {
  const of = new Map<string, DecisionEvents>()
  const erased = new Set<string>()
  for (const file of await eventFilesOf(paths)) {
    let line = 0
    for await (const text of linesIn(file)) {
      line++
      if (text.trim() === '') continue
      const { eventId, event, unit } = rowIn(text, `${file}, line ${line}`)
      if (event === ERASED) {
        if (unit !== null) erased.add(unit)
        continue
      }
      const [, decision, position] = OF_DECISION.exec(eventId) ?? []
      if (decision === undefined) {
        throw new UsageError(`${file}, line ${line}: eventId: "${eventId}"`, 'decision:position:event')
      }
      const own = of.get(decision) ?? { unit: null, rewarded: new Set<number>() }
      own.unit ??= unit
      if (reward === null ? REWARDS.includes(event) : event === reward) own.rewarded.add(Number(position))
      of.set(decision, own)
    }
  }
  return { of, erased }
}

function rowIn(text: string, where: string): z.infer<typeof row> {
  const parsed = row.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') || 'the line'
  throw new UsageError(`${where}: ${field}: it is no row of the analytics sink`, 'npm run ff -- ope --help')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function* linesIn(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, 'utf8')
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  } catch {
    throw new UsageError(
      `--events "${file}" cannot be read`,
      'give the path of a file of events, or of a folder with them',
    )
  }
}
