import type { Aead } from './aead.ts'

let installed: Aead | null = null

/** A Worker may only make instances of modules that were compiled when it was deployed: the shell hands its own over. */
export function installAead(aead: Aead): void {
  installed = aead
}

/** @throws Error when none was handed over */
export function installedAead(): Aead {
  if (installed === null) throw new Error('no AEAD is installed: call installAead first')
  return installed
}
