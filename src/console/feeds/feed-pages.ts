import type { ConsolePage } from '../page.ts'
import { discardDeliveryPage, releaseDeliveryPage } from './decide-delivery-pages.tsx'
import { deliveryPage } from './delivery-page.tsx'
import { feedPage } from './feed-page.tsx'
import { feedsPage } from './feeds-page.tsx'
import { pullPage } from './pull-page.tsx'
import { settingsPage } from './settings-page.tsx'

/** The pages of feeds and of what they deliver. */
export const FEED_PAGES: readonly ConsolePage[] = [
  feedsPage,
  feedPage,
  pullPage,
  settingsPage,
  deliveryPage,
  releaseDeliveryPage,
  discardDeliveryPage,
]
