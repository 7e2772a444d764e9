import type { z } from 'zod'
import type { AnswerOf } from '../../contracts/ops/answer-of.ts'
import { learnedList, learnedPushed, learnedServed } from '../../contracts/ops/answers/learned/learned.ts'
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
  const act = (id: string, verb: 'activate' | 'retire', json: LearnedOrder) =>
    call({ method: 'POST', path: `/learned/${encodeURIComponent(id)}/${verb}`, json }, learnedServed)
  return {
    learned: () => call({ method: 'GET', path: '/learned' }, learnedList),
    pushLearned: (stream: ReadableStream<Uint8Array>) =>
      upload({ method: 'POST', path: '/learned', upload: { stream, format: 'ndjson' } }, learnedPushed),
    activateLearned: (id: string, order: LearnedOrder) => act(id, 'activate', order),
    retireLearned: (id: string, order: LearnedOrder) => act(id, 'retire', order),
  }
}
