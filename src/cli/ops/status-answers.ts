import { z } from 'zod'

// What the ops API answers about a region's state; loose, as in ops-answers.ts.

const logEntry = z.looseObject({
  at: z.string().nullish(),
  outcome: z.string().nullish(),
  sequence: z.int().nullish(),
  actor: z.string().nullish(),
  reason: z.string().nullish(),
  refusals: z.array(z.unknown()).nullish(),
})
const seenIsolate = z.looseObject({ rung: z.string().nullish(), sequence: z.int().nullish() })
const regionStatus = z.looseObject({
  region: z.string(),
  sequence: z.int().nullish(),
  snapshot: z.string().nullish(),
  ageSeconds: z.number().nullish(),
  softExpiresAt: z.string().nullish(),
  candidates: z.int().nullish(),
  pinned: z.looseObject({ until: z.string(), actor: z.string().nullish(), reason: z.string().nullish() }).nullish(),
  canary: z
    .looseObject({ snapshot: z.string(), percent: z.number(), startedAt: z.string().nullish(), until: z.string() })
    .nullish(),
  lastReceipt: logEntry.nullish(),
  lastRefusal: logEntry.nullish(),
  takedowns: z
    .looseObject({
      count: z.int().nullish(),
      narrowings: z.int().nullish(),
      ageSeconds: z.number().nullish(),
      packed: z.int().nullish(),
      chanceOfOneTooMany: z.number().nullish(),
      givenUp: z.string().nullish(),
      storeAnswers: z.boolean().nullish(),
      journalRead: z.boolean().nullish(),
      unreadable: z.string().nullish(),
      notYetStored: z.int().nullish(),
      storeForgot: z.int().nullish(),
    })
    .nullish(),
  health: z
    .looseObject({
      state: z.string(),
      serving: z.int().nullish(),
      usual: z.int().nullish(),
      why: z.string().nullish(),
    })
    .nullish(),
  seen: z.array(seenIsolate).nullish(),
})
export type RegionStatus = z.infer<typeof regionStatus>
const signingKey = z.looseObject({
  kid: z.string(),
  signs: z.boolean().nullish(),
  notAfter: z.string().nullish(),
  daysLeft: z.number().nullish(),
})
/** The keys that sign snapshots, as the publisher knows them. */
const keysKnown = { keys: z.array(signingKey).nullish(), keyProblem: z.string().nullish() }
export type KeysKnown = z.infer<z.ZodObject<typeof keysKnown>>
export const statusAnswer = z.looseObject({ regions: z.array(regionStatus), ...keysKnown })
export const regionAnswer = z.looseObject({ ...regionStatus.shape, ...keysKnown })
