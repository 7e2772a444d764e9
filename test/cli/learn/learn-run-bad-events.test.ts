import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EventRow } from '../../../src/events/event-row.ts'
import type { RunReport } from '../../../src/learn/run/run-report.ts'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import { NOON } from '../../events/rows.ts'
import { audience, type Night, openNight, told } from './audience.ts'

const YEAR_MS = 365 * 86_400_000

let night: Night
/** What the audience alone teaches. */
let whole: string
beforeAll(async () => {
  night = await openNight()
  await night.write(audience())
  await night.learn()
  whole = await night.read('learned.ndjson')
})
afterAll(() => night.close())

const report = async () => JSON.parse(await night.read('report.json')) as RunReport
/** The lines of a run without the first, which counts the events. */
const taught = (text: string) => text.slice(text.indexOf('\n'))

/** What no sink of ours writes, said of one viewer's watch. */
const IMPOSSIBLE: readonly (readonly [string, Partial<Record<keyof EventRow, unknown>>, string])[] = [
  ['a year ahead of when it came', { occurredAt: NOON + YEAR_MS }, 'impossible-instant'],
  ['before 1970', { occurredAt: -5 }, 'impossible-instant'],
  ['after all calendars', { occurredAt: 9e18, receivedAt: 9e18 }, 'impossible-instant'],
  ['on a surface that is none', { surface: 'kitchen' }, 'unknown-surface'],
  ['in no region', { region: null }, 'unknown-region'],
  ['in a region that is none', { region: 'mars' }, 'unknown-region'],
  ['of no asset', { assetId: null }, 'unknown-asset'],
  ['at no place', { position: 'first' }, 'without-surface'],
]

it.each(IMPOSSIBLE)(
  'an event %s is left out and counted, and the others teach as without it',
  async (_, change, why) => {
    const wrong = { ...told(999, 0, 'watch'), ...change } as EventRow
    await night.write([...audience(), wrong])
    const { code, stderr } = await night.learn()
    expect(code, stderr).toBe(0)
    expect((await report()).leftOut[why]).toBe(1)
    expect(taught(await night.read('learned.ndjson'))).toBe(taught(whole))
  },
)

it('events of every region and surface that there are teach', async () => {
  const everywhere = REGION_IDS.flatMap((region, at) =>
    SURFACE_IDS.map((surface, film) => told(2000 + at, film, 'watch', { region, surface })),
  )
  await night.write([...audience(), ...everywhere])
  await night.learn()
  const [sum] = await night.query(
    `SELECT sum(impressions)::INTEGER AS seen FROM '${night.folder}/out/aggregates/exposures.parquet'`,
  )
  expect(sum?.seen).toBe(40 * 8 + REGION_IDS.length * SURFACE_IDS.length)
})

it('files most of whose lines are no events are refused by the worst of them, and the run before stays', async () => {
  const before = await night.read('learned.ndjson')
  await rm(join(night.folder, 'events'), { recursive: true })
  await mkdir(join(night.folder, 'events'))
  const dated = audience().map((row) => JSON.stringify({ ...row, occurredAt: new Date(row.occurredAt).toISOString() }))
  await writeFile(join(night.folder, 'events', 'dated.ndjson'), dated.join('\n'))
  const { code, stderr } = await night.learn()
  expect([code, stderr]).toEqual([1, expect.stringMatching(/lines are no events.*dated\.ndjson\n.*whole milliseconds/)])
  expect(await readFile(join(night.folder, 'out', 'learned.ndjson'), 'utf8')).toBe(before)
})

it('a log that teaches nothing says what was left out of it, and why', async () => {
  await night.write(audience().map((row) => ({ ...row, holdout: true })))
  const { code, stderr } = await night.learn()
  expect([code, stderr]).toEqual([1, expect.stringContaining(`left out: ${audience().length} holdout`)])
})

it('the root of the disk is no folder for a run', async () => {
  await night.write(audience())
  expect(await night.learn('--out', '/')).toMatchObject({ code: 1, stderr: expect.stringMatching(/--out \/ has/) })
})
