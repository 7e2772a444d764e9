import type { ConsolePage } from '../page.ts'
import { activateLearnedPage, retireLearnedPage } from './act-pages.tsx'
import { learningPage } from './learning-page.tsx'
import { learnedRunPage } from './run-page.tsx'

/** The pages of what was learned. Acts stand before runs, whose path takes any word. */
export const LEARNING_PAGES: readonly ConsolePage[] = [
  learningPage,
  activateLearnedPage,
  retireLearnedPage,
  learnedRunPage,
]
