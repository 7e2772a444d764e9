import { isOn, type Pause } from '../../model/nouns/age.ts'
import { Distrusted } from './trust.ts'

/** A snapshot whose bytes were wrong is not asked for again so long; a bad read heals, bad bytes stay refused. */
const DISTRUST_MS = 60_000

/** Snapshots that are not read again for a while, since their bytes were not what was announced. */
export class DistrustedSnapshots {
  /** Snapshot id → for how long. */
  private readonly pauses = new Map<string, Pause>()

  /** @param now the real clock, milliseconds since 1970 UTC */
  constructor(private readonly now: () => number) {}

  /** @throws Distrusted while the snapshot is set aside */
  check(snapshot: string): void {
    const pause = this.pauses.get(snapshot)
    if (pause === undefined) return
    if (isOn(pause, this.now())) throw new Distrusted('blacklisted')
    this.pauses.delete(snapshot)
  }

  /** Bytes that are wrong mostly stay wrong under their key; shards that are not there yet may still come. */
  note(snapshot: string, error: unknown): void {
    const wrong = error instanceof Distrusted && error.refusal !== 'missing'
    if (wrong) this.pauses.set(snapshot, { from: this.now(), until: this.now() + DISTRUST_MS })
  }
}
