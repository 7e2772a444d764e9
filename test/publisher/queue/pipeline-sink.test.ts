import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventRow } from '../../../src/events/event-row.ts'
import { tombstoneRow } from '../../../src/events/tombstone-row.ts'
import { pipelineSink } from '../../../src/publisher/queue/pipeline-sink.ts'
import { eventRowOf, NOON } from '../../events/rows.ts'

/** What Pipelines takes in one request. */
const REQUEST_BYTES = 1_000_000

/** A pipeline that keeps its chunks, and says what to do with each before it takes it. */
function pipelineOf(before: (chunk: number) => Promise<void> | void = () => undefined) {
  const chunks: EventRow[][] = []
  let calls = 0
  return {
    chunks,
    calls: () => calls,
    async send(rows: EventRow[]) {
      calls += 1
      await before(calls)
      chunks.push(rows)
    },
  }
}

/** Rows of about this many bytes each, under names of their own. */
const rowsOf = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => eventRowOf({ eventId: `row-${index}`, placement: 'x'.repeat(bytes) }))

describe('the sink over a pipeline', () => {
  it('the pipeline is given every row once, in order, in requests of under 1 MB', () => {
    const sizes = fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom('x', 'é', '字', '\u0000')), {
      maxLength: 12,
    })
    return fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const rows = all.map(([length, unit], index) =>
          eventRowOf({ eventId: `row-${index}`, placement: unit.repeat(unit === 'x' ? length : length / 8) }),
        )
        const pipeline = pipelineOf()
        await pipelineSink(pipeline).send(rows)
        expect(pipeline.chunks.flat()).toEqual(rows)
        for (const chunk of pipeline.chunks) {
          expect(Buffer.byteLength(JSON.stringify(chunk))).toBeLessThan(REQUEST_BYTES)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('few rows are one request, and none are none', async () => {
    const pipeline = pipelineOf()
    await pipelineSink(pipeline).send(rowsOf(50, 10))
    await pipelineSink(pipeline).send([])
    expect(pipeline.chunks.map(({ length }) => length)).toEqual([50])
  })

  it('a request that fails rejects the whole call with its reason, and nothing is sent behind it', async () => {
    const pipeline = pipelineOf((call) => {
      if (call === 2) throw new Error('the stream is away')
    })
    await expect(pipelineSink(pipeline).send(rowsOf(5, 400_000))).rejects.toThrow('the stream is away')
    expect([pipeline.calls(), pipeline.chunks.length]).toEqual([2, 1])
  })

  it('a pipeline that does not answer rejects the call, as one that fails', async () => {
    const pipeline = pipelineOf(() => new Promise(() => undefined))
    await expect(pipelineSink(pipeline, 1).send(rowsOf(1, 1))).rejects.toThrow('did not answer within 1 ms')
  })

  it('a deployment without the binding keeps no event for kept: the call is rejected with the fix', async () => {
    await expect(pipelineSink(undefined).send(rowsOf(1, 1))).rejects.toThrow('[[env.publisher.pipelines]]')
  })

  it.each<[string, object]>([
    ['propensity', { propensity: Number.NaN }],
    ['occurredAt', { occurredAt: 1.5 }],
    ['region', { region: '../../etc' }],
    ['subject', { subject: 'viewer-1' }],
    ['weight', { weight: undefined }],
  ])(
    'a row with a wrong %s, which a stream would drop, rejects the call by that name before anything is sent',
    async (name, wrong) => {
      const pipeline = pipelineOf()
      // Such a row has no type: it comes from a message that nobody has checked.
      const rows = [...rowsOf(1, 1), { ...eventRowOf(), ...wrong } as EventRow]
      await expect(pipelineSink(pipeline).send(rows)).rejects.toThrow(`${name}: `)
      expect(pipeline.calls()).toBe(0)
    },
  )

  it('a tombstone is sent as any row', async () => {
    const pipeline = pipelineOf()
    await pipelineSink(pipeline).send([tombstoneRow('0123456789abcdef', NOON)])
    expect(pipeline.chunks.flat()).toMatchObject([{ event: 'erased', unit: '0123456789abcdef' }])
  })
})
