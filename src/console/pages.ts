import { approvalsPage } from './approvals/approvals-page.tsx'
import { auditPage } from './audit/audit-page.tsx'
import { CAMPAIGN_PAGES } from './campaigns/campaign-pages.ts'
import { deliveryPage } from './delivery/delivery-page.tsx'
import { EXPERIMENT_PAGES } from './experiments/experiment-pages.ts'
import { FEED_PAGES } from './feeds/feed-pages.ts'
import { LEARNING_PAGES } from './learning/learning-pages.ts'
import { nowPage } from './now/now-page.tsx'
import type { ConsolePage } from './page.ts'
import { previewPage } from './preview/preview-page.tsx'
import { QUARANTINE_PAGES } from './quarantine/quarantine-pages.ts'
import { REGION_PAGES } from './regions/region-pages.ts'
import { scheduleCopyPage, schedulePausePage } from './schedule/change-page.tsx'
import { scheduleFindingsPage } from './schedule/findings-page.tsx'
import { scheduleMovePage } from './schedule/move-page.tsx'
import { schedulePage } from './schedule/schedule-page.tsx'
import { liftTakedownPage } from './takedowns/lift-takedown-page.tsx'
import { newTakedownPage } from './takedowns/new-takedown-page.tsx'
import { takedownPage } from './takedowns/takedown-page.tsx'
import { takedownsPage } from './takedowns/takedowns-page.tsx'
import { whyPage } from './why/why-page.tsx'

const TAKEDOWN_PAGES = [takedownsPage, newTakedownPage, takedownPage, liftTakedownPage]

/** Every page of the console. A page is one folder, and a line here. */
export const CONSOLE_PAGES: readonly ConsolePage[] = [
  nowPage,
  approvalsPage,
  auditPage,
  ...FEED_PAGES,
  ...QUARANTINE_PAGES,
  schedulePage,
  scheduleFindingsPage,
  ...TAKEDOWN_PAGES,
  ...CAMPAIGN_PAGES,
  previewPage,
  ...REGION_PAGES,
  deliveryPage,
  ...LEARNING_PAGES,
  ...EXPERIMENT_PAGES,
  whyPage,
  scheduleMovePage,
  schedulePausePage,
  scheduleCopyPage,
]
