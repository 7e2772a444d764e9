import { type Passing, type Patience, withPatience } from '../../kv/patience.ts'
import type { SnapshotSink } from '../../kv/snapshot-sink.ts'
import { isOn, type Pause } from '../../model/nouns/age.ts'

/** KV takes one write a second for each key. */
const BETWEEN_WRITES_MS = 1_000
/** So many keys are remembered before those whose second has passed are forgotten. */
const REMEMBERED = 100

/**
 * A sink that keeps to KV's pace: writes to one key are a second apart, and what KV turns down for now is tried again.
 * @param turns those of everybody in the isolate who writes there
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
  /** Key → its next turn, and when that was given out. */
  private readonly next = new Map<string, Pause>()

  constructor(private readonly patience: Patience) {}

  /** Waits until it is this caller's turn to write a key; who comes later gets a later turn. */
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

/** The binding tells its trouble in words alone: `KV PUT failed: 429 Too Many Requests`. */
function passingOf(error: unknown): Passing | null {
  const passes = error instanceof Error && /\bKV \w+ failed: (429|5\d\d)\b/.test(error.message)
  return passes ? { retryAfterMs: null } : null
}
