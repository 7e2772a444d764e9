import type { DuckDBConnection } from '@duckdb/node-api'
import { REWARDS } from '../../../events/cells/asset-cells.ts'
import { literal } from '../../learn/run/duckdb.ts'
import { sqlText } from '../../learn/run/sql-text.ts'
import { type EventSource, fillTable, withEvents } from '../../learn/run/with-events.ts'
import { type EventFaults, eventFaults } from './event-faults.ts'

/** What came of a decision. */
export interface DecisionEvents {
  readonly unit: string | null
  /** Positions in the answer that were rewarded. */
  readonly rewarded: ReadonlySet<number>
  /** Its unit asked to be forgotten. */
  readonly erased: boolean
}

/** What came of decisions, by their ids. */
export interface EventRewards {
  readonly of: ReadonlyMap<string, DecisionEvents>
  /** Which events there are of these decisions, and how many of each. */
  readonly events: Readonly<Record<string, number>>
  readonly faults: EventFaults
}

/**
 * Reads what events say of decisions, from Parquet or NDJSON.
 * @param reward the event that counts; null: every deliberate start
 * @throws Refusal for files that are not there or cannot be read
 */
export async function readEventRewards(
  source: EventSource,
  decisions: readonly string[],
  reward: string | null,
): Promise<EventRewards> {
  return await withEvents(source, async (connection, files) => {
    await fillTable(connection, 'asked', 'decision', one(decisions))
    await fillTable(connection, 'reward_events', 'event', one(reward === null ? REWARDS : [reward]))
    await connection.run(sqlText('off-policy/sql/decision-rewards.sql'))
    const [of, events] = [await rewardsIn(connection), await eventsOfAsked(connection)]
    return { of, events, faults: await eventFaults(connection, files) }
  })
}

const one = (values: readonly string[]) => values.map((value) => [literal(value)])

async function eventsOfAsked(connection: DuckDBConnection): Promise<Readonly<Record<string, number>>> {
  const counted =
    'SELECT event, count(*) AS rows FROM events JOIN asked ON asked.decision = substr(eventId, 1, 32) GROUP BY event ORDER BY event'
  const rows = (await connection.runAndReadAll(counted)).getRowObjects()
  return Object.fromEntries(rows.map(({ event, rows: all }) => [String(event), Number(all)]))
}

async function rewardsIn(connection: DuckDBConnection): Promise<ReadonlyMap<string, DecisionEvents>> {
  const rows = (await connection.runAndReadAll('SELECT * FROM decision_rewards')).getRowObjects()
  return new Map(
    rows.map(({ decision, unit, rewarded, erased }) => {
      const positions = String(rewarded).split(' ').filter(Boolean).map(Number)
      const of = { unit: unit === null ? null : String(unit), rewarded: new Set(positions), erased: erased === true }
      return [String(decision), of]
    }),
  )
}
