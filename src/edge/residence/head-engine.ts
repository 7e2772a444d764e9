import type { Engine, Lent } from '../../decide/engine/engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'

/** The engine of one head: one with its own memory, or the plain engine, which reads the columns in place. */
export class HeadEngine {
  private held: () => number = () => 0
  private plain = true
  private current: OpenedSnapshot

  /**
   * @param engine one with its own memory, the plain engine, or one whose memory already contains the columns
   * @throws RangeError when the columns contradict each other: the snapshot must not serve
   */
  constructor(
    private readonly snapshot: Snapshot,
    engine: Engine | Lent,
  ) {
    this.current = this.open(engine)
  }

  /** The snapshot, opened with the engine in use. */
  get opened(): OpenedSnapshot {
    return this.current
  }

  /** Bytes held in addition to the columns; they grow as the engine decides. */
  get bytes(): number {
    return this.held()
  }

  /** Switches to an engine with its own memory, if the plain one is in use. It is faster and takes more memory. */
  use(engine: Engine): void {
    if (this.plain && engine !== typescriptEngine) this.current = this.open(engine)
  }

  private open(engine: Engine | Lent): OpenedSnapshot {
    const lent = 'bytes' in engine ? engine.totalBytes - engine.bytes.length : null
    if (engine !== typescriptEngine) {
      try {
        const opened = openSnapshot(this.snapshot, engine)
        this.held = () => lent ?? opened.engine.bytes
        this.plain = false
        return opened
      } catch {
        // The engine cannot hold so many rows, so the plain one is used.
      }
    }
    const opened = openSnapshot(this.snapshot, typescriptEngine)
    const columns = opened.engine.bytes
    this.held = () => opened.engine.bytes - columns + (lent ?? 0)
    this.plain = true
    return opened
  }
}
