import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Batch, openBatch } from '../../src/schedule/ingest/batch.ts'
import { promoteBatch } from '../../src/schedule/ingest/promote-batch.ts'
import { type StagedRecord, stageDocuments } from '../../src/schedule/ingest/stage-batch.ts'
import { discardBatch, sweepBatches } from '../../src/schedule/ingest/sweep-batches.ts'
import { aTitle } from '../ingest/records.ts'
import { type Harness, startHarness } from './harness.ts'

describe('a batch', () => {
  let harness: Harness
  let batch: Batch
  beforeEach(async () => {
    harness = await startHarness()
    batch = await openBatch(harness.dependencies, 'mia')
    const documents = ids.map((id) => ({ revision: 1, addedAt: 1, changedAt: 1, record: aTitle({ id }) }))
    await stageDocuments(harness.dependencies, batch, documents)
  })
  afterEach(() => harness.close())

  const ids = Array.from({ length: 600 }, (_, index) => `ttl_${index}`)
  const staged = ids.map(
    (id): StagedRecord => ({
      type: 'title',
      id,
      line: 1,
      replaces: 0,
      regionsBefore: [],
      regionsAfter: [],
      narrowings: [],
      move: null,
      entries: { entering: [], leaving: [] },
    }),
  )
  const promote = () =>
    promoteBatch(harness.dependencies, {
      batch,
      staged,
      dropped: [],
      action: 'ingest',
      summary: {},
      known: null,
      renewLock: async () => undefined,
    })
  const visible = () => harness.backend.execute(['SCAN', '0', 'MATCH', 'title*', 'COUNT', '100000'])
  const stagedKeys = async () => {
    const page = await harness.backend.execute(['SCAN', '0', 'MATCH', 'batch:*:title:*', 'COUNT', '100000'])
    return Array.isArray(page) && Array.isArray(page[1]) ? page[1].length : 0
  }

  it('a batch is invisible until it is promoted, and then whole', async () => {
    expect(await visible()).toEqual(['0', []])
    expect(await stagedKeys()).toBe(600)
    expect(await promote()).toBe(1)
    expect(await harness.backend.execute(['SCARD', 'titles'])).toBe(600)
    expect(await stagedKeys()).toBe(0)
  })

  it('a batch cannot be promoted once its lease has lapsed', async () => {
    harness.clock.now += 60_000
    await expect(promote()).rejects.toMatchObject({ kind: 'lapsed' })
    expect(await visible()).toEqual(['0', []])
  })

  it('a batch cannot be promoted with a record missing, nor tried twice', async () => {
    await harness.backend.execute(['DEL', `batch:${batch.id}:title:ttl_7`])
    await expect(promote()).rejects.toMatchObject({
      kind: 'inconsistent',
      message: expect.stringContaining('599 of its 600'),
    })
    expect(await visible()).toEqual(['0', []])
    await expect(promote()).rejects.toMatchObject({ kind: 'lapsed' })
  })

  it('a batch is swept once its lease has lapsed, and not before', async () => {
    expect(await sweepBatches(harness.dependencies)).toEqual([])
    expect(await stagedKeys()).toBe(600)
    harness.clock.now += 60_000
    expect(await sweepBatches(harness.dependencies)).toEqual([batch.id])
    expect(await stagedKeys()).toBe(0)
    expect(await sweepBatches(harness.dependencies)).toEqual([])
  })

  it('a batch is swept to its end by the next sweep, when one breaks off', async () => {
    harness.clock.now += 60_000
    harness.door.misbehave((_, __, body) => (body.startsWith('[["del","batch:') ? 'refuse' : null))
    await expect(sweepBatches(harness.dependencies)).rejects.toThrow('limit exceeded')
    harness.door.misbehave(() => null)
    expect(await sweepBatches(harness.dependencies)).toEqual([batch.id])
    expect(await stagedKeys()).toBe(0)
  })

  it('a batch is gone at once when it is given up', async () => {
    await discardBatch(harness.dependencies, batch)
    expect(await stagedKeys()).toBe(0)
    await expect(promote()).rejects.toMatchObject({ kind: 'lapsed' })
  })

  it('a batch is forgotten a day after its promotion', async () => {
    await promote()
    await sweepBatches(harness.dependencies)
    expect(await harness.backend.execute(['HLEN', 'batches'])).toBe(1)
    harness.clock.now += 86_400_001
    await sweepBatches(harness.dependencies)
    expect(await harness.backend.execute(['HLEN', 'batches'])).toBe(0)
  })
})
