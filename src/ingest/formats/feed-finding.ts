export {
  type FeedFinding,
  fault,
  QUARANTINE_RULES,
  type QuarantineRule,
  WARNING_RULES,
  type WarningRule,
  warning,
} from '../feeds/feed-finding.ts'
