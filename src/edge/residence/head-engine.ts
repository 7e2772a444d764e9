import type { Engine, Lent } from '../../decide/engine/engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'

/** What decides over one head: an engine with memory of its own, or the plain one, which reads the columns in place. */
export class HeadEngine {
  private held: () => number = () => 0
  private plain = true

  /**
   * @param engine with memory of its own, the plain one, or one whose memory the columns stand in
   * @throws RangeError when the columns disagree: the snapshot must not serve
   */
  constructor(
    private readonly head: Omit<Snapshot, 'text'>,
    engine: Engine | Lent,
  ) {
    this.open(engine)
  }

  /** Bytes that are held beside the columns; they grow as it decides. */
  get bytes(): number {
    return this.held()
  }

  /** Goes over to this engine, unless it has one with memory of its own; it is dearer, and faster. */
  use(engine: Engine): void {
    if (this.plain && engine !== typescriptEngine) this.open(engine)
  }

  private open(engine: Engine | Lent): void {
    const lent = 'bytes' in engine ? engine.totalBytes - engine.bytes.length : null
    if (engine !== typescriptEngine) {
      try {
        const opened = openSnapshot(this.head, engine).engine
        this.held = () => lent ?? opened.bytes
        this.plain = false
        return
      } catch {
        // It has no memory for so many rows: the plain one serves.
      }
    }
    const opened = openSnapshot(this.head, typescriptEngine).engine
    const columns = opened.bytes
    this.held = () => opened.bytes - columns + (lent ?? 0)
    this.plain = true
  }
}
