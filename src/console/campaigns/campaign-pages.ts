import type { ConsolePage } from '../page.ts'
import { copyPage } from './acts/copy-page.tsx'
import { forecastPage } from './acts/forecast-page.tsx'
import { verbPage } from './acts/verb-page.tsx'
import { editPage, newCampaignPage } from './editor/edit-page.tsx'
import { campaignsPage } from './list/campaigns-page.tsx'
import { campaignPage } from './one/campaign-page.tsx'
import { findingsPage } from './one/findings-page.tsx'

/** The pages of campaigns; where two patterns match, the first one answers. */
export const CAMPAIGN_PAGES: readonly ConsolePage[] = [
  ...[campaignsPage, newCampaignPage, campaignPage],
  ...[findingsPage, editPage, copyPage, forecastPage, verbPage],
]
