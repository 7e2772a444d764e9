import type { LearnedCoverage } from '../../../contracts/ops/answers/learned/learned-coverage.ts'
import type { LearnedEffect } from '../../../contracts/ops/answers/learned/learned-effect.ts'
import { type LearnedReportKept, learnedReport } from '../../../contracts/ops/answers/learned/learned-report.ts'
import { learnedCoverageQuery, learnedEffectQuery } from '../../../contracts/ops/requests/learned/learned.ts'
import { readLearnedReport, writeLearnedReport } from '../../../schedule/learned/learned-reports.ts'
import { requireAction } from '../../access/require-action.ts'
import { coverageOf } from '../../learned/learned-coverage.ts'
import { effectOf } from '../../learned/learned-effect.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'
import { noteOf } from './learned.ts'

/** `PUT /ops/v1/learned/{id}/report`: what the run did when it learned is kept with it. */
export async function keepReport(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { id } = await noteOf(context)
  const report = await readBody(context, learnedReport)
  if (report.run !== id) {
    throw new OpsProblem(409, 'Of another run', `The report is of ${report.run}, not of ${id}.`, 'run')
  }
  const publisher = context.get('publisher')
  const known = await readLearnedReport(publisher.redis, id)
  if (JSON.stringify(known) === JSON.stringify(report)) {
    return answer<LearnedReportKept>(context).with({ id, outcome: 'known' })
  }
  const by = { at: publisher.now(), actor: context.get('actor'), role: publisher.role ?? null }
  const after = { previous: report.previous, events: report.data.events }
  await writeLearnedReport(publisher.redis, id, report, {
    ...{ ...by, action: 'learned.report', target: id, after },
    before: known === null ? null : { previous: known.previous, events: known.data.events },
  })
  return answer<LearnedReportKept>(context).with({ id, outcome: 'kept' })
}

/** `GET /ops/v1/learned/{id}/effect?region=[&act=]`: what the next publish would bring. */
export async function effect(context: OpsContext): Promise<Response> {
  const { region, act } = readQuery(context, learnedEffectQuery, 'A bad parameter')
  requireAction(context, 'learned.read', [region])
  const { id } = await noteOf(context)
  const asked = { region, act, actor: context.get('actor') }
  return answer<LearnedEffect>(context).with(await effectOf(context.get('publisher'), id, asked))
}

/** `GET /ops/v1/learned/coverage?region=[&days=]`: how many of its assets a region shows each day. */
export async function coverage(context: OpsContext): Promise<Response> {
  const { region, days } = readQuery(context, learnedCoverageQuery, 'A bad parameter')
  requireAction(context, 'learned.read', [region])
  return answer<LearnedCoverage>(context).with(await coverageOf(context.get('publisher'), region, days))
}
