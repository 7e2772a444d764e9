import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepDecision, readDecisions } from '../../../src/schedule/reports/decision-lines.ts'
import { logDecisions } from '../delivery/logged-decisions.ts'
import { put, WARM } from '../experiments/experiment-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { decisionIdOf } from '../queue/device-events.ts'
import { SCHEDULE } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish('dach')
  const arm = (parameters: object) => [WARM.variations[0], { key: 'warm', parameters }]
  await put(world, WARM)
  const weights = { 'ranking.terms.weight.points': 0, 'slate.browse-tile.head': 3 }
  await put(world, { ...WARM, key: 'light', layer: 'light', variations: arm(weights) })
  const members = { territories: ['DE'], surfaces: [], devices: [], viewers: 'member' }
  const language = { 'ranking.terms.language.points': 1 }
  await put(world, { ...WARM, key: 'members', layer: 'members', targeting: members, variations: arm(language) })
})
afterAll(() => world.close())

/** Keeps a line of the decision log, as an edge sends it, but for what is given. */
async function keepLine(decisionId: string, more: object): Promise<void> {
  await logDecisions(world, { from: 1, count: 1 })
  const [stored] = await readDecisions(world.publisher.redis, [decisionIdOf(1)])
  const line = JSON.stringify({ ...JSON.parse(stored?.line ?? '{}'), decisionId, ...more })
  await keepDecision(world.publisher.redis, { decisionId, region: 'dach', at: world.clock.now, line }, world.clock.now)
}

const asked = (experiment: string, arm: string) => ({ experiment, arm })

async function explained(arms: readonly object[], more: object = {}) {
  const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country: 'DE', arms, ...more })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** Of each candidate the points of a term. */
const points = ({ kept }: Record<string, unknown>, term: string) =>
  (kept as { terms: Record<string, number> }[]).map(({ terms }) => terms[term])

describe('explain in an arm', () => {
  it('a draft’s arm is explained with what it owns at the surface, and control as the rules have it', async () => {
    const { body } = await explained([asked('light', 'warm'), asked('warm-hero', 'warm')])
    expect(body.owned).toEqual({ 'ranking.terms.weight.points': 0, 'slate.home-hero.temperature': 12 })
    expect(points(body, 'weight')).toEqual([0, 0])
    const control = await explained([asked('light', 'control')])
    expect(control.body.owned).toEqual({})
    expect(points(control.body, 'weight').every((value) => (value ?? 0) > 0)).toBe(true)
  })

  it('what an arm may not change stays: the same candidates are kept and rejected, for the same reasons', async () => {
    const gatesOf = ({ rejected, kept }: Record<string, unknown>) => [
      (rejected as { assetId: string; first: string }[]).map(({ assetId, first }) => `${assetId} ${first}`).toSorted(),
      (kept as { assetId: string }[]).map(({ assetId }) => assetId).toSorted(),
    ]
    for (const more of [{}, { cap: 0 }, { kids: true }, { country: 'AT' }]) {
      const [arm, control] = [await explained([asked('light', 'warm')], more), await explained([], more)]
      expect(gatesOf(arm.body)).toEqual(gatesOf(control.body))
    }
  })

  it('whoever is in no experiment has what control has: minors, and those whom it is not for', async () => {
    expect((await explained([asked('light', 'warm')], { kids: true })).body.owned).toEqual({})
    expect((await explained([asked('members', 'warm')])).body.owned).toEqual({})
    expect((await explained([asked('members', 'warm')], { adult: true, cap: 18 })).body.owned).toEqual({
      'ranking.terms.language.points': 1,
    })
  })

  it('explain in the holdout has nothing of what was learned', async () => {
    expect((await explained([asked('holdout', 'held-out')])).body.owned).toEqual({ learned: 'none' })
    expect((await explained([asked('holdout', 'served'), asked('light', 'control')])).body.owned).toEqual({})
  })

  it('a decision that was logged is explained in the arms that it had, and one that nobody logged says so', async () => {
    const [logged, heldOut] = ['1'.repeat(32), '2'.repeat(32)] as const
    const arms = [['warm-hero', 'warm']] as const
    await keepLine(logged, { arms })
    await keepLine(heldOut, { holdout: true })
    const explainedOf = async (armsOf: string, country = 'DE') => {
      const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country, armsOf })
      return (await answer.json()) as Record<string, unknown>
    }
    expect(await explainedOf(logged)).toMatchObject({
      ...{ arms: [asked('warm-hero', 'warm')], owned: { 'slate.home-hero.temperature': 12 } },
    })
    expect(await explainedOf(heldOut)).toMatchObject({
      arms: [asked('holdout', 'held-out')],
      owned: { learned: 'none' },
    })
    expect(await explainedOf('3'.repeat(32))).toMatchObject({ arms: null })
    expect(await explainedOf('3'.repeat(32))).not.toHaveProperty('owned')
  })

  it.each([
    ['an experiment that is not there', [asked('none', 'warm')], 'arms.0.experiment'],
    ['an arm that is not there', [asked('light', 'warm'), asked('warm-hero', 'constructor')], 'arms.1.arm'],
    ['a second arm of one experiment', [asked('light', 'warm'), asked('light', 'control')], 'arms.1.experiment'],
    ['an arm beside the holdout', [asked('light', 'warm'), asked('holdout', 'held-out')], 'arms.0.experiment'],
    ['an arm of the holdout that is not there', [asked('holdout', 'control')], 'arms'],
    ['a key that is none', [asked('Light', 'warm')], 'arms.0.experiment'],
  ])('explain refuses %s by name', async (_what, arms, field) => {
    expect(await explained(arms)).toMatchObject({ status: 400, body: { field } })
  })
})
