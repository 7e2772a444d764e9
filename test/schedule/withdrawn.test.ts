import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { readDocument } from '../../src/schedule/store/read-documents.ts'
import { exportSchedule } from '../../src/schedule/transfer/export-schedule.ts'
import { restoreSchedule } from '../../src/schedule/transfer/restore-schedule.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { readCollected } from './collected-schedule.ts'
import { type Harness, ndjson, regionsOf, startHarness } from './harness.ts'
import { deliver } from './stage-withdrawn.ts'

const OWNERS = { names: 'northlight', ratings: 'ratings-desk' }
const WITHDRAWN_AT = 1_800_000_005_000

describe('records that a feed brings and withdraws', () => {
  let harness: Harness
  let other: Harness
  let addedAt: number
  beforeEach(async () => {
    harness = await startHarness()
    other = await startHarness()
    addedAt = harness.clock.now
    await deliver(harness, [
      { record: aTitle(), owners: OWNERS },
      { record: anAsset(), owners: { assets: 'northlight' } },
    ])
    harness.clock.now = WITHDRAWN_AT
  })
  afterEach(async () => {
    await harness.close()
    await other.close()
  })

  const ingest = (...lines: object[]) =>
    ingestStream(harness.dependencies, ndjson(...lines), { approve: true, actor: 'mia' })
  const asset = (from = harness) => readDocument(from.dependencies.redis, 'asset', 'ast_1')
  const title = (from = harness) => readDocument(from.dependencies.redis, 'title', 'ttl_1')
  const withdraw = () => deliver(harness, [{ record: anAsset(), withdrawn: true }])
  const exported = async () => {
    const lines: string[] = []
    for await (const line of exportSchedule(harness.dependencies)) lines.push(line.trimEnd())
    return lines
  }
  const restore = (lines: readonly string[], unchecked = false) =>
    restoreSchedule(other.dependencies, ndjson(...lines), { actor: 'ops', unchecked })

  it('a document keeps which feed owns which part, and a record sent by hand does not change that', async () => {
    expect(await title()).toMatchObject({ revision: 1, owners: OWNERS })
    await ingest(aTitle({ offers: [{ territories: ['DE'], start: '2026-01-01T00:00:00' }] }))
    expect(await title()).toMatchObject({ revision: 2, owners: OWNERS })
  })

  it('a new owner of a part makes a revision, and none is left when nobody owns anything', async () => {
    const owners = { ...OWNERS, offers: 'avails' }
    expect(await deliver(harness, [{ record: aTitle(), owners }])).toEqual({ changed: 1, unchanged: 0 })
    expect(await title()).toMatchObject({ revision: 2, owners })
    await deliver(harness, [{ record: aTitle(), owners: {} }])
    expect(await title()).not.toHaveProperty('owners')
    expect(await deliver(harness, [{ record: aTitle(), owners: {} }])).toEqual({ changed: 0, unchanged: 1 })
  })

  it('a withdrawn record stays stored with the time of its withdrawal, also when it is withdrawn again', async () => {
    await withdraw()
    const withdrawn = { revision: 2, addedAt, withdrawnAt: WITHDRAWN_AT, owners: { assets: 'northlight' } }
    expect(await asset()).toMatchObject(withdrawn)
    harness.clock.now += 60_000
    expect(await withdraw()).toEqual({ changed: 0, unchanged: 1 })
    expect(await asset()).toMatchObject(withdrawn)
  })

  it.each([
    ['its feed', () => deliver(harness, [{ record: anAsset() }])],
    ['hand', () => ingest(anAsset())],
  ])('a withdrawn record that %s sends again, unchanged, returns with its old age', async (_by, send) => {
    await withdraw()
    await send()
    expect(await asset()).toMatchObject({ revision: 3, addedAt, owners: { assets: 'northlight' } })
    expect(await asset()).not.toHaveProperty('withdrawnAt')
  })

  it('a campaign has no owner and is never withdrawn', async () => {
    await deliver(harness, [{ record: aCampaign(), withdrawn: true, owners: { assets: 'northlight' } }])
    const campaign = await readDocument(harness.dependencies.redis, 'campaign', 'cmp_1')
    expect(Object.keys(campaign ?? {}).sort()).toEqual(['addedAt', 'authors', 'by', 'changedAt', 'record', 'revision'])
  })

  it('a reading of the schedule says what is withdrawn, of listed and for 400 days of selected assets', async () => {
    await ingest(
      anAsset({ id: 'ast_2', tags: ['new'] }),
      aCampaign({ assets: ['ast_1'] }),
      aCampaign({ id: 'cmp_2', assets: { tags: ['new'] } }),
    )
    await deliver(harness, [
      { record: anAsset(), withdrawn: true },
      { record: anAsset({ id: 'ast_2', tags: ['new'] }), withdrawn: true },
      { record: aTitle(), withdrawn: true },
    ])
    const read = (daysLater: number) =>
      readCollected(harness.dependencies.redis, 'dach', { regionsOf, now: WITHDRAWN_AT + daysLater * 86_400_000 })
    const since = new Map(['ast_1', 'ast_2', 'ttl_1'].map((id) => [id, WITHDRAWN_AT]))
    expect((await read(399)).withdrawn).toEqual(since)
    const { campaigns, withdrawn } = await read(401)
    expect(campaigns.map(({ assets }) => assets)).toEqual([['ast_1'], []])
    expect([...withdrawn.keys()].sort()).toEqual(['ast_1', 'ttl_1'])
  })

  it.each([-1, 8.64e15 + 1, 0.5, '"now"'])('a restore refuses a withdrawal at no instant: %s', async (at) => {
    const line = `{"v":1,"type":"added-at","ids":{"ast_1":1},"withdrawn":{"ast_1":${at}}}`
    await expect(restore([line], true)).rejects.toThrow('line 1 of the export is damaged')
  })

  it('an export and its restore keep owners and withdrawals', async () => {
    await withdraw()
    const lines = await exported()
    other.clock.now += 86_400_000
    expect(await restore(lines)).toMatchObject({ accepted: 2, refused: [] })
    expect(await title(other)).toMatchObject({ addedAt, owners: OWNERS })
    expect(await asset(other)).toMatchObject({ addedAt, withdrawnAt: WITHDRAWN_AT, owners: { assets: 'northlight' } })
  })

  it('an export from before feeds had owners is restored with neither owners nor withdrawals', async () => {
    const lines = await exported()
    const older = lines
      .filter((line) => !line.startsWith('{"v":1,"type":"export'))
      .map((line) => line.replace(/,"owners":.*$/, '}'))
    expect(await restore(older, true)).toMatchObject({ accepted: 2, refused: [] })
    expect(await asset(other)).toEqual({ revision: 1, addedAt, changedAt: other.clock.now, record: anAsset() })
  })
})
