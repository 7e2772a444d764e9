import { describe, expect, it } from 'vitest'
import { countChange } from '../../../src/compile/checks/count-change.ts'
import type { Schedule } from '../../decide/case-world.ts'
import { aCampaign, anAsset, aTitle, catalogue } from '../../decide/catalogue.ts'
import { proposal, textsOf, withoutLast } from './proposals.ts'

/** The check's verdict on a catalogue that had `before` assets and has `after`, nobody having touched its campaign. */
function verdict(before: number, after: number): boolean {
  const all = catalogue(Math.max(before, after), 1)
  const size = all.assets.length
  return countChange(proposal(withoutLast(all, size - before), withoutLast(all, size - after))).passed
}

describe('a change of counts', () => {
  it.each([
    ['19.9 % fewer', 402, 322, true],
    ['20 % fewer', 400, 320, true],
    ['20.1 % fewer', 402, 321, false],
    ['19.9 % more', 402, 482, true],
    ['20.1 % more', 402, 483, false],
    ['a fifth and more of 49', 49, 38, true],
    ['a fifth and more of 50', 50, 39, false],
    ['nine more, to 50', 41, 50, true],
    ['ten more, to 50', 40, 50, false],
  ])('the limits of the rules judge a change of %s', (_change, before, after, passes) => {
    expect(verdict(before, after)).toBe(passes)
  })

  const full = catalogue(60, 1)
  const [whole] = full.campaigns
  if (!whole) throw new Error('no campaign')
  const edited = (fields: object): Schedule => ({ ...full, campaigns: [{ ...whole, ...fields }] })
  const half = full.assets.slice(30).map(({ id }) => id)

  it.each([
    ['its list was cut', edited({ assets: half })],
    ['it was paused', edited({ status: 'paused' })],
    ['its surfaces were changed', edited({ surfaces: ['home-hero'] })],
    ['it is not for here any more', edited({ territories: ['AT'] })],
  ])('a change is explained where a person did it to the campaign: %s', (_act, next) => {
    expect(countChange(proposal(full, next)).passed).toBe(true)
  })

  it('a change is not explained by a new name of the campaign, while half of its assets are gone', () => {
    const next = withoutLast(edited({ name: 'Autumn', owner: 'somebody else' }), 30)
    expect(textsOf(countChange(proposal(full, next)))).toContain('region dach: 60 candidates before, 30 now (−50.0 %)')
  })

  it('a change is not explained where a campaign that nobody touched lost all that it had', () => {
    const kept = aCampaign(
      'cmp_kept',
      full.assets.slice(0, 2).map(({ id }) => id),
    )
    const rest = aCampaign(
      'cmp_rest',
      full.assets.slice(2).map(({ id }) => id),
    )
    const schedule = { ...full, campaigns: [kept, rest] }
    expect(textsOf(countChange(proposal(schedule, withoutLast(schedule, 58))))).toContain(
      'region dach: 60 candidates before, 2 now (−96.7 %)',
    )
  })

  it('a change is seen in a kind, a surface and an age band alone, while the sum stays', () => {
    const clips = full.assets.map(({ id, titleId }, index) => anAsset(id, titleId, index < 30 ? { kind: 'clip' } : {}))
    expect(textsOf(countChange(proposal(full, { ...full, assets: clips })))).toEqual([
      'kind promo: 60 candidates before, 30 now (−50.0 %)',
    ])
    const older = full.titles.map(({ id }) => aTitle(id, { ratings: [{ territory: 'DE', label: 'FSK 12' }] }))
    const texts = textsOf(countChange(proposal(full, { ...full, titles: older })))
    expect(texts).toEqual(
      expect.arrayContaining([
        'rating DE 0–5: 60 candidates before, 0 now (−100.0 %)',
        'rating DE 12–15: 0 candidates before, 60 now',
      ]),
    )
  })

  it('no change of counts is found at the first publish, however much there is', () => {
    expect(countChange(proposal(null, full))).toMatchObject({
      passed: true,
      detail: expect.stringContaining('first publish'),
    })
  })
})
