import type { Aead } from './aead.ts'

let installed: Aead | null = null

/**
 * Sets the AEAD of this isolate. A Worker may only instantiate modules compiled at deployment, so its entry point sets
 * it.
 */
export function installAead(aead: Aead): void {
  installed = aead
}

/** @throws Error when none was installed */
export function installedAead(): Aead {
  if (installed === null) throw new Error('no AEAD is installed: call installAead first')
  return installed
}
