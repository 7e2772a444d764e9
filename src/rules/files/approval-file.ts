import { z } from 'zod'
import { PRIORITIES } from '../../model/nouns/campaign-vocabulary.ts'
import type { ApprovalPolicy } from '../../model/policies/approval-policy.ts'
import { ageYears, fileHeader } from './file-header.ts'

const words = z.string().min(1)

/** `approval.json`: which campaigns need a second person, and how long a request for one holds. */
export const approvalFile = z.strictObject({
  ...fileHeader,
  secondPerson: z.strictObject({
    /** Tiers of which each campaign needs one. */
    priorities: z.strictObject({ value: z.array(z.enum(PRIORITIES)), why: words }),
    /** A video of this gate age or more, in a territory that the campaign goes to, needs one. */
    gateAge: z.strictObject({ value: ageYears, unit: words, why: words }),
    /** A goal of so many impressions or starts needs one, and every larger one. */
    goalEvents: z.strictObject({ value: z.int().min(1), unit: words, why: words }),
  }),
  /** How long a request for approval holds. */
  waitDays: z.strictObject({ value: z.int().min(1).max(90), unit: words, why: words }),
})

/** `approval.json`, of the right shape. */
export type ApprovalFile = z.infer<typeof approvalFile>

/** The file as the publisher needs it: numbers without their reasons. */
export function approvalPolicy({ secondPerson, waitDays }: ApprovalFile): ApprovalPolicy {
  return {
    priorities: secondPerson.priorities.value,
    gateAge: secondPerson.gateAge.value,
    goalEvents: secondPerson.goalEvents.value,
    waitDays: waitDays.value,
  }
}
