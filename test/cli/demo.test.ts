import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scheduleRecord } from '../../src/model/nouns/record.ts'
import { ff } from './command-line.ts'

const linesOf = (text: string) => text.trimEnd().split('\n')

describe('demo', () => {
  it('ff demo prints schedule records alone, each as an ingest takes it', async () => {
    const ended = await ff(['demo', '--candidates', '300', '--seed', '7'])
    expect(ended.code).toBe(0)
    const refused = linesOf(ended.stdout).filter((line) => !scheduleRecord.safeParse(JSON.parse(line)).success)
    expect(refused).toEqual([])
    expect(ended.stderr).toMatch(/\d records/)
  })

  it('ff demo writes the same bytes for the same seed, whole, and counts them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ff-demo-'))
    const out = join(folder, 'large.ndjson')
    const ended = await ff(['demo', '--candidates', '2000', '--seed', '7', '--out', out, '--json'])
    const text = await readFile(out, 'utf8')
    expect(JSON.parse(ended.stdout)).toEqual({ file: out, records: linesOf(text).length, candidates: 2000, seed: 7 })
    expect(await readdir(folder)).toEqual(['large.ndjson'])
    expect((await ff(['demo', '--candidates', '2000', '--seed', '7'])).stdout).toBe(text)
    expect((await ff(['demo', '--candidates', '2000', '--seed', '8'])).stdout).not.toBe(text)
  })

  it.each([['0'], ['many'], ['1000001']])('ff demo refuses %s candidates', async (candidates) => {
    expect((await ff(['demo', '--candidates', candidates])).code).toBe(2)
  })

  it('ff demo fails where it cannot write', async () => {
    const ended = await ff(['demo', '--candidates', '10', '--out', '/nonexistent/large.ndjson'])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('could not be written')
  })
})
