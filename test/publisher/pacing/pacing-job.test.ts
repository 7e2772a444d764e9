import { afterEach, describe, expect, it } from 'vitest'
import { runPacing } from '../../../src/publisher/pacing/pacing-job.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import { campaign } from '../records.ts'
import { BEGIN, localTime, type PacingWorld, startPacingWorld } from './pacing-world.ts'

let world: PacingWorld
afterEach(() => world.close())

const status = async () => (await (await world.ops('GET', '/regions')).json()) as { pacing: object }

describe('the pacing job', () => {
  it('two jobs at once do the work of one', async () => {
    world = await startPacingWorld({ impressions: 300 })
    world.clock.now += 300_000
    const runs = await Promise.all([runPacing(world.publisher), runPacing(world.publisher)])
    expect(runs.filter((run) => run !== null)).toHaveLength(1)
  })

  it('a job that dies midway leaves the shares of before, and the next goes on', async () => {
    world = await startPacingWorld({ impressions: 300 })
    await world.steps(3)
    const before = (await world.show()).share
    world.clock.now += 300_000
    // The last of what a run sends: with its shares.
    world.door.misbehave((_request, _path, body) => (/"set","pacing:cmp_main/i.test(body) ? 'refuse' : null))
    await expect(runPacing(world.publisher)).rejects.toThrow()
    world.door.misbehave(() => null)
    expect((await world.show()).share).toEqual(before)
    // The lock of the run that died has lapsed.
    world.clock.now += 300_000
    await world.step()
    expect((await world.show()).share).not.toEqual(before)
  })

  it('the status says when shares are too old', async () => {
    world = await startPacingWorld({ impressions: 300 })
    expect(await status()).toMatchObject({ pacing: { ranAt: null, late: false } })
    await world.step()
    expect(await status()).toMatchObject({ pacing: { campaigns: 1, late: false } })
    world.clock.now += 30 * 60_000
    expect(await status()).toMatchObject({ pacing: { campaigns: 1, late: true } })
  })

  it('a campaign of several regions has the same share in each', async () => {
    world = await startPacingWorld({ impressions: 300 }, { more: { territories: ['DE', 'FR'] } })
    await world.publish('fr')
    await world.steps(3)
    const order = { scope: 'weights', dryRun: false, mend: false, canary: null, actor: 'cron', reason: 'test' } as const
    await runPublish(world.publisher, { ...order, region: 'fr' })
    expect(await world.share()).toBeGreaterThan(0)
    expect(await world.share('fr')).toBe(await world.share())
  })

  it('what only has a share, no goal, or another time is none of its campaigns', async () => {
    world = await startPacingWorld({ sharePercent: 10 })
    await world.ingest(
      campaign('over', ['one'], { goal: { impressions: 5 }, end: localTime(BEGIN - 86_400_000) }),
      campaign('later', ['one'], { goal: { impressions: 5 }, start: localTime(BEGIN + 86_400_000) }),
    )
    expect(await runPacing(world.publisher)).toMatchObject({ campaigns: 0 })
  })
})
