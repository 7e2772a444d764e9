import { describe, expect, it } from 'vitest'
import { type Asked, AUTOPLAY, CLIPS, newContexts, PLACE } from './catalogue/asked.ts'
import { NOW } from './catalogue/large-snapshot.ts'
import { naivePicks } from './naive/ranking.ts'
import { handWritten } from './peers/hand-written.ts'
import { jsonLogic } from './peers/json-logic.ts'
import { jsonRules } from './peers/json-rules.ts'
import { mingo } from './peers/mingo.ts'
import { minisearch } from './peers/minisearch.ts'
import type { Filter } from './peers/peer.ts'
import { decisionRequest, eligibleCandidates, naiveRequest, openLarge } from './product/decision.ts'
import { readCandidates } from './product/read-candidates.ts'
import { mustAgree } from './same-answer.ts'

const opened = openLarge(1000)
const { snapshot } = opened
const objects = readCandidates(snapshot, PLACE.country)
/** A Friday evening in New York, too: some campaigns have hours. */
const INSTANTS = [NOW, Date.UTC(2026, 11, 5, 1)]

const eligibleAt = (asked: Asked, now: number) => eligibleCandidates(opened, decisionRequest(snapshot, asked, now))

/** How many candidates were eligible in all, when every answer was the product's. */
async function agreements(name: string, filter: Filter, contexts: readonly Asked[]): Promise<number> {
  let eligible = 0
  for (const now of INSTANTS) {
    for (const asked of contexts) {
      const ours = eligibleAt(asked, now)
      const theirs = await filter(naiveRequest(snapshot, asked, now))
      if (ours.length === 0) expect(theirs).toEqual([])
      else mustAgree(name, ours, theirs)
      eligible += ours.length
    }
  }
  return eligible
}

describe('who is eligible', () => {
  it('plain objects find the same candidates eligible as the product, whatever the context', async () => {
    const contexts = [AUTOPLAY, CLIPS].flatMap((like) => [like, ...newContexts(like, 60)])
    expect(await agreements(handWritten.name, handWritten.over(objects), contexts)).toBeGreaterThan(1000)
  })

  // A rule engine takes a millisecond a candidate on a busy machine.
  it.each([jsonLogic, jsonRules, minisearch, mingo])(
    'the peer $name finds the same candidates eligible as the product',
    async (peer) => {
      const contexts = [AUTOPLAY, CLIPS].flatMap((like) => [like, ...newContexts(like, 2)])
      expect(await agreements(peer.name, peer.over(objects), contexts)).toBeGreaterThan(100)
    },
  )

  it('a comparison is refused when one candidate differs, and the message names that candidate', () => {
    expect(() => mustAgree('ours', [1, 2, 3], [1, 3, 4])).toThrow(/^ours does not .* 1 are missing and 1 more .*2, 4/)
    expect(() => mustAgree('ours', [], [])).toThrow('nothing is eligible')
  })
})

it('the naive page shows no asset twice, nor a title again at once', () => {
  const page = naivePicks(objects, naiveRequest(snapshot, CLIPS, NOW), 10)
  expect(new Set(page.map(({ assetId }) => assetId)).size).toBe(10)
  expect(new Set(page.slice(0, 9).map(({ titleId }) => titleId)).size).toBe(9)
})
