import { isOn, type Pause } from '../../model/nouns/age.ts'
import { Distrusted } from './trust.ts'

/**
 * How long a snapshot with wrong bytes is not read again. A bad read may succeed later; bad bytes are refused again.
 */
const DISTRUST_MS = 60_000

/** Snapshots that are not read again for a while, because their bytes did not match what was announced. */
export class DistrustedSnapshots {
  /** Snapshot id → its pause. */
  private readonly pauses = new Map<string, Pause>()

  /** @param now the real clock, milliseconds since 1970 UTC */
  constructor(private readonly now: () => number) {}

  /** @throws Distrusted while the snapshot is paused */
  check(snapshot: string): void {
    const pause = this.pauses.get(snapshot)
    if (pause === undefined) return
    if (isOn(pause, this.now())) throw new Distrusted('blacklisted')
    this.pauses.delete(snapshot)
  }

  /** Pauses a snapshot for wrong bytes, which mostly stay wrong under their key; missing shards may still arrive. */
  note(snapshot: string, error: unknown): void {
    const wrong = error instanceof Distrusted && error.refusal !== 'missing'
    if (wrong) this.pauses.set(snapshot, { from: this.now(), until: this.now() + DISTRUST_MS })
  }
}
