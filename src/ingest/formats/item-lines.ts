import { z } from 'zod'
import { type FeedFinding, fault, type QuarantineRule, type WarningRule } from '../feeds/feed-finding.ts'
import type { Draft, FeedFault, FeedItem, FeedReading } from '../feeds/feed-reader.ts'
import { withAddresses } from '../mapping/record-addresses.ts'
import { parseContent } from '../parse-line.ts'
import { mappedRecord, readTexts, recordIdIn } from './ndjson.ts'

const RULE = /^[a-z][a-z0-9-]{0,39}$/
const ruleOf = <Rule extends string>() =>
  z.custom<Rule>((value) => typeof value === 'string' && RULE.test(value), 'a rule, like missing-field')

const told = { line: z.int().min(1), path: z.string().max(300), value: z.string().max(200), hint: z.string().max(600) }
const finding = z.discriminatedUnion('severity', [
  z.strictObject({ ...told, severity: z.literal('error'), rule: ruleOf<QuarantineRule>() }),
  z.strictObject({ ...told, severity: z.literal('warning'), rule: ruleOf<WarningRule>() }),
])

const draft = z.looseObject({ type: z.enum(['title', 'asset', 'campaign', 'takedown']), id: z.string().max(200) })

const itemLine = z.strictObject({
  v: z.literal(1),
  type: z.literal('item'),
  itemId: z.string().max(1000).nullable(),
  line: z.int().min(1),
  source: z.string().max(1_000_000),
  version: z.number().optional(),
  drafts: z.array(draft).max(2000),
  findings: z.array(finding).max(1000),
  deletes: z.literal(true).optional(),
})

const faultLine = z.strictObject({ v: z.literal(1), type: z.literal('fault'), finding })

/** An item that was read elsewhere, as one line of NDJSON. */
export type ItemLine = z.infer<typeof itemLine>
/** The fault of a document that was read elsewhere, as one line of NDJSON. */
export type FaultLine = z.infer<typeof faultLine>

/**
 * Reads what the command line sends of a feed that it has read with the same code: a line for each item. A line with a
 * canonical record is an item too. Nothing in it is believed: its drafts go through the same checks as all others.
 */
export async function* readItemLines(
  stream: AsyncIterable<Uint8Array>,
  reading: FeedReading,
): AsyncGenerator<FeedItem | FeedFault> {
  for await (const { line, text, refused } of readTexts(stream, reading.decode)) {
    yield refused === null ? itemOf(reading, text, line) : itemWith(line, text, refused, idIn(text))
  }
}

function itemOf(reading: FeedReading, text: string, line: number): FeedItem | FeedFault {
  const parsed = parseContent(text, line)
  if ('refused' in parsed) {
    const [first] = parsed.refused
    return itemWith(line, text, first ?? fault(line, 'not-json', '', text, 'one JSON object a line'), idIn(text))
  }
  const { content } = parsed
  const type = 'type' in content ? content.type : undefined
  if (type === 'fault') {
    const read = faultLine.safeParse(content)
    return read.success ? { kind: 'fault', finding: read.data.finding } : damaged(line, text, read.error)
  }
  if (type !== 'item') {
    const mapped = mappedRecord(content, line)
    return {
      kind: 'item',
      itemId: mapped.drafts[0]?.id ?? null,
      line,
      source: text,
      map: () => withAddresses(reading, mapped, line),
    }
  }
  const read = itemLine.safeParse(content)
  if (!read.success) return damaged(line, text, read.error)
  const { itemId, source, version, drafts, findings, deletes } = read.data
  const mapped = { drafts: drafts satisfies readonly Draft[], findings, ...(deletes && { deletes }) }
  const numbered = version === undefined ? {} : { version }
  return { kind: 'item', itemId, line: read.data.line, source, ...numbered, map: () => mapped }
}

function damaged(line: number, text: string, error: z.ZodError): FeedItem {
  const [issue] = error.issues
  const path = issue?.path.join('.') ?? ''
  const found = fault(line, 'wrong-format', path, '', issue?.message ?? 'an item line')
  return itemWith(line, text, found, idIn(text))
}

/** The id of an item whose line cannot be read: it is faulty, and must not be missed as well. */
function idIn(text: string): string | null {
  const [, quoted] = /"itemId":("(?:[^"\\]|\\.){1,1000}")/.exec(text.slice(0, 2000)) ?? []
  if (quoted === undefined) return recordIdIn(text)
  try {
    const id: unknown = JSON.parse(quoted)
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

function itemWith(line: number, source: string, finding: FeedFinding, itemId: string | null): FeedItem {
  return { kind: 'item', itemId, line, source, map: () => ({ drafts: [], findings: [finding] }) }
}
