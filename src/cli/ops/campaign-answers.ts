import { z } from 'zod'

// What the ops API answers about campaigns; loose, as in ops-answers.ts.

const campaignRow = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  owner: z.string().nullish(),
  status: z.string(),
  priority: z.string().nullish(),
  surfaces: z.array(z.string()).default([]),
  regions: z.array(z.string()).default([]),
  start: z.string().nullish(),
  end: z.string().nullish(),
  changedAt: z.string().nullish(),
})
export const campaignList = z.looseObject({ total: z.int(), campaigns: z.array(campaignRow) })

export const campaignAnswer = z.looseObject({
  record: z.looseObject({ id: z.string(), status: z.string() }),
  revision: z.int(),
  changedAt: z.string().nullish(),
  regions: z.array(z.string()).default([]),
})

export const campaignActed = z.looseObject({
  outcome: z.string(),
  campaign: campaignAnswer,
  before: z.looseObject({ status: z.string() }),
  withdrawn: z.looseObject({ records: z.int(), regions: z.array(z.string()), waiting: z.array(z.string()) }),
  takesEffect: z.string(),
})
export type CampaignActedAnswer = z.infer<typeof campaignActed>
