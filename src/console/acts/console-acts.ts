import type { Action } from '../../model/policies/access.ts'
import { type ActRegistry, actHref, type ConsoleAct, type FrameAct } from './console-act.ts'

const onRegion = (words: string, page: string, action: Action, otherWords?: string) =>
  ({ words, page: `/console/regions/{id}/${page}`, subjects: ['region'], anyOf: [action], otherWords }) as const
const onCampaign = (words: string, page: string, action: Action, otherWords?: string) =>
  ({ words, page: `/console/campaigns/{id}/${page}`, subjects: ['campaign'], anyOf: [action], otherWords }) as const
const onFeed = (words: string, page: string, action: Action, otherWords?: string) =>
  ({ words, page: `/console/${page}`, subjects: ['feed'], anyOf: [action], otherWords }) as const
const onExperiment = (words: string, page: string, action: Action, otherWords?: string) =>
  ({ words, page: `/console/experiments/{id}/${page}`, subjects: ['experiment'], anyOf: [action], otherWords }) as const
const plain = (words: string, page: string, action: Action, otherWords?: string) =>
  ({ words, page: `/console/${page}`, subjects: [], anyOf: [action], otherWords }) as const

/** Every act that has a page, once: what the palette offers, and what pages link to. No script bundles it. */
export const CONSOLE_ACTS = {
  publish: onRegion('Publish', 'publish', 'region.publish', 'go live announce'),
  dryRun: onRegion('Dry run: what a publish would bring to', 'publish', 'region.read', 'try look ahead'),
  rollback: onRegion('Roll back', 'rollback', 'region.rollback', 'rollback return revert undo previous'),
  pin: onRegion('Pin', 'pin', 'region.pin', 'hold freeze keep'),
  unpin: onRegion('Unpin', 'unpin', 'region.pin', 'release follow'),
  startCanary: onRegion('Start a canary in', 'canary', 'region.canary', 'trial share'),
  promoteCanary: onRegion('Promote the canary of', 'canary?how=promote', 'region.canary', 'end'),
  stopCanary: onRegion('Stop the canary of', 'canary?how=stop', 'region.canary', 'end abort'),
  override: onRegion('Ask for an override in', 'override', 'override.propose', 'exception findings checks'),
  followAnnouncement: onRegion('Follow the announcement of', 'clock', 'region.read', 'progress isolates'),
  compareDraft: onRegion('Compare what is live with the draft of', 'diff/live/draft', 'region.read', 'difference'),

  activateLearned: {
    words: 'Activate the newest learned run in',
    otherWords: 'serve learning taste',
    subjects: ['region'],
    page: '/console/learning/activate?region={id}',
    anyOf: ['learned.activate'],
  },
  retireLearned: {
    words: 'Retire the learned run of',
    otherWords: 'take back learning taste',
    subjects: ['region'],
    page: '/console/learning/retire?region={id}',
    anyOf: ['learned.retire'],
  },

  startExperiment: onExperiment('Start the experiment', 'start', 'experiment.run', 'begin try test'),
  rampExperiment: onExperiment('Ramp the experiment', 'ramp', 'experiment.run', 'grow resume more coverage'),
  stopExperiment: onExperiment('Stop the experiment', 'stop', 'experiment.run', 'end abort'),
  decideExperiment: onExperiment('Decide the experiment', 'decide', 'experiment.decide', 'winner end roll out'),
  holdout: plain('What all learning has brought: the holdout', 'experiments/holdout', 'experiment.read', 'lift'),
  estimates: plain('Estimates of policies from logs', 'experiments/estimates', 'experiment.read', 'ope off-policy'),

  newCampaign: plain('New campaign', 'campaigns/new', 'schedule.ingest', 'create add write'),
  edit: onCampaign('Edit', 'edit', 'schedule.ingest', 'change'),
  submit: onCampaign('Submit', 'submit', 'schedule.ingest', 'send review'),
  approve: onCampaign('Approve', 'approve', 'schedule.approve', 'accept'),
  reject: onCampaign('Reject', 'reject', 'schedule.approve', 'refuse'),
  withdraw: onCampaign('Withdraw what waits of', 'withdraw', 'schedule.ingest', 'back'),
  pause: onCampaign('Pause', 'pause', 'campaign.stop', 'stop narrow'),
  resume: onCampaign('Resume', 'resume', 'campaign.resume', 'play continue'),
  end: onCampaign('End', 'end', 'campaign.stop', 'stop good narrow'),
  forecast: onCampaign('Forecast', 'forecast', 'schedule.ingest', 'deliver promise'),
  copy: onCampaign('Copy', 'copy', 'schedule.ingest', 'duplicate again'),
  findings: onCampaign('What the linter finds in', 'findings', 'schedule.read', 'lint check'),

  takeDown: plain('Take something down', 'takedowns/new', 'takedown.add', 'takedown stop withdraw remove narrow'),
  takeDownOf: {
    words: 'Take down',
    otherWords: 'takedown stop withdraw remove narrow',
    subjects: ['title', 'asset', 'campaign'],
    page: '/console/takedowns/new?target={id}',
    anyOf: ['takedown.add'],
  },
  takeDownFeed: onFeed('Take down all of', 'takedowns/new?target=feed:{id}', 'takedown.add', 'takedown stop withdraw'),
  lift: {
    words: 'Lift the takedown of',
    otherWords: 'end allow again',
    subjects: ['takedown'],
    page: '/console/takedowns/{id}/lift',
    anyOf: ['takedown.lift'],
  },
  whyNot: {
    words: 'Why not',
    otherWords: 'explain gates reason',
    subjects: ['asset'],
    page: '/console/why?asset={id}',
    anyOf: ['decision.explain'],
  },

  decideRequests: {
    words: 'Approve or reject what waits',
    otherWords: 'accept second person override rollback requests',
    subjects: [],
    page: '/console/approvals',
    anyOf: ['schedule.approve', 'override.approve', 'rollback.approve'],
  },
  pull: onFeed('Fetch', 'feeds/{id}/pull', 'feed.deliver', 'pull feed now'),
  feedSettings: onFeed('Change the settings of', 'feeds/{id}/settings', 'feed.manage', 'feed configure set up'),
  decideDelivery: onFeed('Release or discard a delivery of', 'feeds/{id}', 'feed.manage', 'held'),
  releaseItems: plain('Release, mend or drop items in quarantine', 'quarantine', 'quarantine.fix', 'fix try again'),
  releaseItemsOf: onFeed('Release or mend quarantine of', 'quarantine?feed={id}', 'quarantine.fix', 'items fix'),

  clockUtc: {
    ...plain('Clock: show lanes by UTC', 'schedule?clock=utc', 'schedule.read', 'time change'),
    keepsQuestion: true,
  },
  clockLocal: {
    ...plain('Clock: show lanes by their own time', 'schedule?clock=local', 'schedule.read', 'change zone place'),
    keepsQuestion: true,
  },
} as const satisfies Readonly<Record<string, ConsoleAct>>

/** What needs no permission and no page. */
const FRAME_ACTS: readonly FrameAct[] = [
  { words: 'Change the colours', otherWords: 'theme dark light', control: 'data-theme-next' },
  { words: 'Sign out', otherWords: 'leave log off logout', control: 'data-sign-out' },
]

/** All of them, as the palette reads them. */
export const ACT_REGISTRY: ActRegistry = { acts: CONSOLE_ACTS, frameActs: FRAME_ACTS }

/** What a link to an act needs: its page and its permission. */
export function linkTo(
  act: keyof typeof CONSOLE_ACTS,
  subject = '',
): { readonly href: string; readonly action: Action } {
  return { href: actHref(CONSOLE_ACTS[act], subject), action: CONSOLE_ACTS[act].anyOf[0] }
}
