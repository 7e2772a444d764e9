import { nowPage } from './now/now-page.tsx'
import type { ConsolePage } from './page.ts'
import { scheduleFindingsPage } from './schedule/findings-page.tsx'
import { schedulePage } from './schedule/schedule-page.tsx'

/** Every page of the console. A page is one folder, and a line here. */
export const CONSOLE_PAGES: readonly ConsolePage[] = [nowPage, schedulePage, scheduleFindingsPage]
