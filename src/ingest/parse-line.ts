import { type RecordType, recordSchemas, type ScheduleRecord } from '../model/nouns/record.ts'
import { checkRepeats } from './checks/check-repeats.ts'
import { checkSense } from './checks/check-sense.ts'
import { MOST_REFUSALS_A_LINE, refusalsOfIssues } from './lines/explain-issue.ts'
import { type LineRefusal, type RefusalRule, refusal } from './lines/line-refusal.ts'
import { repeatedMember } from './lines/repeated-member.ts'
import { findUnsafe } from './lines/unsafe-content.ts'

/** The result of a line: a canonical record with all defaults filled in, or the reasons for its refusal. */
export type ParsedLine = { readonly record: ScheduleRecord } | { readonly refused: readonly LineRefusal[] }

const RECORD_TYPES = Object.keys(recordSchemas).join(', ')

/**
 * Reads one NDJSON line. Never throws, whatever the line holds.
 *
 * @param door `restored`: stored records come back as they were, even if they would be refused today
 */
export function parseLine(text: string, line: number, door: 'ingested' | 'restored' = 'ingested'): ParsedLine {
  const parsed = parseContent(text, line)
  return 'refused' in parsed ? parsed : checkContent(parsed.content, line, door)
}

/** The object that a line of JSON holds, or why it holds none that may be taken. */
export function parseContent(
  text: string,
  line: number,
): { readonly content: object } | { readonly refused: readonly LineRefusal[] } {
  const refuse = (rule: RefusalRule, path: string, value: unknown, hint: string) => ({
    refused: [refusal(line, rule, path, value, hint)],
  })
  const content = parseJson(text)
  if (content === undefined)
    return refuse('not-json', '', text, 'one JSON object a line (NDJSON), without line breaks inside')
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return refuse('not-a-record', '', content, 'a JSON object, like {"v":1,"type":"title",…}')
  }
  const unsafe = findUnsafe(text, content)
  if (unsafe !== null) return refuse(unsafe.rule, unsafe.path, unsafe.value, unsafe.hint)
  const twice = repeatedMember(text, content)
  if (twice !== null) {
    return refuse('repeated-value', twice, text, `${twice} stands twice in one object: leave one of them out`)
  }
  return { content }
}

/** Checks an object against the schema of its type, and whether it can be meant; its defaults are filled in. */
export function checkContent(content: object, line: number, door: 'ingested' | 'restored' = 'ingested'): ParsedLine {
  const type = 'type' in content ? content.type : undefined
  if (!isRecordType(type)) {
    const rule = type === undefined ? 'missing-field' : 'unknown-type'
    return { refused: [refusal(line, rule, 'type', type, `one of ${RECORD_TYPES}`)] }
  }
  const parsed = recordSchemas[type].safeParse(content)
  if (!parsed.success) return { refused: refusalsOfIssues(line, type, content, parsed.error.issues) }
  const record: ScheduleRecord = parsed.data
  if (door === 'restored') return { record }
  const refused = [...checkSense(record, line, content), ...checkRepeats(record, line)]
  return refused.length > 0 ? { refused: refused.slice(0, MOST_REFUSALS_A_LINE) } : { record }
}

/** Parses JSON; undefined if it is invalid (JSON itself has no undefined). */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether there are records of this type. */
export function isRecordType(type: unknown): type is RecordType {
  return typeof type === 'string' && Object.hasOwn(recordSchemas, type)
}
