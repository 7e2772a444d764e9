/**
 * The actions of the ops API. `rules/access.json` says which role may do which; `src/publisher/access/route-actions.ts`
 * says which route needs which.
 */
export const ACTIONS = [
  /** Read the size and the revision of the schedule. */
  'schedule.read',
  /** Export the whole schedule as records. */
  'schedule.export',
  /** Ingest records; campaigns become drafts. */
  'schedule.ingest',
  /** Ingest campaigns that are approved already. */
  'schedule.approve',
  /** Pause or end a campaign, which narrows at once. */
  'campaign.stop',
  /** Resume a paused campaign; equivalent to approving it. */
  'campaign.resume',
  /** Restore an export. */
  'schedule.restore',
  /** Read what is live, and past snapshots, shard by shard. */
  'region.read',
  'region.publish',
  'region.canary',
  /** Pin a region to a snapshot, and release it. */
  'region.pin',
  'region.rollback',
  /** Ask why something plays or does not: explain and the rules matrix. */
  'decision.explain',
  /** Read lines of the decision log. */
  'decisions.read',
  'takedown.read',
  'takedown.add',
  'takedown.lift',
  'approval.read',
  /** Propose that a publish may pass in spite of named findings. */
  'override.propose',
  'override.approve',
  'rollback.approve',
  'audit.read',
  /** Read the settings, the state and the deliveries of a feed, with their reports. */
  'feed.read',
  /** Deliver to a feed, in one request or in chunks. */
  'feed.deliver',
  /** Change the settings of a feed and where its hosts are, and release or discard a delivery that is held. */
  'feed.manage',
  /** Read the items of a feed that are in quarantine. */
  'quarantine.read',
  /** Fix, release or drop an item that is in quarantine. */
  'quarantine.fix',
  /** Read how events are taken in, and which messages died. */
  'events.read',
  /** Send messages that died again, or drop them. */
  'events.manage',
  /** Read which learned runs are stored, and which region serves which. */
  'learned.read',
  /** Store a learned run, which changes nothing of what is served. */
  'learned.push',
  /** Let a region serve a learned run from its next publish on. */
  'learned.activate',
  /** Let a region go back to the learned run before. */
  'learned.retire',
  /** Read experiments, their state and what they found. */
  'experiment.read',
  /** Write what an experiment is to be. */
  'experiment.write',
  /** Start, ramp and stop an experiment. */
  'experiment.run',
  /** End an experiment with a winner. */
  'experiment.decide',
  /** Bring the results of an experiment in. */
  'experiment.measure',
  /** Bring playback history of consented viewers into their profiles. */
  'viewing.write',
  /** Erase everything that is kept of a viewer. */
  'profile.erase',
] as const
export type Action = (typeof ACTIONS)[number]

/** The actions on feeds. A grant that lists feeds allows them for these feeds alone. */
export const FEED_ACTIONS = [
  'feed.read',
  'feed.deliver',
  'feed.manage',
  'quarantine.read',
  'quarantine.fix',
] as const satisfies readonly Action[]
export type FeedAction = (typeof FEED_ACTIONS)[number]

/** The actions on feeds that only look. The others change titles and assets, which belong to every region. */
export const FEED_READING: readonly FeedAction[] = ['feed.read', 'quarantine.read']

/** The role of partners: it has actions on feeds alone, and each grant of it lists its feeds. */
export const PARTNER_ROLE = 'partner'

/** The role that holds every action. */
export const ADMIN_ROLE = 'admin'

/** The role of a user who signs in with the ops token although Cloudflare Access is set up. It cannot be granted. */
export const BREAK_GLASS_ROLE = 'break-glass'

/** What two persons have to want: the findings of a publish overridden, rights rolled back, or a campaign on the air. */
export const APPROVAL_KINDS = ['override', 'rollback', 'campaign'] as const

/** Actions that confirm another person's proposal. */
export const APPROVING_ACTIONS: readonly Action[] = ['override.approve', 'rollback.approve']

/** `rules/access.json`: which role may do what. Who has which role, and where, is deployment data (`OPS_GRANTS`). */
export interface AccessPolicy {
  readonly roles: ReadonlyMap<string, ReadonlySet<Action>>
}
