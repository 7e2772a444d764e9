import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LockEntry, type LockPackages, supplyFaults } from './supply-chain.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

const { packages } = json('package-lock.json') as { packages: LockPackages }
const { allowScripts } = json('package.json') as { allowScripts: Record<string, boolean> }

describe('what is installed', () => {
  it('every installed package has an integrity and an allowed licence, and no host and no unlisted script', () => {
    expect(supplyFaults(packages, allowScripts)).toEqual([])
    expect(Object.keys(packages).length).toBeGreaterThan(100)
  })

  const GOOD: LockEntry = { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==`, license: 'MIT' }
  const faultsOf = (entry: LockEntry, allowed = {}) => supplyFaults({ '': {}, 'node_modules/@a/b': entry }, allowed)

  it.each<[string, LockEntry]>([
    ['no integrity', { ...GOOD, integrity: '' }],
    ['an integrity of a broken hash', { ...GOOD, integrity: `sha1-${'A'.repeat(27)}=` }],
    ['a host', { ...GOOD, resolved: 'https://registry.npmjs.org/@a/b/-/b-1.0.0.tgz' }],
    ['no licence', { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` }],
    ['a licence that binds what is deployed', { ...GOOD, license: 'MPL-2.0' }],
    ['one licence of several that does', { ...GOOD, license: 'MIT AND GPL-3.0-only', dev: true }],
    ['a script', { ...GOOD, hasInstallScript: true }],
  ])('a lock entry with %s is told of', (_name, entry) => {
    expect(faultsOf(entry)).toEqual([expect.stringContaining('node_modules/@a/b ')])
  })

  it('a lock entry that offers an allowed licence, is for development alone, or is listed, is let pass', () => {
    expect(faultsOf({ ...GOOD, license: '(MIT OR GPL-3.0-only)' })).toEqual([])
    expect(faultsOf({ ...GOOD, license: 'Apache-2.0 AND LGPL-3.0-or-later', dev: true })).toEqual([])
    expect(faultsOf({ ...GOOD, hasInstallScript: true }, { '@a/b': false })).toEqual([])
    expect(faultsOf(GOOD, { '@a/c': true })).toEqual([expect.stringContaining('is not installed')])
  })
})
