import type { ConsolePage } from '../page.ts'
import { campaignsPage } from './list/campaigns-page.tsx'
import { campaignPage } from './one/campaign-page.tsx'
import { findingsPage } from './one/findings-page.tsx'

/** The pages of campaigns. */
export const CAMPAIGN_PAGES: readonly ConsolePage[] = [campaignsPage, campaignPage, findingsPage]
