import { type Passing, type Patience, withPatience } from '../../kv/patience.ts'
import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import { isOn, type Pause } from '../../model/nouns/age.ts'

/** KV accepts one write a second for each key. */
const BETWEEN_WRITES_MS = 1_000
/** How many keys are remembered before those whose second has passed are removed. */
const REMEMBERED = 100

/**
 * A sink that respects KV's rate limit: writes to one key are a second apart, and writes that KV refuses for now are
 * retried.
 * @param turns shared by all writers in the isolate
 */
export function pacedSink(sink: SnapshotSink, patience: Patience, turns = new Turns(patience)): SnapshotSink {
  const patiently = <Result>(work: () => Promise<Result>) => withPatience(patience, passingOf, work)
  return {
    put: (key, value, options) =>
      patiently(async () => {
        await turns.take(key)
        await sink.put(key, value, options)
      }),
    getBytes: (key) => patiently(() => sink.getBytes(key)),
    getText: (key) => patiently(() => sink.getText(key)),
    delete: (key) =>
      patiently(async () => {
        await turns.take(key)
        await sink.delete(key)
      }),
    list: (prefix) => patiently(() => sink.list(prefix)),
  }
}

/** When each key may be written next. */
export class Turns {
  /** Key → when it may be written next, and when that was assigned. */
  private readonly next = new Map<string, Pause>()

  constructor(private readonly patience: Patience) {}

  /** Waits for this caller's turn to write a key; later callers get later turns. */
  async take(key: string): Promise<void> {
    const now = this.patience.now()
    const last = this.next.get(key)
    const turn = last && isOn(last, now) ? last.until : now
    if (this.next.size >= REMEMBERED) this.forget(now)
    this.next.set(key, { from: now, until: turn + BETWEEN_WRITES_MS })
    if (turn > now) await this.patience.wait(turn - now)
  }

  private forget(now: number): void {
    for (const [key, pause] of this.next) if (!isOn(pause, now)) this.next.delete(key)
  }
}

/** The binding reports errors only as text: `KV PUT failed: 429 Too Many Requests`. */
function passingOf(error: unknown): Passing | null {
  const passes = error instanceof Error && /\bKV \w+ failed: (429|5\d\d)\b/.test(error.message)
  return passes ? { retryAfterMs: null } : null
}
