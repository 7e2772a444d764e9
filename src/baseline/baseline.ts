import { typescriptEngine } from '../decide/engine/typescript/typescript-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import { once } from '../model/once.ts'
import { decodeSnapshot } from '../snapshot/decode.ts'
import { BASELINE_SHARDS } from './generated/baseline-shards.ts'

/** The snapshot id that a baseline answer carries. */
export const BASELINE_ID = 'baseline'

/** Opens the bundled baseline; CI opens it too, so a bundle that cannot be read never ships. */
export function openBaseline(): Snapshot {
  const shards = Object.entries(BASELINE_SHARDS).map(([name, text]) => [name, bytesOf(text)] as const)
  return decodeSnapshot(BASELINE_ID, new Map(shards))
}

/** The baseline, opened by whoever first asks for it, and then kept. It decides with the plain engine. */
export const keptBaseline = (): (() => OpenedSnapshot) => once(() => openSnapshot(openBaseline(), typescriptEngine))

/** A byte for each character. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}
