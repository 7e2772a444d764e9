/** What the history tells of: who or what changed what is served, or what is to be. */
export const CHANGE_KINDS = [
  'publish',
  'refusal',
  'rollback',
  'pin',
  'canary',
  'wave',
  'takedown',
  'narrowing',
  'override',
  'approval',
  'ingest',
  'campaign',
  'learned',
  'experiment',
] as const

export type ChangeKind = (typeof CHANGE_KINDS)[number]
