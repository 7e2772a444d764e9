import { describe, expect, it } from 'vitest'
import { gateLadder, silentGates } from '../../src/console/explained/gate-ladder.ts'
import { pacingWords } from '../../src/console/explained/pacing-words.ts'
import { termBars } from '../../src/console/explained/term-bars.ts'
import { claimsOf } from '../../src/console/lab/browser/why/viewer-claims.ts'
import { whyQuestion } from '../../src/console/lab/browser/why/why-question.ts'
import { explainQuestion } from '../../src/contracts/ops/requests/explain.ts'
import { GATE_REASONS } from '../../src/model/nouns/reason.ts'

const ANSWER = {
  decisionId: '5f1f3c0a9be84c1d9d0c6f5a7b3e2d10',
  serverTime: '2026-11-23T12:00:00.000Z',
  territory: 'DE',
  viewer: 'guest',
} as const

const refusedAt = (first: (typeof GATE_REASONS)[number] | 'diversity') => ({
  assetId: 'ast_a',
  campaignId: 'cmp_a',
  first,
  score: null,
  all: [],
})

/** A token as devices carry it; nobody verifies it here. */
function tokenOf(claims: object): string {
  return `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`
}

describe('what the lab asks when somebody wants to know why', () => {
  it('the lab asks for the instant, place and seed of the decision, in words that explain takes', () => {
    const question = whyQuestion(
      { surface: 'home-hero' },
      ANSWER,
      { country: '', viewerToken: '' },
      { device: 'tv', codecs: ['avc'] },
    )
    expect(explainQuestion.parse(question)).toMatchObject({
      country: 'DE',
      now: ANSWER.serverTime,
      seed: ANSWER.decisionId,
      armsOf: ANSWER.decisionId,
      device: 'tv',
      codecs: ['avc'],
    })
  })

  it('a country that the lab pretends goes before the one that the edge found', () => {
    const settings = { country: 'XX', viewerToken: '' }
    expect(whyQuestion({ surface: 'home-hero' }, ANSWER, settings, {}).country).toBe('XX')
  })

  it('the claims of a token are asked with, but not where the edge has answered a guest', () => {
    const settings = {
      country: '',
      viewerToken: tokenOf({ sub: 'Zoë', cap: 12, kids: false, res: 'FR', ent: ['svod'] }),
    }
    const asMember = whyQuestion({ surface: 'home-hero' }, { ...ANSWER, viewer: 'member' }, settings, {})
    expect(asMember).toMatchObject({ cap: 12, kids: false, residence: 'FR', entitlements: ['svod'] })
    expect(whyQuestion({ surface: 'home-hero' }, ANSWER, settings, {})).not.toHaveProperty('cap')
  })

  it.each(['', 'nonsense', 'a.b.c', `a.${btoa('null')}.c`])('text that is no token claims nothing: %j', (token) => {
    expect(claimsOf(token)).toEqual({})
  })
})

describe('how the lab reads an explanation', () => {
  it('gates come in their order, each with what it removed and what it left, and an asset under two campaigns last', () => {
    const rejected = (['diversity', 'maturity', 'territory', 'maturity', 'pacing'] as const).map(refusedAt)
    const steps = gateLadder({ kept: { length: 3 }, rejected })
    expect(steps.map(({ gate, removed, left }) => [gate, removed.length, left])).toEqual([
      ['territory', 1, 7],
      ['maturity', 2, 5],
      ['pacing', 1, 4],
      ['diversity', 1, 3],
    ])
    expect(silentGates(steps)).toBe(GATE_REASONS.length - 3)
  })

  it('each bar begins where the one before ended, so that the last one ends at the score', () => {
    const bars = termBars({ weight: 6, freshness: 0, priority: 400, fatigue: -10 })
    expect(bars.map(({ term, from, to }) => [term, from, to])).toEqual([
      ['priority', 0, 400],
      ['fatigue', 400, 390],
      ['weight', 390, 396],
    ])
  })

  it('pacing says its share, its bucket, whether that is open, and what the goal needs', () => {
    expect(pacingWords({ share: 27, bucket: 17, need: 1.3 })).toBe('share 42 %, bucket 17, open; needs 1.3×')
    expect(pacingWords({ share: 17, bucket: 17, need: 0.25 })).toBe('share 27 %, bucket 17, held back; needs 0.3×')
    expect(pacingWords({ share: 64, bucket: null, need: 1 })).toBe('share 100 %, any bucket; needs 1.0×')
    expect(pacingWords(null)).toBe('not paced: the campaign has no goal')
  })
})
