import { typescriptEngine } from '../../src/decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../src/decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'

const known = new WeakMap<Snapshot, OpenedSnapshot>()

/** A snapshot opened with the plain engine; opened once, so that tests share what is cached beside it. */
export function opened(snapshot: Snapshot): OpenedSnapshot {
  const made = known.get(snapshot) ?? openSnapshot(snapshot, typescriptEngine)
  known.set(snapshot, made)
  return made
}
