import { Distrusted } from './trust.ts'

/** A snapshot whose bytes were wrong is not asked for again so long; a bad read heals, bad bytes stay refused. */
const DISTRUST_MS = 60_000

/** Snapshots that are not read again for a while, since their bytes were not what was announced. */
export class SetAside {
  /** Snapshot id → until when, milliseconds since 1970 UTC. */
  private readonly until = new Map<string, number>()

  /** @param now the real clock, milliseconds since 1970 UTC */
  constructor(private readonly now: () => number) {}

  /** @throws Distrusted while the snapshot is set aside */
  check(snapshot: string): void {
    const until = this.until.get(snapshot)
    if (until === undefined) return
    if (this.now() < until) throw new Distrusted('blacklisted')
    this.until.delete(snapshot)
  }

  /** Bytes that are wrong mostly stay wrong under their key; shards that are not there yet may still come. */
  note(snapshot: string, error: unknown): void {
    const wrong = error instanceof Distrusted && error.refusal !== 'missing'
    if (wrong) this.until.set(snapshot, this.now() + DISTRUST_MS)
  }
}
