import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SnapshotDiff } from '../../../src/compile/diff/snapshot-diff.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, SCHEDULE } from '../records.ts'
import { act, put, WARM } from './experiment-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  await put(world, WARM)
  await act(world, 'start', { coverage: 0.01 })
})
afterEach(() => world.close())

const BEGINS = {
  ...{ key: WARM.key, state: 'begins', fields: [], before: null },
  after: { coverage: 0.01, ranges: [expect.any(Array), expect.any(Array)] },
}

async function difference(to = 'live'): Promise<SnapshotDiff> {
  return (await (await world.ops('GET', `/regions/dach/snapshots/previous/diff/${to}`)).json()) as SnapshotDiff
}

/** What the last act of a kind left in the audit log and in the history of changes. */
async function told(wanted = 'publish', kind = wanted) {
  const { entries } = (await (await world.ops('GET', '/audit?limit=30')).json()) as {
    entries: { action: string; after: object }[]
  }
  const { changes } = (await (await world.ops('GET', '/changes')).json()) as {
    changes: { kind: string; summary: string }[]
  }
  return {
    audited: entries.find(({ action }) => action === wanted)?.after,
    summary: changes.find((each) => each.kind === kind)?.summary,
  }
}

describe('a publish whose only change is an experiment', () => {
  it('a start is in the difference, the receipt, the audit log and the history', async () => {
    const { outcome, receipt } = await world.publish()
    expect([outcome, receipt?.changedExperiments]).toEqual(['published', [BEGINS]])
    const { experiments, records } = await difference()
    expect(experiments).toEqual([BEGINS])
    expect(records.campaigns.changed.count).toBe(0)
    const { audited, summary } = await told()
    expect(audited).toMatchObject({ experiments: [BEGINS] })
    expect(summary).toMatch(
      /^dach published 2: .*, as many as before; experiment warm-hero begins with 1 % of all units$/,
    )
  })

  it('a step of its ramp says from how many units to how many, and a stop says that it is gone', async () => {
    await world.publish()
    await act(world, 'ramp', { coverage: 0.1 })
    const ramped = (await world.publish()).receipt?.changedExperiments
    expect(ramped).toEqual([
      {
        ...{ key: WARM.key, state: 'changes', fields: ['ranges'], before: BEGINS.after },
        after: { coverage: 0.1, ranges: BEGINS.after.ranges },
      },
    ])
    expect((await told()).summary).toContain('; experiment warm-hero goes from 1 % to 10 % of all units')
    await act(world, 'stop')
    await world.publish()
    const ends = { key: WARM.key, state: 'ends', fields: [], before: ramped?.[0]?.after, after: null }
    expect((await difference()).experiments).toEqual([ends])
    expect((await told()).summary).toContain('; experiment warm-hero is no longer served here')
  })

  it('a rollback says which experiments it ends, and a canary which it begins, and ends when it is taken back', async () => {
    const ENDS = { ...BEGINS, state: 'ends', before: BEGINS.after, after: null }
    const steer = async (path: string, body: object): Promise<unknown> => {
      const answer = await world.ops('POST', `/regions/dach/${path}`, { reason: 'for the test', ...body })
      return (await answer.json()) as unknown
    }
    await world.publish()
    expect(await steer('rollback', {})).toMatchObject({ changedExperiments: [ENDS] })
    expect(await told('region.rollback', 'rollback')).toEqual({
      audited: expect.objectContaining({ experiments: [ENDS] }),
      summary: expect.stringMatching(/^dach went back .*; experiment warm-hero is no longer served here$/),
    })
    await steer('unpin', {})
    await steer('canary', { action: 'start', percent: 5, minutes: 60 })
    expect((await told('region.canary', 'canary')).summary).toMatch(
      /; experiment warm-hero begins with 1 % of all units$/,
    )
    expect(await steer('canary', { action: 'stop' })).toMatchObject({ changedExperiments: [ENDS] })
    expect((await told('region.canary-stop', 'canary')).summary).toMatch(
      /; experiment warm-hero is no longer served here$/,
    )
    await steer('canary', { action: 'start', percent: 5, minutes: 60 })
    expect(await steer('canary', { action: 'promote' })).toMatchObject({ changedExperiments: [BEGINS] })
    expect((await told('region.canary-promote', 'canary')).summary).toContain('warm-hero begins with 1 %')
  })

  it('a dry run tells it before it is published', async () => {
    const answer = await world.ops('POST', '/regions/dach/publish', { dryRun: true })
    expect(await answer.json()).toMatchObject({ outcome: 'dry-run', changes: { experiments: [BEGINS] } })
  })

  it('a publish that leaves experiments as they are says nothing of them', async () => {
    await world.publish()
    await world.ingest(asset('one', { name: { en: 'Another name' } }))
    const { outcome, receipt } = await world.publish()
    expect([outcome, receipt?.changedExperiments]).toEqual(['published', undefined])
    expect(await difference()).not.toHaveProperty('experiments')
    const { audited, summary } = await told()
    expect(audited).not.toHaveProperty('experiments')
    expect(summary).not.toContain('experiment')
  })
})
