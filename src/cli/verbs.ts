import type { Verb } from './verb.ts'
import { approvalsApprove, approvalsList, approvalsShow } from './verbs/approvals.ts'
import { audit } from './verbs/audit.ts'
import { campaignGet, campaignList } from './verbs/campaign.ts'
import { campaignEnd, campaignPause, campaignResume } from './verbs/campaign-acts.ts'
import { canary } from './verbs/canary.ts'
import { demo } from './verbs/demo.ts'
import { explain } from './verbs/explain.ts'
import { exportSchedule } from './verbs/export.ts'
import { ingest } from './verbs/ingest.ts'
import { keysNew } from './verbs/keys.ts'
import { overridePropose } from './verbs/override.ts'
import { pin, unpin } from './verbs/pin.ts'
import { publish } from './verbs/publish.ts'
import { replay } from './verbs/replay.ts'
import { restore } from './verbs/restore.ts'
import { rollback } from './verbs/rollback.ts'
import { rulesCheck } from './verbs/rules.ts'
import { rulesMatrix } from './verbs/rules-matrix.ts'
import { snapshotCopy } from './verbs/snapshot-copy.ts'
import { snapshotDiff } from './verbs/snapshot-diff.ts'
import { snapshotGet } from './verbs/snapshot-get.ts'
import { snapshotInspect } from './verbs/snapshot-inspect.ts'
import { snapshotList } from './verbs/snapshot-list.ts'
import { status } from './verbs/status.ts'
import { takedownAdd, takedownLift, takedownList } from './verbs/takedown.ts'
import { token } from './verbs/token.ts'

/** Every verb, in the order in which a day with the system meets them. */
export const VERBS: readonly Verb[] = [
  ingest,
  publish,
  status,
  campaignList,
  campaignGet,
  campaignPause,
  campaignResume,
  campaignEnd,
  takedownAdd,
  takedownList,
  takedownLift,
  rollback,
  pin,
  unpin,
  canary,
  snapshotDiff,
  snapshotList,
  snapshotGet,
  snapshotInspect,
  snapshotCopy,
  explain,
  replay,
  overridePropose,
  approvalsList,
  approvalsShow,
  approvalsApprove,
  audit,
  token,
  demo,
  rulesCheck,
  rulesMatrix,
  keysNew,
  exportSchedule,
  restore,
]
