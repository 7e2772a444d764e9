import { NO_DECISION_REASONS } from '../nouns/reason.ts'

/**
 * Why a placement counts as empty in supply: the reasons that devices are told; `baseline`: no snapshot could be decided
 * on, so that house idents played; `fault`: there was no answer at all, because of a fault of this system.
 */
export const SUPPLY_REASONS = [...NO_DECISION_REASONS, 'baseline', 'fault'] as const
export type SupplyReason = (typeof SUPPLY_REASONS)[number]
