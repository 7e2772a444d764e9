import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEvents } from '../../src/dev/events-sql/open-events.ts'
import { NdjsonSink } from '../../src/dev/stack/analytics/ndjson-sink.ts'
import { ROOT } from '../../src/dev/stack/bundle-workers.ts'
import { ERASED } from '../../src/events/event-row.ts'
import { eventRowOf } from '../events/rows.ts'

const PAGE = readFileSync(join(ROOT, 'src/events/README.md'), 'utf8')
const COMMANDS = [...PAGE.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.trim().split('\n'))

let state: string
let events: string
beforeAll(async () => {
  // As a folder may be called.
  state = join(await mkdtemp(join(tmpdir(), 'firstframe-sql-')), "o'state [1]*")
  events = join(state, 'analytics', 'events')
  const sink = await NdjsonSink.open({ folder: events, start: 'test' })
  const start = eventRowOf({ eventId: 'b', event: 'firstFrame', ttffMs: 120 })
  await sink.send([eventRowOf({ eventId: 'a' }), eventRowOf({ eventId: 'a' }), start])
})
afterAll(() => rm(join(state, '..'), { recursive: true, force: true }))

/** `npm run -s sql`, as its script runs it. */
async function sql(...args: string[]) {
  const { FF_STATE: _ignored, ...environment } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/dev/events-sql/sql.ts', ...args], {
    ...{ cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => {
      said[stream] += chunk.toString()
    })
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...said }
}

describe('the page of the events', () => {
  const queries = COMMANDS.filter((command) => command.startsWith('npm run -s sql'))
  it.each(queries)('the page can be typed: %s', async (command) => {
    const [, query = ''] = /^npm run -s sql -- "([^"]+)"$/.exec(command) ?? []
    const connection = await openEvents(events)
    const answer = await connection.runAndReadAll(query)
    expect(answer.currentRowCount > 0).toBe(!query.includes('unreadable_lines'))
    connection.closeSync()
  })

  it('the page creates the stream with the generated schema, and a sink for tombstones', () => {
    const commands = COMMANDS.join('\n')
    const [, schema = ''] = /--schema-file (\S+)/.exec(commands) ?? []
    expect(existsSync(join(ROOT, schema))).toBe(true)
    expect(commands).toContain(`WHERE event = '${ERASED}'`)
  })
})

describe('npm run sql', () => {
  it('sql answers with a line of JSON for each row, in the order of the query', async () => {
    const query = 'SELECT event, count(*) AS events, max(day) AS day FROM events GROUP BY event ORDER BY event DESC;'
    expect(await sql('--state', state, query)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        '{"event":"impression","events":1,"day":"2026-11-30"}\n',
        '{"event":"firstFrame","events":1,"day":"2026-11-30"}\n',
      ].join(''),
    })
  })

  it('sql takes a query that ends with a comment', async () => {
    const { code, stdout } = await sql('--state', state, 'SELECT count(*) > 0 AS some FROM events -- all days')
    expect([code, stdout]).toEqual([0, '{"some":true}\n'])
  })

  it('sql ends with 1 and the reason for a query that is wrong, or a state without events', async () => {
    const [wrong, nowhere] = await Promise.all([
      sql('--state', state, 'SELECT eventid, nothing FROM events'),
      sql('--state', join(state, 'nowhere'), 'SELECT 1'),
    ])
    expect([wrong.code, wrong.stdout, nowhere.code, nowhere.stdout]).toEqual([1, '', 1, ''])
    expect(wrong.stderr).toContain('"nothing" not found')
    expect(nowhere.stderr).toContain('npm start')
  })

  it('sql ends with 2 and the reason without one query in quotes, and with 0 and its text for --help', async () => {
    const [two, help] = await Promise.all([sql('SELECT', '1'), sql('--help')])
    expect([two.code, help.code]).toEqual([2, 0])
    expect(two.stderr).toContain('one query, in quotes')
    expect(help.stdout).toContain('npm run -s sql')
  })
})
