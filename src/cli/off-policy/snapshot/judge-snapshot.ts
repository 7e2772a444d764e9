import { REWARDS } from '../../../events/cells/asset-cells.ts'
import { answer, count, table } from '../../frame/output.ts'
import { withProgress } from '../../frame/progress.ts'
import { EXIT, type ExitCode } from '../../frame/refusal.ts'
import type { Shell } from '../../frame/shell.ts'
import { type OpsClient, openOps } from '../../ops/ops-client.ts'
import { estimateOrder, keptLines } from '../estimate-order.ts'
import { evaluationDocument } from '../evaluation-document.ts'
import { evaluationText } from '../evaluation-text.ts'
import { percent } from '../short-number.ts'
import { namesOf } from './asked-lines.ts'
import { SET_ASIDE, type SetAside } from './compared-lines.ts'
import type { OutsideSupport, SnapshotEvaluation, SnapshotQuestion } from './evaluate-snapshot.ts'

const OUTSIDE_SHOWN = 20

const ASIDE: Readonly<Record<SetAside, string>> = {
  nothingShown: 'showed nothing',
  notSampled: 'were logged for what they are, and not by chance',
  baseline: 'were answered by the baseline',
  erased: 'are of units that asked to be forgotten',
}

/**
 * Answers what a snapshot would have brought.
 * @param push the name under which the publisher keeps the answer; null: it does not
 */
export async function judgeSnapshot(shell: Shell, asked: SnapshotQuestion, push: string | null): Promise<ExitCode> {
  let opened: Promise<OpsClient> | null = null
  const ops = (): Promise<OpsClient> => {
    opened ??= openOps(shell)
    return opened
  }
  // Loaded when asked for: no other policy should wait for the engines.
  const { evaluateSnapshot } = await import('./evaluate-snapshot.ts')
  const found = await withProgress(shell, 'lines', null, async (shown) => {
    const evaluated = await evaluateSnapshot(asked, ops, (lines) => shown.to(lines))
    shown.ends('asked')
    return evaluated
  })
  const { evaluation, snapshot, files, told, events, ofArms, aside, outside } = found
  const ground = { files, logs: namesOf(asked.lines), snapshot }
  const order = push === null ? null : estimateOrder(push, evaluation, ground)
  const kept = order === null ? null : await (await ops()).keepEstimate(order)
  const document = {
    ...evaluationDocument(evaluation, files),
    snapshot,
    told,
    events,
    ofArms,
    aside,
    ...(outside === null ? {} : { outside }),
  }
  answer(shell, document, [
    ...asideLines(found),
    ...toldLines(found),
    ...armLines(found),
    ...evaluationText(evaluation, files),
    ...outsideLines(outside),
    ...keptLines(kept),
  ])
  return evaluation.verdict === 'ok' ? EXIT.done : EXIT.refused
}

function asideLines({ aside }: SnapshotEvaluation): readonly string[] {
  const some = SET_ASIDE.filter((why) => aside[why] > 0)
  return some.map((why) => `set aside: ${count(aside[why])} lines ${ASIDE[why]}`)
}

function toldLines({ told, events }: SnapshotEvaluation): readonly string[] {
  const { decisions, told: some, backups, rewardedRows, rewardedLeftOut } = told
  const aside = rewardedLeftOut === 0 ? '' : `, ${count(rewardedLeftOut)} of them left out of every estimate`
  return [
    `events tell of ${count(some)} of ${count(decisions)} decisions; ${count(rewardedRows)} rows were rewarded${aside}`,
    ...(rewardedRows === 0 ? unrewardedLines(events) : []),
    ...(backups === 0
      ? []
      : [`${count(backups)} backups count in no estimate: nobody is shown them unless what is above fails`]),
  ]
}

/** Why nothing was rewarded though there are events. */
function unrewardedLines(events: SnapshotEvaluation['events']): readonly string[] {
  const told = Object.entries(events).map(([event, rows]) => `${event} ${count(rows)}`)
  if (told.length === 0) return []
  return [
    `none of these events counts: ${told.join(', ')}; deliberate starts do (${REWARDS.join(', ')}), or what --reward names`,
  ]
}

function armLines({ ofArms: { served, control } }: SnapshotEvaluation): readonly string[] {
  if (served + control === 0) return []
  const without =
    control === 0 ? 'which it serves' : `${count(control)} of an arm that it does not serve, so without it`
  return [`${count(served + control)} lines are of arms or of the holdout: ${without}`]
}

function outsideLines(outside: readonly OutsideSupport[] | null): readonly string[] {
  if (outside === null) return []
  if (outside.length === 0) return ['', 'All that it would show could have been drawn.']
  const rows = outside.slice(0, OUTSIDE_SHOWN).map(({ assetId, share }) => [assetId, percent(share)])
  const more =
    outside.length > OUTSIDE_SHOWN ? [`and ${count(outside.length - OUTSIDE_SHOWN)} more; --json lists all`] : []
  return ['', 'Outside of what could have been drawn:', ...table(['asset', 'of its chance'], rows), ...more]
}
