import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { put, WARM } from '../experiments/experiment-door.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
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

  it.each([
    ['an experiment that is not there', [asked('none', 'warm')], 'arms.0.experiment'],
    ['an arm that is not there', [asked('light', 'warm'), asked('warm-hero', 'constructor')], 'arms.1.arm'],
    ['two arms of one experiment', [asked('light', 'warm'), asked('light', 'control')], 'arms'],
    ['an arm of the holdout that is not there', [asked('holdout', 'control')], 'arms'],
    ['a key that is none', [asked('Light', 'warm')], 'arms.0.experiment'],
  ])('explain refuses %s by name', async (_what, arms, field) => {
    expect(await explained(arms)).toMatchObject({ status: 400, body: { field } })
  })
})
