import { type LineKey, privateLineKeys } from '../../decision-log/line-key.ts'
import { openLine } from '../../decision-log/open-line.ts'
import { withheldMemory } from '../../decision-log/withheld-memory.ts'
import { DECISION_ID } from '../../model/messages/decision-log.ts'
import { isRegionId, REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import { lastDecisions, readDecisions, type StoredDecision } from '../../schedule/reports/decision-lines.ts'
import { requireAction } from '../access/require-action.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type OpsContext, onlyParameters } from './ops-context.ts'

const LAST_DEFAULT = 20
const LAST_MAX = 1_000
/** Lines read from the store at once. */
const PAGE_LINES = 50

/**
 * `GET /ops/v1/decisions[?region=&last=&id=&for=replay]`: lines of the decision log as NDJSON, the newest first. The
 * reader is audited before the first line is sent. A line that cannot be decrypted is reported, not left out. Data from
 * viewers' profiles are removed, except for a replay, which is audited as another action.
 */
export async function decisions(context: OpsContext): Promise<Response> {
  onlyParameters(context, ['region', 'last', 'id', 'for'])
  const region = regionParameter(context)
  if (region !== null) requireAction(context, 'decisions.read', [region])
  const regions = region === null ? context.get('permission').regionsOf('decisions.read') : [region]
  const last = lastParameter(context)
  const id = idParameter(context)
  const whole = forReplay(context)
  const keys = await keysOf(context.env.DECISION_LOG_KEY)
  const publisher = context.get('publisher')
  const { redis } = publisher
  const at = publisher.now()
  const ids = id === null ? await lastDecisions(redis, regions, { last, now: at }) : [id]
  await appendAudit(redis, {
    at,
    actor: context.get('actor'),
    role: publisher.role ?? null,
    action: whole ? 'decisions.replay' : 'decisions.read',
    target: id ?? region ?? 'all',
    before: null,
    after: { decisions: ids.length },
  })
  return new Response(linesOf(publisher, ids, { keys, regions, whole }), {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
  })
}

interface Reading {
  readonly keys: readonly LineKey[]
  /** Lines of other regions are removed. */
  readonly regions: readonly RegionId[]
  /** Whether data from viewers' profiles are included. */
  readonly whole: boolean
}

/** Streams the lines page by page, as fast as the client reads. */
function linesOf({ redis }: PublisherContext, ids: readonly string[], reading: Reading): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let from = 0
  return new ReadableStream({
    async pull(controller) {
      if (from >= ids.length) return controller.close()
      const stored = await readDecisions(redis, ids.slice(from, from + PAGE_LINES))
      from += PAGE_LINES
      const asked = stored.filter(({ region }) => reading.regions.includes(region))
      const lines = await Promise.all(asked.map((each) => opened(each, reading)))
      controller.enqueue(encoder.encode(lines.map((line) => `${line}\n`).join('')))
    },
  })
}

async function opened(stored: StoredDecision, { keys, whole }: Reading): Promise<string> {
  const { decisionId, region, at, line } = stored
  const found = await openLine(line, keys)
  if (found.outcome !== 'ok') return JSON.stringify({ decisionId, region, at, unreadable: found.outcome })
  return whole ? found.json : withheldMemory(found.json)
}

async function keysOf(json: string | undefined): Promise<readonly LineKey[]> {
  if (!json) return []
  try {
    return await privateLineKeys(json)
  } catch {
    // Without its cause, which could quote the key.
    throw new OpsProblem(
      503,
      'The decision log',
      'DECISION_LOG_KEY of the publisher is neither a private JWK nor a list of them.',
    )
  }
}

function regionParameter(context: OpsContext): RegionId | null {
  const region = context.req.query('region')
  if (region === undefined) return null
  if (isRegionId(region)) return region
  throw new OpsProblem(400, 'No such region', `There are ${REGION_IDS.join(', ')}.`, 'region')
}

function forReplay(context: OpsContext): boolean {
  const use = context.req.query('for')
  if (use === undefined || use === 'replay') return use !== undefined
  throw new OpsProblem(400, 'A bad use', 'for is replay, or left out.', 'for')
}

function lastParameter(context: OpsContext): number {
  const last = Number(context.req.query('last') ?? LAST_DEFAULT)
  if (Number.isInteger(last) && last >= 1 && last <= LAST_MAX) return last
  throw new OpsProblem(400, 'A bad number of lines', `last is a whole number from 1 to ${LAST_MAX}.`, 'last')
}

function idParameter(context: OpsContext): string | null {
  const id = context.req.query('id')
  if (id === undefined || DECISION_ID.test(id)) return id ?? null
  throw new OpsProblem(400, 'A bad id', 'A decisionId is 32 hexadecimal digits in small letters.', 'id')
}
