import { expect, it } from 'vitest'
import { campaignTerms } from '../../src/compile/columns/campaign-terms.ts'
import type { Campaign } from '../../src/model/nouns/campaign.ts'
import { aCampaign } from '../decide/catalogue.ts'

/** Fields that no decision depends on, or that are published beside the terms. */
const APART = ['goal', 'holdout', 'id', 'name', 'owner', 'status', 'type', 'v', 'weight']

const RECORD = { ...aCampaign('cmp_a', ['ast_a', 'ast_b']), territories: ['DE', 'AT'] }

it('the terms of a campaign change with every field of the record but those that no decision depends on', () => {
  const unchanged = Object.keys(RECORD).filter(
    // Of no field a right value: what counts is whether the hash has it.
    (name) => campaignTerms({ ...RECORD, [name]: ['another'] } as Campaign) === campaignTerms(RECORD),
  )
  expect(unchanged.sort()).toEqual(APART)
})

it('the terms of a campaign are the same whatever the order of its lists', () => {
  const turned = { ...RECORD, assets: ['ast_b', 'ast_a'], territories: ['AT', 'DE'] } as Campaign
  expect(campaignTerms(turned)).toBe(campaignTerms(RECORD))
})
