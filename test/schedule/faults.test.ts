import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IngestReport } from '../../src/contracts/ops/answers/ingest.ts'
import { ingestStream } from '../../src/schedule/ingest/ingest.ts'
import { sweepBatches } from '../../src/schedule/ingest/sweep-batches.ts'
import { connectSchedule } from '../../src/schedule/store/connect.ts'
import { ScheduleError } from '../../src/schedule/store/schedule-error.ts'
import { aCampaign, anAsset, aTitle } from '../ingest/records.ts'
import { readCollected } from './collected-schedule.ts'
import { FAULTS } from './faulty-door.ts'
import { type Harness, ndjson, regionsOf, startHarness } from './harness.ts'

/** Faults at every request of an ingest, one at a time: a reader sees the old schedule or the new one, never a mixture. */
describe('an ingest against a store that fails', () => {
  let harness: Harness
  beforeEach(async () => {
    harness = await startHarness()
  })
  afterEach(() => harness.close())

  const schedule = (version: number) => [
    aTitle({ name: { en: `Sintel ${version}` } }),
    anAsset({ tags: [`version-${version}`] }),
    anAsset({ id: `ast_only_in_${version}` }),
    aCampaign({ weight: version, territories: version === 1 ? ['DE'] : ['DE', 'FR'] }),
    aCampaign({ id: 'cmp_2', assets: { tags: [`version-${version}`] }, weight: version }),
  ]
  /** `callTimeoutMs`: short only where a store hangs, so that a slow machine fails nothing else. */
  const ingest = (version: number, callTimeoutMs = 10_000): Promise<IngestReport> => {
    const redis = connectSchedule({ url: harness.door.url, token: 'test-token', callTimeoutMs })
    const dependencies = { ...harness.dependencies, redis }
    return ingestStream(dependencies, ndjson(...schedule(version)), { approve: true, actor: 'mia' })
  }
  /** What readers in both regions see: the version numbers in it. */
  const versionsSeen = async () => {
    const seen = new Set<number>()
    for (const region of ['dach', 'fr'] as const) {
      const { campaigns, assets, titles } = await readCollected(harness.dependencies.redis, region, {
        regionsOf,
        now: harness.clock.now,
      })
      for (const { record } of campaigns) seen.add(record.weight)
      for (const { tags } of assets) for (const tag of tags) seen.add(Number(tag.split('-')[1]))
      for (const { name } of titles) seen.add(Number(name.en?.split(' ')[1]))
      if (region === 'fr') seen.add(campaigns.length > 0 ? 2 : 1)
    }
    return [...seen]
  }

  it.each(FAULTS)('an ingest leaves nothing half visible, whichever request ends with: %s', async (fault) => {
    await ingest(1)
    expect(await versionsSeen()).toEqual([1])
    const kept = harness.keep()
    const outcomes = new Set<string>()
    for (let failing = 1; ; failing += 1) {
      await harness.close()
      harness = await startHarness(kept)
      harness.door.misbehave((request) => (request === failing ? fault : null))
      const outcome = await ingest(2, fault === 'hang' ? 100 : undefined).then(
        () => 'done',
        (error: unknown) => error,
      )
      const requests = harness.door.requests()
      harness.door.misbehave(() => null)
      if (outcome !== 'done') expect(outcome).toBeInstanceOf(ScheduleError)
      outcomes.add(outcome === 'done' ? 'done' : 'failed')
      expect(await versionsSeen()).toHaveLength(1)

      // An hour later all leases have lapsed, and an undisturbed ingest puts everything right.
      harness.clock.now += 3_600_000
      expect((await ingest(2)).refusedRecords).toBe(0)
      expect(await versionsSeen()).toEqual([2])
      const staged = await harness.backend.execute(['SCAN', '0', 'MATCH', 'batch:*:*:*', 'COUNT', '100000'])
      expect(staged).toEqual(['0', []])
      if (requests < failing) break
    }
    expect(outcomes).toEqual(new Set(['done', 'failed']))
  })

  it('an ingest whose promotion lost its answer still counts as done', async () => {
    await ingest(1)
    harness.door.misbehave((_, path, body) => (path === '/multi-exec' && body.includes('rename') ? 'lost' : null))
    const report = await ingest(2)
    expect(report).toMatchObject({ accepted: 5, revision: 2 })
    expect(await versionsSeen()).toEqual([2])
  })

  it('an ingest leaves a batch whose promotion is in doubt alone, until its lease has lapsed', async () => {
    await ingest(1)
    let lost = false
    harness.door.misbehave((_, __, body) => {
      lost ||= body.includes('rename')
      return lost ? 'error-500' : null
    })
    await expect(ingest(2)).rejects.toThrow(ScheduleError)
    harness.door.misbehave(() => null)
    const staged = () => harness.backend.execute(['SCAN', '0', 'MATCH', 'batch:*:asset:*', 'COUNT', '100000'])
    expect(await staged()).not.toEqual(['0', []])
    expect(await versionsSeen()).toEqual([1])
    harness.clock.now += 3_600_000
    await ingest(1)
    expect(await staged()).toEqual(['0', []])
  })

  it('the errors of an ingest tell neither records nor tokens', async () => {
    for (const fault of FAULTS) {
      harness.door.misbehave((request) => (request >= 6 ? fault : null))
      const error = await ingest(1, fault === 'hang' ? 100 : undefined).then(
        () => null,
        (failure: unknown) => failure,
      )
      expect(error).toBeInstanceOf(ScheduleError)
      expect(String(error)).not.toMatch(/Sintel|test-token|media/)
      harness.door.misbehave(() => null)
      harness.clock.now += 3_600_000
    }
  })

  it('an ingest does not promote what a sweep has just discarded, though its lease was renewed', async () => {
    await ingest(1)
    let swept: string[] = []
    let late = false
    harness.door.misbehave((_, __, body) => {
      late ||= body.includes('"promoting"')
      return null
    })
    const redis = harness.dependencies.redis
    const backend = harness.backend
    const execute = backend.execute.bind(backend)
    backend.execute = async (command) => {
      if (late && swept.length === 0) {
        late = false
        harness.clock.now += 61_000
        swept = await sweepBatches({ ...harness.dependencies, redis })
      }
      return execute(command)
    }
    await expect(ingest(2)).rejects.toMatchObject({ kind: 'lapsed' })
    expect(swept).toHaveLength(1)
    expect(await versionsSeen()).toEqual([1])
  })

  it('a sweep leaves a batch alone that is being promoted, though its lease has lapsed', async () => {
    await ingest(1)
    let swept: string[] | null = null
    const transaction = harness.backend.transaction.bind(harness.backend)
    harness.backend.transaction = async (commands) => {
      if (swept === null && commands.some(([name]) => name?.toLowerCase() === 'rename')) {
        harness.clock.now += 61_000
        swept = []
        swept = await sweepBatches(harness.dependencies)
      }
      return transaction(commands)
    }
    expect(await ingest(2)).toMatchObject({ accepted: 5 })
    expect(swept).toEqual([])
    expect(await versionsSeen()).toEqual([2])
  })
})
