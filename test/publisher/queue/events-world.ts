import type { CommandBackend } from '../../../src/dev/store/backend.ts'
import { Database, type Entry } from '../../../src/dev/store/database.ts'
import { embeddedBackend } from '../../../src/dev/store/embedded-backend.ts'
import type { EventsContext } from '../../../src/publisher/queue/events-context.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { type FaultyDoor, startFaultyDoor } from '../../schedule/faulty-door.ts'
import { eventsContext } from './deliver.ts'
import { MemoryEventSink } from './memory-event-sink.ts'

/** The consumer of events with its store and sink, and nothing else of a publisher. */
export interface EventsWorld {
  readonly context: EventsContext
  readonly sink: MemoryEventSink
  readonly door: FaultyDoor
  readonly clock: { now: number }
  /** One command, past the door. */
  redis(...command: string[]): Promise<unknown>
  /** Every key with how many members it has; an empty one is not there. */
  sizes(): ReadonlyMap<string, number>
  close(): Promise<void>
}

/** @param store instead of the embedded one; its keys are then not listed */
export async function startEventsWorld(
  callTimeoutMs = 5_000,
  store: CommandBackend | null = null,
): Promise<EventsWorld> {
  const clock = { now: Date.UTC(2026, 10, 22, 12) }
  const database = new Database()
  const kept = { append: () => undefined, close: () => undefined }
  const backend = store ?? embeddedBackend(database, kept, () => clock.now)
  const door = await startFaultyDoor(backend)
  const sink = new MemoryEventSink()
  const redis = connectSchedule({ url: door.url, token: 'test-token', callTimeoutMs })
  return {
    context: eventsContext({ redis, now: () => clock.now }, { sink }),
    sink,
    door,
    clock,
    redis: (...command) => backend.execute(command),
    sizes: () => new Map([...database].map(([key, entry]) => [key, sizeOf(entry)])),
    async close() {
      await door.close()
      await backend.close()
    },
  }
}

function sizeOf(entry: Entry): number {
  if (entry.kind === 'zset') return entry.scores.size
  return entry.kind === 'hash' ? entry.fields.size : 1
}
