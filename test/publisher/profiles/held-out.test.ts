import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { assigned, HELD_OUT } from '../../../src/experiment/assignment/assigned.ts'
import { isHeldOut } from '../../../src/experiment/assignment/held-out.ts'
import { preparedExperiments } from '../../../src/experiment/assignment/prepared-experiments.ts'
import { axis, fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'
import { activate, pushText } from '../learned/learned-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { CAPPED_SCHEDULE, DAY_MS, deliver, item, message, stored } from './profile-queue.ts'

const RUN = fileOf(runOf([learnedAssetOf('one', { taste: axis(3) })]))

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...CAPPED_SCHEDULE)
  await world.publish()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** The first subject who is held out, or who is not. */
function subjectWho(isOut: boolean): string {
  const { holdout } = world.publisher.rules.experiments
  for (let at = 0; ; at++) {
    const [unit = ''] = world.publisher.unitsOf(`viewer-${at}`)
    if (isHeldOut(holdout, unit) === isOut) return `viewer-${at}`
  }
}

async function serveRun(): Promise<void> {
  await pushText(world, RUN.text)
  await activate(world, RUN.id, 'dach')
  await world.publish()
}

describe('the profile of a viewer who is held out', () => {
  it('a viewer who is held out is known in the space of metadata, and everybody else in that of the run', async () => {
    await serveRun()
    const [out, served] = [subjectWho(true), subjectWho(false)]
    await deliver(world, [
      message(world, [item(world, 1)], { subject: out }),
      message(world, [item(world, 2)], { subject: served }),
    ])
    const [heldOut, other] = [await stored(world, out), await stored(world, served)]
    expect([heldOut?.space, other?.space]).toEqual(['metadata-1', 'space-1'])
    expect(other?.sums[3]).toBeGreaterThan(0)
    expect(heldOut?.sums[3]).not.toBe(other?.sums[3])
  })

  it('taste of a viewer who is held out goes on when their region begins to serve a run', async () => {
    const out = subjectWho(true)
    await deliver(world, [message(world, [item(world, 1)], { subject: out })])
    const before = await stored(world, out)
    await serveRun()
    await deliver(world, [message(world, [item(world, 2)], { subject: out })])
    const after = await stored(world, out)
    expect(after?.space).toBe('metadata-1')
    const normOf = (sums: readonly number[] = []) => Math.hypot(...sums)
    expect(normOf(after?.sums)).toBeGreaterThan(1.5 * normOf(before?.sums))
  })

  it('playback history of a viewer who is held out is brought into the space of metadata', async () => {
    await serveRun()
    const [out, served] = [subjectWho(true), subjectWho(false)]
    const at = new Date(world.clock.now - DAY_MS).toISOString()
    const viewing = { titleId: 'ttl_one', at, watchedMs: 5_400_000, consent: { at, proof: 'consent-1' } }
    await world.ops('POST', '/viewing', [
      { sub: out, ...viewing },
      { sub: served, ...viewing },
    ])
    expect([(await stored(world, out))?.space, (await stored(world, served))?.space]).toEqual(['metadata-1', 'space-1'])
  })

  it('the profile writer holds out whom the edge holds out, whatever the seed and the share', () => {
    const place = { territory: 'DE', device: null, isViewer: true, isMinor: false, isMember: true } as const
    const holdouts = fc.record({
      seed: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(holdouts, fc.stringMatching(/^[0-9a-f]{16}$/), (holdout, unit) => {
        const prepared = preparedExperiments(
          { holdout, experiments: [] },
          { surfacesOf: () => [], canLearn: () => true },
        )
        expect(isHeldOut(holdout, unit)).toBe(assigned(prepared, { ...place, unit }, []) === HELD_OUT)
      }),
    )
    expect(isHeldOut({ seed: 7 }, 'unit')).toBe(false)
  })
})
