import type { Hono } from 'hono'
import type { OpsVariables } from '../ops-context.ts'
import {
  approveCampaignRoute,
  endCampaign,
  pauseCampaign,
  rejectCampaign,
  resumeCampaign,
  submitCampaign,
  withdrawCampaign,
} from './acts.ts'
import { changeCampaigns, undoCampaigns } from './bulk.ts'
import { calendar, calendarFile } from './calendar.ts'
import { campaignCounters } from './campaign-counters.ts'
import { campaign, campaigns } from './campaigns.ts'
import { copyCampaign } from './copy.ts'
import { campaignDelivery, deliveryCsv, deliverySvg, deliveryXlsx } from './delivery.ts'
import { forecastRoute, holdRoute } from './forecast.ts'
import { lintRoute } from './lint.ts'
import { exportCsv, exportXlsx, importCsv, importXlsx } from './sheets.ts'
import { putCampaign } from './write.ts'

/** Campaigns, what is done to them, and what they deliver. */
export function campaignRoutes(app: Hono<OpsVariables>): void {
  app.get('/ops/v1/campaigns', campaigns)
  app.get('/ops/v1/calendar', calendar)
  app.get('/ops/v1/calendar.ics', calendarFile)
  app.get('/ops/v1/campaigns.csv', exportCsv)
  app.get('/ops/v1/campaigns.xlsx', exportXlsx)
  app.post('/ops/v1/campaigns.csv', importCsv)
  app.post('/ops/v1/campaigns.xlsx', importXlsx)
  app.post('/ops/v1/campaigns/bulk', changeCampaigns)
  app.post('/ops/v1/changes/:id/undo', undoCampaigns)
  app.get('/ops/v1/campaigns/:id', campaign)
  app.post('/ops/v1/campaigns/:id/copy', copyCampaign)
  app.get('/ops/v1/campaigns/:id/counters', campaignCounters)
  app.get('/ops/v1/campaigns/:id/delivery', campaignDelivery)
  app.get('/ops/v1/campaigns/:id/delivery.csv', deliveryCsv)
  app.get('/ops/v1/campaigns/:id/delivery.xlsx', deliveryXlsx)
  app.get('/ops/v1/campaigns/:id/delivery.svg', deliverySvg)
  app.post('/ops/v1/campaigns/lint', lintRoute)
  app.post('/ops/v1/campaigns/:id/forecast', forecastRoute)
  app.post('/ops/v1/campaigns/:id/hold', holdRoute)
  app.put('/ops/v1/campaigns/:id', putCampaign)
  app.post('/ops/v1/campaigns/:id/submit', submitCampaign)
  app.post('/ops/v1/campaigns/:id/approve', approveCampaignRoute)
  app.post('/ops/v1/campaigns/:id/reject', rejectCampaign)
  app.post('/ops/v1/campaigns/:id/withdraw', withdrawCampaign)
  app.post('/ops/v1/campaigns/:id/pause', pauseCampaign)
  app.post('/ops/v1/campaigns/:id/resume', resumeCampaign)
  app.post('/ops/v1/campaigns/:id/end', endCampaign)
}
