import type { ConsolePage } from '../page.ts'
import { canaryPage } from './acts/canary-page.tsx'
import { clockPage } from './acts/clock-page.tsx'
import { overridePage } from './acts/override-page.tsx'
import { pinPage, unpinPage } from './acts/pin-page.tsx'
import { publishPage } from './acts/publish-page.tsx'
import { rollbackPage } from './acts/rollback-page.tsx'
import { diffPage } from './diff-page.tsx'
import { regionPage } from './region-page.tsx'
import { regionsPage } from './regions-page.tsx'

/** The pages of regions: what is live, what differs, and the acts. */
export const REGION_PAGES: readonly ConsolePage[] = [
  regionsPage,
  regionPage,
  diffPage,
  rollbackPage,
  pinPage,
  unpinPage,
  publishPage,
  canaryPage,
  overridePage,
  clockPage,
]
