import { nowPage } from './now/now-page.tsx'
import type { ConsolePage } from './page.ts'

/** Every page of the console. A page is one folder, and a line here. */
export const CONSOLE_PAGES: readonly ConsolePage[] = [nowPage]
