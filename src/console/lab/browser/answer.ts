import type { DecisionsAnswer } from '../../../contracts/device/answers/decisions.ts'
import type { ProblemBody } from '../../../contracts/device/answers/problem.ts'

/** Checks the fields that every answer has; later releases of v1 may only add fields. */
export function isAnswer(value: unknown): value is DecisionsAnswer {
  return (
    isObject(value) && typeof value.decisionId === 'string' && isObject(value.decisions) && isObject(value.snapshot)
  )
}

export function isProblem(value: unknown): value is ProblemBody {
  return isObject(value) && typeof value.title === 'string' && typeof value.status === 'number'
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
