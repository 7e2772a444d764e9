import type { LocalRegion } from '../../engine/browser/local-region.ts'

type Engine = typeof import('../../engine/browser/local-region.ts')

/** Not an import of this script: it is loaded when somebody first asks. */
const ENGINE: string = '/console/engine.js'

const opened = new Map<string, Promise<LocalRegion>>()

/**
 * A region's live snapshot, opened in this browser when it is first asked for, and kept for as long as the page stands.
 * @throws Error where it cannot be opened here: the publisher can then be asked
 */
export function engineOf(region: string): Promise<LocalRegion> {
  const known = opened.get(region) ?? openEngine(region)
  opened.set(region, known)
  return known
}

async function openEngine(region: string): Promise<LocalRegion> {
  const engine = (await import(ENGINE)) as Engine
  // The publisher named the region, and the engine knows the same ones.
  return engine.openRegion(region as Parameters<Engine['openRegion']>[0], { read, subtle: crypto.subtle })
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`/ops/v1${path}`)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
