import { z } from 'zod'
import type { ExperimentPolicy } from '../../model/policies/experiment-policy.ts'
import { fileHeader } from './file-header.ts'

const words = z.string().min(1)
const number = (value: z.ZodNumber | z.ZodInt) => z.strictObject({ value, unit: words, why: words })

/** `experiments.json`: the global holdout, and the numbers by which experiments start, stop and are judged. */
export const experimentsFile = z.strictObject({
  ...fileHeader,
  holdout: z.strictObject({
    share: number(z.number().min(0).max(0.2)),
    seed: z.strictObject({ value: z.string().min(1).max(80), why: words }),
  }),
  limits: z.strictObject({
    startCoverage: number(z.number().gt(0).max(1)),
    alpha: number(z.number().min(0.001).max(0.2)),
    sampleRatioP: number(z.number().gt(0).max(0.05)),
    multipleExposureShare: number(z.number().min(0).max(0.2)),
    keptDays: number(z.int().min(7).max(200)),
  }),
})

/** `experiments.json`, of the right shape. */
export type ExperimentsFile = z.infer<typeof experimentsFile>

/** The file as programs need it: numbers without their reasons. */
export function experimentPolicy({ holdout, limits }: ExperimentsFile): ExperimentPolicy {
  return {
    holdout: { share: holdout.share.value, seed: holdout.seed.value },
    startCoverage: limits.startCoverage.value,
    alpha: limits.alpha.value,
    sampleRatioP: limits.sampleRatioP.value,
    multipleExposureShare: limits.multipleExposureShare.value,
    keptDays: limits.keptDays.value,
  }
}
