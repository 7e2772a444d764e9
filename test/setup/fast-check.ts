import fc from 'fast-check'

/**
 * The same cases on every run, so that a red run is about the change. `FC_SEED=…` explores others; a failure
 * prints its seed either way.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_123) })
