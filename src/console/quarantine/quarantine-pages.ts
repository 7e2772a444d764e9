import type { ConsolePage } from '../page.ts'
import { dropItemPage, releaseItemPage } from './decide-item-pages.tsx'
import { quarantinedItemPage } from './item-page.tsx'
import { quarantinePage } from './quarantine-page.tsx'

/** The pages of what is kept out, and is mended in place. */
export const QUARANTINE_PAGES: readonly ConsolePage[] = [
  quarantinePage,
  quarantinedItemPage,
  releaseItemPage,
  dropItemPage,
]
