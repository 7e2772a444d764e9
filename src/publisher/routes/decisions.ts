import type { UnreadableDecision } from '../../contracts/ops/answers/decisions.ts'
import { decisionsQuery } from '../../contracts/ops/requests/logs.ts'
import { type LineKey, privateLineKeys } from '../../decision-log/line-key.ts'
import { openLine } from '../../decision-log/open-line.ts'
import { withheldMemory } from '../../decision-log/withheld-memory.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { appendAudit } from '../../schedule/reports/audit-log.ts'
import { lastDecisions, readDecisions, type StoredDecision } from '../../schedule/reports/decision-lines.ts'
import { requireAction } from '../access/require-action.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type OpsContext, readQuery } from './ops-context.ts'

const TITLES = { region: 'No such region', last: 'A bad number of lines', id: 'A bad id', for: 'A bad use' }
/** Lines read from the store at once. */
const PAGE_LINES = 50

/**
 * `GET /ops/v1/decisions[?region=&last=&id=&for=replay]`: lines of the decision log as NDJSON, the newest first. The
 * reader is audited before the first line is sent. A line that cannot be decrypted is reported, not left out. Data from
 * viewers' profiles are removed, except for a replay, which is audited as another action.
 */
export async function decisions(context: OpsContext): Promise<Response> {
  const { region = null, last, id = null, for: use } = readQuery(context, decisionsQuery, TITLES)
  if (region !== null) requireAction(context, 'decisions.read', [region])
  const regions = region === null ? context.get('permission').regionsOf('decisions.read') : [region]
  const whole = use === 'replay'
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
  if (found.outcome !== 'ok') {
    const unreadable: UnreadableDecision = { decisionId, region, at, unreadable: found.outcome }
    return JSON.stringify(unreadable)
  }
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
