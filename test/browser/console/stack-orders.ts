import { EVALUATION } from '../../../src/contracts/ops/operations/experiments/estimate-example.ts'
import { RESULTS, WRITTEN } from '../../../src/contracts/ops/operations/experiments/experiment-examples.ts'
import { REPORT } from '../../../src/contracts/ops/operations/learned/report-example.ts'
import { gammaRate } from '../../../src/learn/posteriors/gamma-rate.ts'
import type { StackProcess } from '../../end-to-end/stack-process.ts'
import { fileOf, learnedAssetOf, runOf } from '../../learn/file/learned-files.ts'

/** Sends an order to the ops API of a stack by a token, as a script does. @throws Error with the answer, unless it is done */
export async function order(
  { opsUrl, opsToken }: StackProcess,
  method: string,
  path: string,
  body?: object | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const type = typeof body === 'string' ? 'application/x-ndjson' : 'application/json'
  const response = await fetch(`${opsUrl}/ops/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${opsToken}`, ...(body !== undefined && { 'content-type': type }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
  return text === '' ? null : JSON.parse(text)
}

/** Names that broke pages elsewhere: marks that climb, scripts from right to left, emoji, and markup. */
export const HOSTILE_NAMES: readonly string[] = [
  'e\u0301'.repeat(100),
  'ليلة الفيلم المفتوح',
  'सिंटेल की खोज',
  'ソフィアの冒険',
  '👩‍🚀🎬',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
]

/** A title, a video and a draft for each hostile name. */
export function hostileRecords(): string {
  const records = HOSTILE_NAMES.flatMap((name, index) => [
    {
      v: 1,
      type: 'title',
      id: `ttl_hostile-${index}`,
      name: { en: name },
      kind: 'movie',
      ratings: [{ territory: 'DE', label: 'FSK 0' }],
      offers: [{ territories: ['DE'], start: '2026-01-01T00:00:00', types: ['subscription'] }],
    },
    {
      v: 1,
      type: 'asset',
      id: `ast_hostile-${index}`,
      titleId: `ttl_hostile-${index}`,
      kind: 'trailer',
      durationMs: 30_000,
      aspect: '16:9',
      territories: ['DE'],
      renditions: [{ type: 'mp4', url: '/media/demo/sintel-trailer.mp4', codec: 'avc', height: 720 }],
    },
    {
      v: 1,
      type: 'campaign',
      id: `cmp_hostile-${index}`,
      name,
      owner: name.slice(0, 60),
      assets: [`ast_hostile-${index}`],
      territories: ['DE'],
      surfaces: ['home-hero'],
      start: '2026-12-01T00:00:00',
      end: '2027-12-01T00:00:00',
      status: 'draft',
    },
  ])
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

/** A campaign in Germany from noon on, as a line of an upload. */
export function campaignLine(id: string, status: string): string {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const later = new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10)
  const record = {
    ...{ v: 1, type: 'campaign', id, name: id, owner: 'tests', assets: ['ast_sintel-trailer'], territories: ['DE'] },
    ...{ surfaces: ['home-hero'], start: `${day}T12:00:00`, end: `${later}T12:00:00`, status },
  }
  return `${JSON.stringify(record)}\n`
}

/** A run of two demo videos, and its report. */
const RUN = fileOf(
  runOf(
    ['sintel-trailer', 'glass-half-trailer'].map((id) =>
      learnedAssetOf(id, {
        surfaces: { 'home-hero': gammaRate({ impressions: 80, rewarded: 8, expected: 0.04, strength: 122 }) },
      }),
    ),
  ),
)

/** Stores a learned run with its report. @returns its id */
export async function pushRun(stack: StackProcess): Promise<string> {
  await order(stack, 'POST', '/learned', RUN.text)
  await order(stack, 'PUT', `/learned/${RUN.id}/report`, { ...REPORT, run: RUN.id, previous: null, moved: null })
  return RUN.id
}

/** Says what an experiment is to be. @returns its key */
export async function draftExperiment(stack: StackProcess, key = WRITTEN.key): Promise<string> {
  const owns = key === WRITTEN.key ? WRITTEN : { ...WRITTEN, key, layer: key, variations: otherArms() }
  await order(stack, 'PUT', `/experiments/${key}`, owns)
  return key
}

/** What no other experiment of these tests owns. */
function otherArms() {
  return [WRITTEN.variations[0], { key: 'deep', parameters: { 'slate.browse-tile.head': 9 } }]
}

/** An experiment that runs and has results of today, and an estimate. @returns their names */
export async function runExperiment(stack: StackProcess): Promise<{ readonly key: string; readonly estimate: string }> {
  const key = await draftExperiment(stack)
  const day = new Date().toISOString().slice(0, 10)
  await order(stack, 'POST', `/experiments/${key}/start`, { reason: 'tests' })
  await order(stack, 'POST', `/experiments/${key}/moments`, { ...RESULTS, day })
  const sent = await order(stack, 'POST', '/estimates', {
    name: HOSTILE_NAMES[0]?.slice(0, 80),
    logs: [],
    evaluation: EVALUATION,
  })
  return { key, estimate: (sent as { id: string }).id }
}
