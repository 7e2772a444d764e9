import { mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { privateLineKeys, publicLineKey } from '../../../src/decision-log/line-key.ts'
import { openLine } from '../../../src/decision-log/open-line.ts'
import { sealLine } from '../../../src/decision-log/seal-line.ts'
import { unitOfSubject } from '../../../src/units/unit.ts'
import { readUnitKeys } from '../../../src/units/unit-keys.ts'
import { ff } from '../command-line.ts'

describe('keys new', () => {
  it('ff keys new keeps the private half in a file of mode 0600, and never prints it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ff-keys-'))
    const ended = await ff(['keys', 'new', '--kid', 'k7', '--out', folder, '--json'])
    expect(ended.code).toBe(0)
    const answer = JSON.parse(ended.stdout)
    const key = JSON.parse(await readFile(answer.privateFile, 'utf8'))
    expect(Object.keys(key).sort()).toEqual(['crv', 'd', 'kty', 'x'])
    expect(answer.public).toEqual({ kid: 'k7', x: key.x })
    expect(ended.stdout + ended.stderr).not.toContain(key.d)
    expect((await stat(answer.privateFile)).mode & 0o777).toBe(0o600)
    expect((await ff(['keys', 'new', '--kid', 'k7', '--out', folder])).code).toBe(1)
    expect(JSON.parse(await readFile(answer.privateFile, 'utf8'))).toEqual(key)
  })

  it('ff keys new makes a pair for the decision log: what one half seals, the other opens', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ff-keys-'))
    const ended = await ff(['keys', 'new', '--for', 'decision-log', '--out', folder, '--json'])
    const answer = JSON.parse(ended.stdout)
    const secret = await readFile(answer.privateFile, 'utf8')
    expect(ended.stdout + ended.stderr).not.toContain(JSON.parse(secret).d)
    const line = await sealLine('{"v":1}', await publicLineKey(JSON.stringify(answer.public)))
    expect(await openLine(line, await privateLineKeys(secret))).toEqual({ outcome: 'ok', json: '{"v":1}' })
    expect((await ff(['keys', 'new', '--for', 'nothing'])).code).toBe(2)
  })

  it('ff keys new makes a secret that pseudonyms are made with, and prints nothing of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ff-keys-'))
    const ended = await ff(['keys', 'new', '--for', 'units', '--out', folder, '--json'])
    const answer = JSON.parse(ended.stdout)
    const secret = await readFile(answer.privateFile, 'utf8')
    expect(unitOfSubject('viewer-1', readUnitKeys(secret))).toMatch(/^[0-9a-f]{16}$/)
    expect(ended.stdout + ended.stderr).not.toContain(JSON.parse(secret)[0].key)
    expect((await stat(answer.privateFile)).mode & 0o777).toBe(0o600)
    const tooLong = ['keys', 'new', '--for', 'units', '--kid', 'a-name-of-17-long', '--out', folder]
    expect((await ff(tooLong)).code).toBe(2)
  })

  it('ff keys new refuses a name that would leave the folder', async () => {
    expect((await ff(['keys', 'new', '--kid', '../k7'])).code).toBe(2)
  })
})
