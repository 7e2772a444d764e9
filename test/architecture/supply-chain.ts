/** An entry of `package-lock.json`. */
export interface LockEntry {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}

/** Folder in `node_modules` → entry; the project itself is the empty name. */
export type LockPackages = Readonly<Record<string, LockEntry>>

/** What may be in what is deployed: licences that ask for no more than their text. */
// BSL-1.0 is Boost's, of numerical code that stdlib ported: in what is compiled it asks for nothing.
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'ISC', 'MIT', 'OFL-1.1']
/** What a developer's machine may run besides: nothing of it is ever handed on. */
const DEVELOPMENT = [...PERMISSIVE, 'CC0-1.0', 'LGPL-3.0-or-later', 'MPL-2.0', 'PSF-2.0']

/** SHA-512 as Subresource Integrity writes it. */
const INTEGRITY = /^sha512-[A-Za-z0-9+/]{86}==$/

/** What is wrong with where packages come from: each told with its folder. */
export function supplyFaults(packages: LockPackages, allowScripts: Readonly<Record<string, boolean>>): string[] {
  const entries = Object.entries(packages).filter(([folder]) => folder !== '')
  return [
    ...entries.flatMap(([folder, entry]) => entryFaults(folder, entry, allowScripts)),
    ...unused(entries, allowScripts),
  ]
}

function entryFaults(folder: string, entry: LockEntry, allowScripts: Readonly<Record<string, boolean>>): string[] {
  const { integrity, resolved, license, dev, hasInstallScript } = entry
  const faults = [
    ...(INTEGRITY.test(integrity ?? '') ? [] : ['has no sha512 integrity']),
    // A host in the lock binds everybody to it, and whoever answers for it.
    ...(resolved === undefined ? [] : [`names where it comes from (${resolved}); .npmrc leaves that out`]),
    ...(isAllowed(license, dev === true ? DEVELOPMENT : PERMISSIVE) ? [] : [`has the licence ${license ?? '(none)'}`]),
    ...(hasInstallScript && !(packageOf(folder) in allowScripts)
      ? ['runs a script when it is installed, and is not in allowScripts of package.json']
      : []),
  ]
  return faults.map((fault) => `${folder} ${fault}`)
}

function unused(entries: readonly (readonly [string, LockEntry])[], allowScripts: Readonly<Record<string, boolean>>) {
  const known = new Set(entries.map(([folder]) => packageOf(folder)))
  return Object.keys(allowScripts)
    .filter((name) => !known.has(name))
    .map((name) => `${name} is in allowScripts and is not installed`)
}

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
function packageOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** An SPDX expression of names, AND, OR and brackets: of OR one has to be allowed, of AND all. */
function isAllowed(license: string | undefined, allowed: readonly string[]): boolean {
  if (license === undefined) return false
  return license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => allowed.includes(name.trim())))
}
