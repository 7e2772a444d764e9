import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HOUSE_CAMPAIGN } from '../../baseline/house-targets.ts'
import { RegionCompiler } from '../../compile/compiler.ts'
import { inRowOrder } from '../../model/columns/row-order.ts'
import { asset } from '../../model/nouns/asset.ts'
import { campaign } from '../../model/nouns/campaign.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { bundledRules } from '../../rules/bundled-rules.ts'
import { regionRules } from '../../rules/lookup/region-rules.ts'
import { encodeSnapshot } from '../../snapshot/encode.ts'
import { TextEntries } from '../../snapshot/text/text-entries.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'baseline')

/**
 * The baseline: a snapshot of the house idents, made by the same compiler and read by the same code as every other.
 * It is bundled with the edge Worker, so it is trusted like the Worker's code. The idents are rated for all ages by a
 * rating system of our own, cleared worldwide, and in a campaign without an end.
 */
export async function baselineFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const rules = bundledRules()
  const idents: unknown[] = JSON.parse(await readFile(join(folder, 'idents.json'), 'utf8'))
  const house = campaign.parse({
    v: 1,
    type: 'campaign',
    id: HOUSE_CAMPAIGN.id,
    name: 'House idents',
    owner: HOUSE_CAMPAIGN.owner,
    assets: idents.map((ident) => asset.parse(ident).id),
    territories: ['*'],
    surfaces: [...SURFACE_IDS],
    start: '2026-01-01T00:00:00',
    priority: 'evergreen',
    status: 'approved',
  })
  const compiler = new RegionCompiler(rules, 'world', Date.UTC(2026, 0, 2), new TextEntries())
  const records = inRowOrder(idents.map((ident) => asset.parse(ident)))
  for (const record of records) {
    compiler.addAsset({ ...record, ratings: [{ territory: 'US', system: 'TVPG', label: 'TV-G' }] })
  }
  compiler.addCampaign(
    house,
    records.map((record) => record.id),
  )
  const compiled = compiler.finish()
  const shards = encodeSnapshot({ ...compiled, rules: regionRules(rules, 'world') })
  return new Map(shards.map((shard) => [shard.name, shard.bytes]))
}

/**
 * The baseline's shards and its id as one TypeScript module. Each character stands for one byte: most bytes are text,
 * which compresses much better this way than as base64.
 */
export async function baselineModule(): Promise<string> {
  const files = [...(await baselineFiles())]
  const named = files.map(([name, bytes]) => `  ${JSON.stringify(name)}: '${Buffer.from(bytes).toString('base64')}',`)
  return [
    '/** Written by `npm run generate`; the shards of the baseline snapshot, a character for each byte. */',
    'export const BASELINE_SHARDS: Readonly<Record<string, string>> = {',
    ...files.map(([name, bytes]) => `  ${JSON.stringify(name)}: ${literal(bytes)},`),
    '}',
    '',
    '/** SHA-256 of the shards, each with its name and as base64: which baseline it is, since its id is the same in every release. */',
    `export const BASELINE_SHA256 = '${createHash('sha256').update(named.join('\n')).digest('hex')}'`,
    '',
  ].join('\n')
}

/** Bytes as a string literal in ASCII. */
function literal(bytes: Uint8Array): string {
  const text = JSON.stringify(Buffer.from(bytes).toString('latin1'))
  return text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
