import type { ConsolePage } from '../page.ts'
import { decideExperimentPage } from './acts/decide-page.tsx'
import { rampExperimentPage } from './acts/ramp-page.tsx'
import { startExperimentPage } from './acts/start-page.tsx'
import { stopExperimentPage } from './acts/stop-page.tsx'
import { estimatePage } from './estimates/estimate-page.tsx'
import { estimatesPage } from './estimates/estimates-page.tsx'
import { experimentsPage } from './list/experiments-page.tsx'
import { holdoutPage } from './list/holdout-page.tsx'
import { experimentPage } from './one/experiment-page.tsx'

/** The pages of experiments. Estimates and the holdout stand before experiments, whose path takes any word. */
export const EXPERIMENT_PAGES: readonly ConsolePage[] = [
  experimentsPage,
  holdoutPage,
  estimatesPage,
  estimatePage,
  startExperimentPage,
  rampExperimentPage,
  stopExperimentPage,
  decideExperimentPage,
  experimentPage,
]
