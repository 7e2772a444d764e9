import type { z } from 'zod'
import type { AnswerOf } from '../../contracts/ops/answer-of.ts'
import { learnedList, learnedPushed, learnedServed, learnedShown } from '../../contracts/ops/answers/learned/learned.ts'
import { learnedCoverage } from '../../contracts/ops/answers/learned/learned-coverage.ts'
import { learnedEffect } from '../../contracts/ops/answers/learned/learned-effect.ts'
import { learnedReportKept } from '../../contracts/ops/answers/learned/learned-report.ts'
import type { Call, OpsRequest } from './ops-request.ts'

/** Where, and why. */
export interface LearnedOrder {
  /** Left out: in every region in which the caller may. */
  readonly regions?: readonly string[]
  readonly reason: string
}

/** Sends a body as it is read. */
type Upload = <Schema extends z.ZodType>(request: OpsRequest, schema: Schema) => Promise<AnswerOf<Schema>>

/** What is asked of learned runs. */
export function learnedCalls(call: Call, upload: Upload) {
  const at = (id: string) => `/learned/${encodeURIComponent(id)}`
  const act = (id: string, verb: 'activate' | 'retire', json: LearnedOrder) =>
    call({ method: 'POST', path: `${at(id)}/${verb}`, json }, learnedServed)
  return {
    learned: () => call({ method: 'GET', path: '/learned' }, learnedList),
    /** @param asset null: of none */
    learnedRun: (id: string, asset: string | null) =>
      call(
        { method: 'GET', path: asset === null ? at(id) : `${at(id)}?${new URLSearchParams({ asset })}` },
        learnedShown,
      ),
    keepLearnedReport: (id: string, json: unknown) =>
      call({ method: 'PUT', path: `${at(id)}/report`, json }, learnedReportKept),
    learnedEffect: (id: string, query: Readonly<Record<string, string>>) =>
      call({ method: 'GET', path: `${at(id)}/effect?${new URLSearchParams(query)}` }, learnedEffect),
    learnedCoverage: (query: Readonly<Record<string, string>>) =>
      call({ method: 'GET', path: `/learned/coverage?${new URLSearchParams(query)}` }, learnedCoverage),
    pushLearned: (stream: ReadableStream<Uint8Array>) =>
      upload({ method: 'POST', path: '/learned', upload: { stream, format: 'ndjson' } }, learnedPushed),
    activateLearned: (id: string, order: LearnedOrder) => act(id, 'activate', order),
    retireLearned: (id: string, order: LearnedOrder) => act(id, 'retire', order),
  }
}
