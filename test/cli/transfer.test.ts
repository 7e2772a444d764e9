import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { against, againstInside, fileOf } from './against.ts'
import { OPS_TOKEN } from './fake-ops.ts'

const REFUSED = {
  line: 2,
  path: 'durationMs',
  rule: 'out-of-range',
  severity: 'error',
  value: '-1',
  hint: 'at least 1',
}

describe('ingest', () => {
  it('ff ingest streams the file as NDJSON with the token, and prints the counts', async () => {
    const text = '{"v":1}\n'.repeat(20_000)
    const body = { accepted: 20_000, unchanged: 0, refused: [], refusedCount: 0, batch: 'b1', revision: 7 }
    const { ended, received } = await against({ 'POST /ingest?approve=1': { json: body } }, [
      'ingest',
      await fileOf(text),
      '--approve',
    ])
    expect(ended.stdout).toBe('accepted 20,000, unchanged 0, refused 0\n')
    expect(ended.code).toBe(0)
    expect(received[0]).toMatchObject({
      body: text,
      contentType: 'application/x-ndjson',
      authorization: `Bearer ${OPS_TOKEN}`,
    })
    expect(ended.stderr).toContain('100 %')
  })

  it('ff ingest reads stdin for -, without approving', async () => {
    const body = { accepted: 1, unchanged: 0, refused: [], refusedCount: 0 }
    const { ended, received } = await against(
      { 'POST /ingest': { json: body } },
      ['ingest', '-', '--json'],
      '{"v":1}\n',
    )
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject(body)
    expect(received[0]?.body).toBe('{"v":1}\n')
  })

  const withdrawn = { records: 3, regions: ['dach', 'fr'], waiting: [] as string[] }
  it.each([
    ['tells what was withdrawn at once', withdrawn, 0, '3 records, in dach fr'],
    [
      'exits 1 while a region waits, and says how to go on',
      { ...withdrawn, waiting: ['fr'] },
      1,
      'ff publish --region fr',
    ],
    ['is silent where nothing was', { records: 0, regions: [], waiting: [] }, 0, null],
  ])('ff ingest %s', async (_what, body, code, words) => {
    const json = { accepted: 1, unchanged: 0, refused: [], refusedCount: 0, withdrawn: body }
    const { ended } = await againstInside({ 'POST /ingest': { json } }, ['ingest', await fileOf('{}\n')])
    expect(ended.code).toBe(code)
    if (words === null) expect(ended.stdout).toBe('accepted 1, unchanged 0, refused 0\n')
    else expect(ended.stdout).toContain(words)
  })

  it('ff ingest lists what was refused, with line, field and fix, and exits 1', async () => {
    const body = { accepted: 1, unchanged: 0, refused: [REFUSED], refusedCount: 3 }
    const { ended } = await against({ 'POST /ingest': { json: body } }, ['ingest', await fileOf('{}\n')])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain('durationMs')
    expect(ended.stdout).toContain('at least 1')
    expect(ended.stdout).toContain('and 2 more')
  })

  it('ff ingest spells out the control characters of a refused value, which would speak to the terminal', async () => {
    const refused = { ...REFUSED, value: '\u001b]0;title\u0007\u001b[2J', hint: 'one\nline' }
    const json = { accepted: 0, unchanged: 0, refused: [refused], refusedCount: 1 }
    const { ended } = await against({ 'POST /ingest': { json } }, ['ingest', await fileOf('{}\n')])
    expect(ended.stdout).toContain(String.raw`\u001b]0;title\u0007\u001b[2J`)
    expect(ended.stdout).toContain(String.raw`one\u000aline`)
    expect(ended.stdout).not.toMatch(/[^\P{Cc}\n]/u)
  })

  it('ff ingest names the formats when it does not know the one that it is given', async () => {
    const { ended, received } = await againstInside({}, ['ingest', await fileOf('{}\n'), '--format', 'ndjsn'])
    expect([ended.code, received]).toEqual([2, []])
    expect(ended.stderr).toMatch(/--format is "ndjsn".*ndjson/s)
  })

  it('ff ingest names the format to the publisher when it is given one', async () => {
    const json = { accepted: 1, unchanged: 0, refused: [], refusedCount: 0 }
    const { ended } = await againstInside({ 'POST /ingest?format=ndjson': { json } }, [
      ...['ingest', await fileOf('{}\n'), '--format', 'ndjson'],
    ])
    expect(ended.code).toBe(0)
  })

  it('ff ingest exits 2 for a file that is not there, before anything is sent', async () => {
    const { ended, received } = await against({}, ['ingest', '/nonexistent/schedule.ndjson'])
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('is not there')
    expect(received).toEqual([])
  })

  it('ff ingest says why when the server hangs up on a large upload that it does not accept', async () => {
    const problem = { title: 'Unauthorized', status: 401, detail: 'unknown token' }
    const answers = {
      'POST /ingest': { status: 401, json: problem, early: true },
      'GET /regions': { status: 401, json: problem },
    }
    const { ended } = await against(answers, ['ingest', await fileOf('{"v":1}\n'.repeat(2_000_000))])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('unknown token (401)')
    expect(ended.stderr).toContain('FF_OPS_TOKEN')
    expect(ended.stderr).not.toContain(OPS_TOKEN)
  })
})

describe('export and restore', () => {
  const lines = '{"v":1,"type":"title"}\n{"v":1,"type":"asset"}\n'

  it('ff export writes the records alone to stdout', async () => {
    const { ended } = await against({ 'GET /export': { text: lines } }, ['export'])
    expect(ended).toMatchObject({ code: 0, stdout: lines })
    expect(ended.stderr).toContain('2 records')
  })

  it('ff export writes a whole file, and leaves no other file beside it', async () => {
    const path = await fileOf('')
    const { ended } = await against({ 'GET /export': { text: lines } }, ['export', path, '--json'])
    expect(JSON.parse(ended.stdout)).toEqual({ file: path, records: 2, bytes: lines.length })
    expect(await readFile(path, 'utf8')).toBe(lines)
    expect(await readdir(join(path, '..'))).toEqual(['schedule.ndjson'])
  })

  it('ff restore sends the file back, with force when told', async () => {
    const json = { accepted: 2, unchanged: 0, refused: [], refusedCount: 0 }
    const { ended, received } = await against({ 'POST /restore?force=1': { json } }, [
      ...['restore', await fileOf(lines), '--force', '--json'],
    ])
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject(json)
    expect(received[0]?.body).toBe(lines)
  })

  it('ff restore says what came of it in the words of an ingest', async () => {
    const json = { accepted: 1, unchanged: 3, refused: [REFUSED], refusedCount: 1, batch: 'bat_1' }
    const { ended } = await against({ 'POST /restore': { json } }, ['restore', await fileOf(lines)])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(/^accepted 1, unchanged 3, refused 1\n\nline/)
    expect(ended.stdout).not.toContain('bat_1')
  })

  it('ff restore exits 1 when the store is not empty and force was not given', async () => {
    const problem = { title: 'Conflict', status: 409, detail: 'the store holds 5 records; force replaces them' }
    const { ended } = await against({ 'POST /restore': { status: 409, json: problem } }, [
      'restore',
      await fileOf(lines),
    ])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('the store holds 5 records')
  })
})
