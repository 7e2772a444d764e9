import type { Api } from '../openapi/operation.ts'
import { approvalOperations } from './operations/approvals.ts'
import { campaignBulkOperations } from './operations/campaigns/bulk.ts'
import { campaignCalendarOperations } from './operations/campaigns/calendar.ts'
import { campaignOperations } from './operations/campaigns/campaigns.ts'
import { deliveryReportOperations } from './operations/campaigns/delivery.ts'
import { forecastOperations } from './operations/campaigns/forecast.ts'
import { lintOperations } from './operations/campaigns/lint.ts'
import { campaignSheetOperations } from './operations/campaigns/sheets.ts'
import { canaryOperations } from './operations/canary.ts'
import { deliveryOperations } from './operations/deliveries.ts'
import { deadMessageOperations } from './operations/events/dead-messages.ts'
import { eventsStateOperations } from './operations/events/events-state.ts'
import { supplyOperations } from './operations/events/supply.ts'
import { estimateOperations } from './operations/experiments/estimates.ts'
import { experimentActOperations } from './operations/experiments/experiment-acts.ts'
import { experimentOperations } from './operations/experiments/experiments.ts'
import { feedOperations } from './operations/feeds.ts'
import { changesOperations } from './operations/history/changes.ts'
import { healthOperations } from './operations/history/health.ts'
import { hostOperations } from './operations/hosts.ts'
import { inquiryOperations } from './operations/inquiries/inquiries.ts'
import { searchOperation } from './operations/inquiries/search.ts'
import { whoAmIOperations } from './operations/inquiries/who-am-i.ts'
import { laneOperations } from './operations/lanes/schedule-lanes.ts'
import { learnedOperations } from './operations/learned/learned.ts'
import { learnedLooks } from './operations/learned/looks.ts'
import { previewOperation } from './operations/preview/preview.ts'
import { previewRibbonOperation } from './operations/preview/preview-ribbon.ts'
import { profileOperations } from './operations/profiles/profiles.ts'
import { pullOperations } from './operations/pulls.ts'
import { quarantineOperations } from './operations/quarantine.ts'
import { regionOperations } from './operations/regions.ts'
import { scheduleOperations } from './operations/schedule.ts'
import { snapshotOperations } from './operations/snapshots.ts'
import { takedownOperations } from './operations/takedowns.ts'

const DESCRIPTION = `Publishes, steers and withdraws what the edges serve, and says why something plays or does not.

**It only grows.** v1 gains members and words; nothing is taken away or changes its meaning. Ignore members that you do not
know, and show a word that you do not know as it is.

**Requests.** A query parameter or a member of a body that a route does not know is refused with status 400 and its name, and
so is a query parameter that is given twice. An empty body counts as \`{}\`.

**Who may.** Each operation says which permission it takes, and where. A role has its permissions in its regions, and those on
feeds with its feeds; lists keep to those. \`*\` has all of them.

**Browsers.** What changes something by a session of Access, or of the console on a local stack, must come from the same origin, as JSON or with the header
\`X-Firstframe-Client\`.

**Answers** are never cached.`

/** The ops API: what the publisher Worker serves below \`/ops\`. */
export const OPS_API: Api = {
  title: 'Firstframe ops API',
  version: '1',
  description: DESCRIPTION,
  server: { url: '/', description: 'The publisher that this document came from.' },
  tags: {
    regions: 'What is live, publishing, and steering.',
    snapshots: 'What is stored, as it is stored.',
    takedowns: 'What must not be served, now.',
    approvals: 'What takes two persons.',
    campaigns: 'Campaigns of the schedule.',
    schedule: 'The schedule as a whole.',
    feeds: 'What partners and teams send: feeds, their deliveries, and what is kept out.',
    events: 'What devices report: how it is taken in, and what died on the way.',
    learned: 'What was learned of what was seen: runs, and where they are served.',
    experiments: 'Experiments: what some viewers get, and what it brings.',
    profiles: 'What is kept of viewers who agreed to be known.',
    inquiries: 'Why something plays or does not, and what happened.',
  },
  securitySchemes: {
    access: {
      type: 'apiKey',
      in: 'header',
      name: 'Cf-Access-Jwt-Assertion',
      description: 'A token of Cloudflare Access, of a person or a service. Access adds it to what it lets through.',
    },
    token: {
      type: 'http',
      scheme: 'bearer',
      description: 'The token of a local stack, or the break-glass token while Access is down.',
    },
  },
  operations: [
    ...regionOperations,
    ...canaryOperations,
    ...healthOperations,
    ...snapshotOperations,
    ...takedownOperations,
    ...approvalOperations,
    ...campaignOperations,
    ...campaignBulkOperations,
    ...campaignSheetOperations,
    ...campaignCalendarOperations,
    ...deliveryReportOperations,
    ...lintOperations,
    ...forecastOperations,
    ...scheduleOperations,
    ...laneOperations,
    ...pullOperations,
    ...hostOperations,
    ...feedOperations,
    ...deliveryOperations,
    ...quarantineOperations,
    ...eventsStateOperations,
    ...deadMessageOperations,
    // Before them: `/learned/coverage` is no run's id.
    ...learnedLooks,
    ...estimateOperations,
    ...experimentOperations,
    ...experimentActOperations,
    ...learnedOperations,
    ...profileOperations,
    ...inquiryOperations,
    ...changesOperations,
    ...whoAmIOperations,
    searchOperation,
    previewOperation,
    previewRibbonOperation,
    ...supplyOperations,
  ],
}
