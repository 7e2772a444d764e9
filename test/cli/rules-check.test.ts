import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ff, ffInside } from './command-line.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-rules-'))
  await cp('rules', folder, { recursive: true })
})

const problemsOf = (stdout: string): { file: string; rule: string }[] => JSON.parse(stdout).problems

describe('rules check', () => {
  it('holds for the rules that ship', async () => {
    const ended = await ff(['rules', 'check', '--json'])
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, problems: [], version: expect.any(String) })
    expect(ended.code).toBe(0)
  })

  it('names a file that is missing', async () => {
    await rm(join(folder, 'surfaces.json'))
    const ended = await ffInside(['rules', 'check', folder, '--json'])
    expect(ended.code).toBe(1)
    expect(problemsOf(ended.stdout)).toMatchObject([{ file: 'surfaces.json', rule: 'missing-file' }])
  })

  it('says once that a file is not JSON', async () => {
    await writeFile(join(folder, 'surfaces.json'), '{')
    const ended = await ffInside(['rules', 'check', folder, '--json'])
    expect(ended.code).toBe(1)
    expect(problemsOf(ended.stdout).map(({ file, rule }) => `${file} ${rule}`)).toEqual(['surfaces.json json'])
  })

  it('prints the fix for a person', async () => {
    await writeFile(join(folder, 'policies/geo.json'), '{}')
    const ended = await ffInside(['rules', 'check', folder])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(/policies\/geo\.json\s+\S*\s+schema/)
  })

  it('refuses a folder that is not there', async () => {
    expect((await ffInside(['rules', 'check', '/nonexistent'])).code).toBe(2)
  })
})
