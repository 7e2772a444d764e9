/** Whose arm stays the same: a consented viewer's at every visit, everybody else's for one session. */
export const EXPERIMENT_UNITS = ['viewer', 'session'] as const
export type ExperimentUnit = (typeof EXPERIMENT_UNITS)[number]

/** Viewers that an experiment may ask for. Minors are in no experiment, whatever it says. */
export const TARGETED_VIEWERS = ['any', 'guest', 'member'] as const
export type TargetedViewers = (typeof TARGETED_VIEWERS)[number]

/** The states of an experiment, in the order in which it goes through them. */
export const EXPERIMENT_STATES = ['draft', 'running', 'stopped', 'decided'] as const

/** Most arms of one experiment, the control included: as many as a region keeps in memory. */
export const ARMS_MAX = 8
/** Most values that one arm owns: all of them stand in the rules of every snapshot. */
export const OWNED_MAX = 64
/** Steps into which a hash of version 2 divides all units: no share is finer. */
export const HASH_STEPS = 10_000

/** The layer of the global holdout, which is no experiment's. */
export const HOLDOUT_LAYER = 'holdout'
/** The value of the path `learned` that means: no run at all. */
export const LEARNED_NONE = 'none'
