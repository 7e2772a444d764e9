import type { z } from 'zod'
import type { RecordType } from '../../model/nouns/record.ts'
import { allowedFields } from './allowed-fields.ts'
import { type LineRefusal, type RefusalRule, refusal } from './line-refusal.ts'

type Issue = z.core.$ZodIssue

/** Greatest number of refusals reported per line: a record of the wrong kind would fill the report by itself. */
export const MOST_REFUSALS_A_LINE = 20

/** Converts the schema's issues on one record to refusals, each with the value found and what is allowed. */
export function refusalsOfIssues(
  line: number,
  type: RecordType,
  content: unknown,
  issues: readonly Issue[],
): LineRefusal[] {
  const found: LineRefusal[] = []
  for (const issue of issues) {
    for (const { path, rule, hint } of explain(type, content, issue)) {
      if (found.length === MOST_REFUSALS_A_LINE) return found
      found.push(refusal(line, rule, path.join('.'), valueAt(content, path), hint))
    }
  }
  return found
}

interface Explained {
  readonly path: readonly PropertyKey[]
  readonly rule: RefusalRule
  readonly hint: string
}

function explain(type: RecordType, content: unknown, issue: Issue): Explained[] {
  const { path } = issue
  switch (issue.code) {
    case 'unrecognized_keys': {
      const hint = `allowed here: ${allowedFields(type, path, issue.keys).join(', ')}`
      return issue.keys.map((key) => ({ path: [...path, key], rule: 'unknown-field', hint }))
    }
    case 'invalid_value':
      return [{ path, rule: isMissing(content, path) ? 'missing-field' : 'not-allowed', hint: oneOf(issue.values) }]
    case 'invalid_type':
      return [
        {
          path,
          rule: isMissing(content, path) ? 'missing-field' : 'wrong-type',
          hint: `want: ${issue.expected === 'int' ? 'whole number' : issue.expected}`,
        },
      ]
    case 'too_big':
      return [
        { path, rule: 'out-of-range', hint: authored(issue) ?? `at most ${issue.maximum}${unitOf(issue.origin)}` },
      ]
    case 'too_small':
      return [
        { path, rule: 'out-of-range', hint: authored(issue) ?? `at least ${issue.minimum}${unitOf(issue.origin)}` },
      ]
    case 'invalid_format': {
      const hint = issue.format === 'template_literal' ? `must match ${issue.pattern}` : issue.message
      return [{ path, rule: 'wrong-format', hint }]
    }
    case 'invalid_union':
      return explainUnion(type, content, issue)
    case 'invalid_key':
      return [{ path, rule: 'wrong-format', hint: issue.issues[0]?.message ?? issue.message }]
    case 'custom':
      return [{ path, rule: ruleOf(issue.params) ?? 'contradiction', hint: issue.message }]
    default:
      return [{ path, rule: 'wrong-format', hint: issue.message }]
  }
}

/**
 * Explains the variant of a union that the value is closest to: one that does not fail at its root, or the only one of
 * its type.
 */
function explainUnion(
  type: RecordType,
  content: unknown,
  issue: Extract<Issue, { code: 'invalid_union' }>,
): Explained[] {
  const ofItsType = issue.errors.filter((variant) => !variant.some(isWrongType))
  const closest =
    issue.errors.find((variant) => variant.every((inner) => inner.path.length > 0)) ??
    (ofItsType.length === 1 ? ofItsType[0] : undefined)
  if (closest === undefined || isMissing(content, issue.path)) {
    const rule = isMissing(content, issue.path) ? 'missing-field' : 'wrong-type'
    const expected = issue.errors.flatMap(([first]) => (first?.code === 'invalid_type' ? [first.expected] : []))
    return [{ path: issue.path, rule, hint: expected.length > 0 ? `want: ${expected.join(' or ')}` : issue.message }]
  }
  return closest.flatMap((inner) => explain(type, content, { ...inner, path: [...issue.path, ...inner.path] } as Issue))
}

const isWrongType = ({ code, path }: Issue): boolean => code === 'invalid_type' && path.length === 0

/** The words that a schema gives for a bound of its own; null: the library's. */
const authored = ({ message }: Issue): string | null => (/^Too (small|big)/.test(message) ? null : message)

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : ''
}

/** The rule that a schema's own check names. */
function ruleOf(params: Record<string, unknown> | undefined): RefusalRule | null {
  const rule = params?.rule
  return rule === 'repeated-value' || rule === 'wrong-format' || rule === 'out-of-range' ? rule : null
}

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `want: ${values[0]}` : `one of ${values.join(', ')}`

const isMissing = (content: unknown, path: readonly PropertyKey[]): boolean => valueAt(content, path) === undefined

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let value = content
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
