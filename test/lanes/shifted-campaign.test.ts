import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shiftedCampaign } from '../../src/lanes/shifted-campaign.ts'

const local = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) })
  .map((at) => new Date(at).toISOString().slice(0, 19))

it('a campaign that is moved and moved back says the same again, whatever clocks do in between', () => {
  fc.assert(
    fc.property(local, fc.option(local), fc.integer({ min: -1440, max: 1440 }), (start, end, minutes) => {
      expect(shiftedCampaign(shiftedCampaign({ start, end }, minutes), -minutes)).toEqual({ start, end })
    }),
  )
})
