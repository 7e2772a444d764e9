import type { Engine } from '../../decide/engine/engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../decide/opened-snapshot.ts'
import type { Snapshot } from '../../model/snapshot.ts'

/** What decides over one head: an engine with memory of its own, or the plain one, which reads the columns in place. */
export class HeadEngine {
  private held: () => number = () => 0
  private plain = true

  /** @throws RangeError when the columns disagree: the snapshot must not serve */
  constructor(
    private readonly head: Omit<Snapshot, 'text'>,
    engine: Engine,
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

  private open(engine: Engine): void {
    if (engine !== typescriptEngine) {
      try {
        const opened = openSnapshot(this.head, engine).engine
        this.held = () => opened.bytes
        this.plain = false
        return
      } catch {
        // It has no memory for so many rows: the plain one serves.
      }
    }
    const opened = openSnapshot(this.head, typescriptEngine).engine
    const columns = opened.bytes
    this.held = () => opened.bytes - columns
    this.plain = true
  }
}
