import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseLine } from '../../src/ingest/parse-line.ts'
import { ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { readDocument } from '../../src/schedule/store/read-documents.ts'
import { listTakedowns } from '../../src/schedule/takedowns/takedowns.ts'
import { exportSchedule } from '../../src/schedule/transfer/export-schedule.ts'
import { restoreSchedule } from '../../src/schedule/transfer/restore-schedule.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { readCollected } from './collected-schedule.ts'
import { type Harness, ndjson, regionsOf, startHarness } from './harness.ts'

/** What an export says of itself. */
const OWN_LINE = /^\{"v":1,"type":"export/

describe('export and restore', () => {
  let harness: Harness
  let other: Harness
  beforeEach(async () => {
    harness = await startHarness()
    other = await startHarness()
    const lines = [
      aTitle(),
      anAsset({ name: { en: 'Grüße 🎬' } }),
      ...Array.from({ length: 700 }, (_, index) => anAsset({ id: `ast_${index}x`, tags: ['many'] })),
      aCampaign({ assets: { tags: ['many'], addedWithinDays: 10 } }),
      aCampaign({ id: 'cmp_2', status: 'paused' }),
      { v: 1, type: 'takedown', id: 'tkd_1', target: 'ast_1', territories: ['DE', 'FR'], reason: 'rights' },
    ]
    await ingestStream(harness.dependencies, ndjson(...lines), { approve: true, actor: 'mia' })
    const drafts = [aCampaign({ id: 'cmp_3' }), aCampaign({ id: 'cmp_2', status: 'paused', weight: 4 })]
    await ingestStream(harness.dependencies, ndjson(...drafts), { approve: false, actor: 'mia' })
  })
  afterEach(async () => {
    await harness.close()
    await other.close()
  })

  async function exported(from: Harness): Promise<string[]> {
    const lines: string[] = []
    for await (const line of exportSchedule(from.dependencies)) lines.push(line)
    return lines
  }
  const restore = (lines: readonly string[], options: { intoNonEmpty?: boolean; unchecked?: boolean } = {}) =>
    restoreSchedule(other.dependencies, ndjson(...lines.map((line) => line.trimEnd())), { actor: 'ops', ...options })

  it('a restore brings back every record, status, takedown and day of arrival', async () => {
    const lines = await exported(harness)
    other.clock.now += 20 * 86_400_000
    const report = await restore(lines)
    expect(report).toMatchObject({ accepted: 706, unchanged: 0, refused: [] })
    const records = (all: readonly string[]) => all.filter((line) => !OWN_LINE.test(line)).sort()
    expect(records(await exported(other))).toEqual(records(lines))
    expect((await readDocument(other.dependencies.redis, 'campaign', 'cmp_3'))?.record.status).toBe('draft')
    const waiting = { by: 'mia', record: { status: 'draft', weight: 4 } }
    expect((await readDocument(other.dependencies.redis, 'campaign', 'cmp_2'))?.next).toMatchObject(waiting)
    expect((await readDocument(other.dependencies.redis, 'asset', 'ast_1'))?.addedAt).toBe(harness.clock.now)
    expect(await listTakedowns(other.dependencies.redis, 'fr')).toHaveLength(1)
    const { campaigns } = await readCollected(other.dependencies.redis, 'dach', {
      regionsOf,
      now: other.clock.now,
    })
    expect(campaigns.map(({ assets }) => assets.length)).toEqual([0, 1, 1])
  })

  it('an export holds canonical records, but for the lines that tell ages, the first and the last', async () => {
    const records = (await exported(harness)).filter((line) => !OWN_LINE.test(line) && !line.includes('"added-at"'))
    expect(records).toHaveLength(706)
    for (const line of records) expect(parseLine(line, 1)).toHaveProperty('record')
  })

  it('a restore refuses a store that is not empty, unless told', async () => {
    const lines = await exported(harness)
    await restore(lines)
    await expect(restore(lines)).rejects.toThrow(/holds 705 records: restore into an empty one/)
    expect(await restore(lines, { intoNonEmpty: true })).toMatchObject({ accepted: 0, unchanged: 706 })
  })

  it('a restore numbers the lines that it refuses as they stand in the export', async () => {
    const lines = await exported(harness)
    const at = lines.findIndex((line) => line.includes('"id":"cmp_2"') && line.includes('"status":"paused"'))
    lines[at] = lines[at]?.replace('cmp_2', 'cmp 2') ?? ''
    const report = await restore(lines, { unchecked: true })
    expect(report.refused.map(({ line }) => line)).toEqual([at + 1])
  })

  it.each(['{"v":1,"type":"added-at","ids":{"ast_', '{"v":1,"type":"added-at","ids":{"ast_1":1e400}}'])(
    'a restore names a damaged line that tells ages, and restores nothing: %s',
    async (damaged) => {
      const lines = await exported(harness)
      const at = lines.findLastIndex((line) => line.startsWith('{"v":1,"type":"added-at"'))
      lines[at] = damaged
      await expect(restore(lines)).rejects.toThrow(`line ${at + 1} of the export is damaged`)
      expect((await exported(other)).filter((line) => !OWN_LINE.test(line) && !line.includes('"takedown"'))).toEqual([])
    },
  )

  it('a restore brings back records that are older than a check that would refuse them', async () => {
    const older = { ...aCampaign(), name: '', owner: '', weight: 0 }
    const lines = [aTitle(), anAsset(), older].map((record) => JSON.stringify(record))
    expect(await restore(lines, { unchecked: true })).toMatchObject({
      accepted: 3,
      refused: [],
    })
    expect((await readDocument(other.dependencies.redis, 'campaign', 'cmp_1'))?.record).toMatchObject({ owner: null })
  })

  it.each([
    [
      'half of it',
      (lines: string[]) => lines.slice(0, lines.length / 2),
      /is cut: it lacks .* of 701 assets, all 3 campaigns, all 1 takedowns/,
    ],
    ['all but its takedowns and its end', (lines: string[]) => lines.slice(0, -2), /is cut: it lacks all 1 takedowns/],
    ['all but its last line', (lines: string[]) => lines.slice(0, -1), /is cut: it lacks its last line/],
    [
      'all but its first line',
      (lines: string[]) => lines.slice(1),
      /first line does not describe the export.*--unchecked/,
    ],
    [
      'all but a takedown',
      (lines: string[]) => lines.filter((line) => !line.includes('tkd_1')),
      /lacks all 1 takedowns/,
    ],
    [
      'another age',
      (lines: string[]) => lines.map((line) => line.replace('52000', '52001')),
      /hash of the export does not match/,
    ],
    [
      'a record behind its end',
      (lines: string[]) => [...lines, `${JSON.stringify(aTitle({ id: 'ttl_9' }))}\n`],
      /after the end/,
    ],
  ])('an export of %s is refused with the reason, and nothing is restored', async (_what, spoil, why) => {
    await expect(restore(spoil(await exported(harness)))).rejects.toThrow(why)
    for (const type of ['titles', 'assets', 'campaigns']) {
      expect(await other.backend.execute(['SCARD', type]), type).toBe(0)
    }
  })

  it('an export is void when the schedule changed meanwhile', async () => {
    const reading = exportSchedule(harness.dependencies)
    await reading.next()
    await harness.backend.execute(['INCR', 'schedule:rev'])
    const rest = async () => {
      for await (const _ of reading);
    }
    await expect(rest()).rejects.toThrow(/changed during the export/)
  })
})
