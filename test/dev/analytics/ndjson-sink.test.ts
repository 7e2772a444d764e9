import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NdjsonSink } from '../../../src/dev/stack/analytics/ndjson-sink.ts'
import type { EventRow } from '../../../src/events/event-row.ts'
import { eventRowOf, NOON } from '../../events/rows.ts'

const DAY_MS = 86_400_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-sink-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (start = 'first', rollAtBytes = 1_000_000) => NdjsonSink.open({ folder, start, rollAtBytes })

/** Every file with lines, and its text. */
async function filesOf(): Promise<Record<string, string>> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.includes('region='))
  const files: Record<string, string> = {}
  for (const path of paths.sort())
    if (path.endsWith('.ndjson')) files[path] = await readFile(join(folder, path), 'utf8')
  return files
}

const idsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as EventRow).eventId)

describe('the files of a local stack', () => {
  it('a row is a line of the UTC day on which it happened and of its region, whenever it arrives', async () => {
    const sink = await open()
    const late = eventRowOf({ eventId: 'late', occurredAt: NOON - 3 * DAY_MS, region: 'fr' })
    await sink.send([
      eventRowOf({ eventId: 'a' }),
      late,
      eventRowOf({ eventId: 'b', occurredAt: NOON + DAY_MS / 2 - 1 }),
    ])
    const files = await filesOf()
    expect(Object.keys(files)).toEqual([
      'day=2026-11-27/region=fr/first-1.ndjson',
      'day=2026-11-30/region=dach/first-1.ndjson',
    ])
    expect(Object.values(files).map(idsOf)).toEqual([['late'], ['a', 'b']])
    expect(JSON.parse(files['day=2026-11-27/region=fr/first-1.ndjson'] ?? '')).toEqual(late)
  })

  it.each<[string, object]>([
    ['region', { region: '../../../outside' }],
    ['region', { region: 'Dach' }],
    ['occurredAt', { occurredAt: Number.NaN }],
    ['occurredAt', { occurredAt: 8_640_000_000_000_000 }],
    ['occurredAt', { occurredAt: 253_402_300_800_000 }],
  ])(
    'a row whose %s would be a strange path is refused by that name, and nothing of its call is written',
    async (name, wrong) => {
      const sink = await open()
      await expect(sink.send([eventRowOf(), { ...eventRowOf(), ...wrong } as EventRow])).rejects.toThrow(name)
      expect(await filesOf()).toEqual({})
      await sink.send([eventRowOf()])
      expect(Object.keys(await filesOf())).toHaveLength(1)
    },
  )

  it('calls at the same time leave whole lines, each once', async () => {
    const sink = await open()
    const calls = Array.from({ length: 40 }, (_, call) =>
      Array.from({ length: 5 }, (_unused, index) =>
        eventRowOf({ eventId: `${call}-${index}`, placement: 'ü'.repeat(900) }),
      ),
    )
    await Promise.all(calls.map((rows) => sink.send(rows)))
    const [text = ''] = Object.values(await filesOf())
    expect(idsOf(text).sort()).toEqual(
      calls
        .flat()
        .map(({ eventId }) => eventId)
        .sort(),
    )
  })

  it('a file that has reached its size is left as it is, and the next one is begun', async () => {
    const sink = await open('first', 100)
    for (const eventId of ['a', 'b', 'c']) await sink.send([eventRowOf({ eventId })])
    expect(Object.entries(await filesOf()).map(([path, text]) => [path.slice(-8), idsOf(text)])).toEqual([
      ['1.ndjson', ['a']],
      ['2.ndjson', ['b']],
      ['3.ndjson', ['c']],
    ])
  })

  it('the next start touches no line of the one before, whose last may be cut', async () => {
    const before = await open('first')
    await before.send([eventRowOf({ eventId: 'a' })])
    const [path = ''] = Object.keys(await filesOf())
    await appendFile(join(folder, path), '{"eventId":"half')
    const after = await open('second')
    await after.send([eventRowOf({ eventId: 'half' })])
    const files = await filesOf()
    expect(Object.keys(files).map((each) => each.split('/')[2])).toEqual(['first-1.ndjson', 'second-1.ndjson'])
    expect(files[path]?.endsWith('\n{"eventId":"half')).toBe(true)
  })

  it('a write that fails rejects its call, and what comes next goes to another file', async () => {
    const sink = await open()
    await sink.send([eventRowOf({ eventId: 'a' })])
    const [path = ''] = Object.keys(await filesOf())
    // A folder in its place: nobody can append to that, not even root.
    await rm(join(folder, path))
    await mkdir(join(folder, path))
    await expect(sink.send([eventRowOf({ eventId: 'b' })])).rejects.toThrow('EISDIR')
    await sink.send([eventRowOf({ eventId: 'b' })])
    expect(await readFile(join(folder, path.replace('-1.', '-2.')), 'utf8').then(idsOf)).toEqual(['b'])
  })

  it('what is written is open to its owner alone', async () => {
    const sink = await open()
    await sink.send([eventRowOf()])
    const [path = ''] = Object.keys(await filesOf())
    expect((await stat(join(folder, path))).mode & 0o777).toBe(0o600)
  })
})
