import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendPipeline, sendRepeatable, sendTransaction } from '../../src/schedule/store/checked-pipeline.ts'
import { connectSchedule } from '../../src/schedule/store/connect.ts'
import { FAULTS } from './faulty-door.ts'
import { type Harness, startHarness } from './harness.ts'

describe('checked pipelines', () => {
  let harness: Harness
  beforeEach(async () => {
    callTimeoutMs = 30_000
    harness = await startHarness()
    await harness.backend.execute(['SADD', 'wrong', 'kind'])
  })
  afterEach(() => harness.close())

  /** Impatient only where a store hangs, so that a slow machine fails nothing else. */
  let callTimeoutMs = 30_000
  const redis = () => connectSchedule({ url: harness.door.url, token: 'test-token', callTimeoutMs })
  const setThree = (send: typeof sendPipeline, names: readonly string[]) =>
    send(redis(), (queue) => {
      for (const name of names) queue.incr(name)
    })

  it.each([1, 2, 3])('a pipeline throws when command %i of three fails inside a 200', async (failing) => {
    const names = ['a', 'b', 'c'].map((name, index) => (index + 1 === failing ? 'wrong' : name))
    const expected = { kind: 'partial', message: expect.stringContaining(`command ${failing} of 3: WRONGTYPE`) }
    await expect(setThree(sendPipeline, names)).rejects.toMatchObject(expected)
    await expect(setThree(sendTransaction, names)).rejects.toMatchObject(expected)
  })

  it('a pipeline answers every command, in order, and an empty one asks nothing', async () => {
    expect(await setThree(sendPipeline, ['a', 'a', 'b'])).toEqual([1, 2, 1])
    expect(await sendPipeline(redis(), () => undefined)).toEqual([])
  })

  it('a pipeline throws when there are fewer answers than commands', async () => {
    harness.door.misbehave(() => 'short')
    const expected = { kind: 'unreachable', message: expect.stringContaining('2 of 3 commands') }
    await expect(setThree(sendPipeline, ['a', 'b', 'c'])).rejects.toMatchObject(expected)
  })

  it.each(FAULTS.filter((fault) => !fault.startsWith('refuse')))(
    'a pipeline that may be repeated is tried twice, and no other, after: %s',
    async (fault) => {
      if (fault === 'hang') callTimeoutMs = 1000
      for (const [send, requests] of [
        [sendRepeatable, 2],
        [sendPipeline, 1],
        [sendTransaction, 1],
      ] as const) {
        harness.door.misbehave(() => fault)
        await expect(setThree(send, ['a'])).rejects.toMatchObject({ kind: 'unreachable' })
        expect(harness.door.requests()).toBe(requests)
      }
      harness.door.misbehave((request) => (request === 1 ? fault : null))
      expect(await setThree(sendRepeatable, ['fresh'])).toHaveLength(1)
    },
    60_000,
  )

  it('a pipeline is not repeated when the store has refused it', async () => {
    harness.door.misbehave(() => 'refuse')
    await expect(setThree(sendRepeatable, ['a', 'b'])).rejects.toMatchObject({ kind: 'partial' })
    await expect(setThree(sendRepeatable, ['a'])).rejects.toMatchObject({ kind: 'refused' })
    expect(harness.door.requests()).toBe(2)
  })
})
