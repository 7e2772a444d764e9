/**
 * What somebody can do through the ops API, one word each. `rules/access.json` says which role may do which;
 * `src/publisher/access/route-actions.ts` says which route is which.
 */
export const ACTIONS = [
  /** How much is scheduled, and at which revision. */
  'schedule.read',
  /** The whole schedule as records. */
  'schedule.export',
  /** Records come in; campaigns as drafts. */
  'schedule.ingest',
  /** Campaigns come in approved. */
  'schedule.approve',
  /** A campaign is paused or ended: it narrows at once. */
  'campaign.stop',
  /** A paused campaign is on the air again: as approving it. */
  'campaign.resume',
  /** An export is read back. */
  'schedule.restore',
  /** What is live, and past snapshots, shard by shard. */
  'region.read',
  'region.publish',
  'region.canary',
  /** Pin a region to a snapshot, and let it go. */
  'region.pin',
  'region.rollback',
  /** Why something plays or does not: explain and the rules matrix. */
  'decision.explain',
  /** Lines of the decision log. */
  'decisions.read',
  'takedown.read',
  'takedown.add',
  'takedown.lift',
  'approval.read',
  /** Ask that a publish may pass in spite of named findings. */
  'override.propose',
  'override.approve',
  'rollback.approve',
  'audit.read',
] as const
export type Action = (typeof ACTIONS)[number]

/** The role that holds every action. */
export const ADMIN_ROLE = 'admin'

/** The role of whoever signs in with the ops token although Cloudflare Access is set up. Nobody is granted it. */
export const BREAK_GLASS_ROLE = 'break-glass'

/** What a second person has to say yes to. */
export const APPROVING_ACTIONS: readonly Action[] = ['override.approve', 'rollback.approve']

/** `rules/access.json`: which role may do what. Who has which role, and where, is deployment data (`OPS_GRANTS`). */
export interface AccessPolicy {
  readonly roles: ReadonlyMap<string, ReadonlySet<Action>>
}
