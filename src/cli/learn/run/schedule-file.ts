import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { tasteMetadata } from '../../../compile/columns/embedding.ts'
import { parseLine } from '../../../ingest/parse-line.ts'
import type { CatalogueAsset } from '../../../learn/aggregates/aggregates.ts'
import type { Asset } from '../../../model/nouns/asset.ts'
import type { Title } from '../../../model/nouns/title.ts'
import { Refusal, UsageError } from '../../frame/refusal.ts'

/** An asset of the schedule, with its length. */
export interface ScheduledAsset extends CatalogueAsset {
  readonly durationMs: number
  /** Release of its title, milliseconds since 1970 UTC; null: not known. */
  readonly releasedAt: number | null
}

const WANTED = /^\{"v":1,"type":"(title|asset|export|export-end)"/

/**
 * The assets of a schedule, in the order of their ids: what `ff export` writes, or any file of records.
 * @throws Refusal when the file is an export that was cut, or a record of it cannot be read
 */
export async function readSchedule(file: string): Promise<readonly ScheduledAsset[]> {
  const titles = new Map<string, Title>()
  const assets = new Map<string, Asset>()
  let line = 0
  let isCut = false
  for await (const text of linesOf(file)) {
    line += 1
    const type = typeOf(text, file, line)
    if (type === 'export') isCut = true
    if (type === 'export-end') isCut = false
    if (type !== 'title' && type !== 'asset') continue
    const parsed = parseLine(text, line, 'restored')
    if ('refused' in parsed) {
      const [first] = parsed.refused
      throw new Refusal(`${file}, line ${line}: ${first?.path ?? ''} ${first?.hint ?? ''}`, 'ff export writes it anew')
    }
    const { record } = parsed
    if (record.type === 'title') titles.set(record.id, record)
    else if (record.type === 'asset') assets.set(record.id, record)
  }
  if (isCut) throw new Refusal(`${file} is cut: the last line of the export is missing`, 'ff export writes it anew')
  if (assets.size === 0) throw new Refusal(`${file} has no asset`, 'give what ff export writes')
  return [...assets.values()].sort(byId).map((asset) => scheduled(asset, titles.get(asset.titleId ?? '') ?? null))
}

function scheduled(asset: Asset, title: Title | null): ScheduledAsset {
  const { genres, tags, year } = tasteMetadata(asset, title, null)
  const releasedAt = title?.releasedOn ? Date.parse(title.releasedOn) : null
  const { id: assetId, titleId, durationMs } = asset
  return { assetId, titleId, durationMs, releasedAt, metadata: { genres, tags, year } }
}

function typeOf(text: string, file: string, line: number): string | null {
  const known = WANTED.exec(text)?.[1]
  if (known !== undefined) return known
  if (text.trim() === '') return null
  try {
    const { type } = JSON.parse(text) as { readonly type?: unknown }
    return typeof type === 'string' ? type : null
  } catch {
    throw new Refusal(`${file}, line ${line} is not JSON: the file was cut, or is no schedule`, 'ff export writes one')
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8')
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  } catch (error) {
    throw new UsageError(`--schedule "${file}" cannot be read`, error instanceof Error ? error.message : null)
  }
}

function byId(one: Asset, other: Asset): number {
  return one.id < other.id ? -1 : 1
}
