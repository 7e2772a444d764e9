import { approvalsApprove, approvalsList, approvalsShow } from './approval/approvals.ts'
import { audit } from './approval/audit.ts'
import { overridePropose } from './approval/override.ts'
import { campaignDiff, campaignList, campaignShow } from './campaign/campaign.ts'
import {
  campaignApprove,
  campaignEnd,
  campaignPause,
  campaignReject,
  campaignResume,
  campaignSubmit,
  campaignWithdraw,
} from './campaign/campaign-acts.ts'
import { campaignCalendarVerb } from './campaign/campaign-calendar.ts'
import { campaignCopy } from './campaign/campaign-copy.ts'
import { campaignCountersVerb } from './campaign/campaign-counters.ts'
import { campaignDeliveryVerb } from './campaign/campaign-delivery.ts'
import { campaignEdit, campaignUndo } from './campaign/campaign-edit.ts'
import { campaignForecast, campaignHold } from './campaign/campaign-forecast.ts'
import { campaignPut } from './campaign/campaign-put.ts'
import { campaignExport, campaignImport } from './campaign/campaign-sheet.ts'
import { lint } from './campaign/lint.ts'
import { demo } from './demo/demo.ts'
import { deadDrop, deadList, deadRetry } from './events/dead.ts'
import { events } from './events/events.ts'
import {
  experimentDecide,
  experimentRamp,
  experimentRemove,
  experimentStart,
  experimentStop,
} from './experiment/acts.ts'
import { experimentAnalyze } from './experiment/analyze.ts'
import { experimentListVerb, experimentShow } from './experiment/experiment.ts'
import { experimentPut } from './experiment/put.ts'
import { explain } from './explain/explain.ts'
import { feedsDeliveries, feedsDiscard, feedsRelease } from './feeds/deliveries.ts'
import { feedsSet } from './feeds/feed-set.ts'
import { feedsList, feedsPull, feedsShow } from './feeds/feeds.ts'
import { feedsHost } from './feeds/host.ts'
import { feedsTemplate } from './feeds/template.ts'
import { find } from './find/find.ts'
import type { Verb } from './frame/verb.ts'
import { changes } from './history/changes.ts'
import { health } from './history/health.ts'
import { keysNew } from './keys/keys.ts'
import { token } from './keys/token.ts'
import { learnEvaluate } from './learn/learn-evaluate.ts'
import { learnSimulate } from './learn/learn-simulate.ts'
import { learnCoverage } from './learn/look/coverage.ts'
import { learnEffect } from './learn/look/effect.ts'
import { learnShow } from './learn/look/show.ts'
import { learnRunVerb } from './learn/run/learn.ts'
import { learnPush } from './learn/serve/push.ts'
import { learnActivate, learnRetire } from './learn/serve/serve.ts'
import { learnStatus } from './learn/serve/status.ts'
import { ope } from './off-policy/ope.ts'
import { opeSimulate } from './off-policy/ope-simulate.ts'
import { preview } from './preview/preview.ts'
import { previewRibbonVerb } from './preview/preview-ribbon.ts'
import { profileErase } from './profile/erase.ts'
import { viewing } from './profile/viewing.ts'
import { canary } from './publish/canary.ts'
import { pin, unpin } from './publish/pin.ts'
import { publish } from './publish/publish.ts'
import { rollback } from './publish/rollback.ts'
import {
  quarantineDrop,
  quarantineFix,
  quarantineList,
  quarantineRelease,
  quarantineShow,
} from './quarantine/quarantine.ts'
import { replay } from './replay/replay.ts'
import { rulesCheck } from './rules/rules.ts'
import { rulesMatrix } from './rules/rules-matrix.ts'
import { exportSchedule } from './schedule/export.ts'
import { ingest } from './schedule/ingest.ts'
import { restore } from './schedule/restore.ts'
import { scheduleCalendar } from './schedule/schedule-calendar.ts'
import { snapshotCopy } from './snapshot/snapshot-copy.ts'
import { snapshotDiff } from './snapshot/snapshot-diff.ts'
import { snapshotGet } from './snapshot/snapshot-get.ts'
import { snapshotInspect } from './snapshot/snapshot-inspect.ts'
import { snapshotList } from './snapshot/snapshot-list.ts'
import { status } from './status/status.ts'
import { supply } from './supply/supply.ts'
import { takedownAdd, takedownLift, takedownList } from './takedown/takedown.ts'
import { whoami } from './whoami/whoami.ts'

/** Every verb, in the order of their usual use. */
export const VERBS: readonly Verb[] = [
  ingest,
  feedsList,
  feedsShow,
  feedsSet,
  feedsPull,
  feedsDeliveries,
  feedsRelease,
  feedsDiscard,
  feedsHost,
  feedsTemplate,
  quarantineList,
  quarantineShow,
  quarantineFix,
  quarantineRelease,
  quarantineDrop,
  publish,
  status,
  health,
  changes,
  events,
  deadList,
  deadRetry,
  deadDrop,
  supply,
  campaignList,
  campaignShow,
  campaignDiff,
  campaignCountersVerb,
  campaignDeliveryVerb,
  campaignPut,
  campaignForecast,
  campaignHold,
  lint,
  campaignSubmit,
  campaignApprove,
  campaignReject,
  campaignWithdraw,
  campaignPause,
  campaignResume,
  campaignEnd,
  campaignEdit,
  campaignUndo,
  campaignCopy,
  campaignExport,
  campaignImport,
  campaignCalendarVerb,
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
  preview,
  previewRibbonVerb,
  replay,
  overridePropose,
  approvalsList,
  approvalsShow,
  approvalsApprove,
  learnRunVerb,
  learnEvaluate,
  learnSimulate,
  learnPush,
  learnActivate,
  learnStatus,
  learnShow,
  learnCoverage,
  learnEffect,
  learnRetire,
  experimentPut,
  experimentListVerb,
  experimentShow,
  experimentStart,
  experimentRamp,
  experimentAnalyze,
  experimentDecide,
  experimentStop,
  experimentRemove,
  ope,
  opeSimulate,
  viewing,
  profileErase,
  audit,
  find,
  whoami,
  token,
  demo,
  rulesCheck,
  rulesMatrix,
  keysNew,
  scheduleCalendar,
  exportSchedule,
  restore,
]
