import { openBaseline } from '../../baseline/baseline.ts'
import { BASELINE_SHA256 } from '../../baseline/generated/baseline-shards.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { SnapshotText } from '../../model/columns/snapshot-text.ts'
import type { DecisionLogLine } from '../../model/messages/decision-log.ts'
import { decodeHead } from '../../snapshot/decode.ts'
import { type EntryPage, openPage } from '../../snapshot/text/entry-page.ts'
import { decodeTextIndex, type TextIndex, type TextPageEntry } from '../../snapshot/text/text-index.ts'
import { assetEntry, pageName } from '../../snapshot/text/text-pages.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import { fetchSnapshot, fewAtOnce, SnapshotGone } from '../snapshot/fetched-snapshot.ts'

/** An opened snapshot that a line names. Its text is fetched page by page, as needed. */
export interface OpenedCopy {
  readonly snapshot: Snapshot
  /** Fetches the text of these assets; `all`: of every asset. */
  read(assets: readonly number[] | 'all'): Promise<void>
}

/**
 * Opens the snapshot that a line names.
 * @throws SnapshotGone when the deployment no longer has it, or the baseline is another release's
 */
export async function openCopy({ region, snapshot, floor }: DecisionLogLine, ops: () => Promise<OpsClient>) {
  if (floor !== null) requireBaseline(floor.baseline)
  if (snapshot.rung === 'baseline') return bundledBaseline(snapshot.baseline)
  return fetchedCopy(region, snapshot.id, await ops())
}

function requireBaseline(sha256: string | null): void {
  if (sha256 === BASELINE_SHA256) return
  throw new SnapshotGone('the baseline of another release answered; replay it with the code of that release')
}

function bundledBaseline(sha256: string | null): OpenedCopy {
  requireBaseline(sha256)
  return { snapshot: openBaseline(), read: async () => undefined }
}

/**
 * Opens a snapshot of a deployment by its whole id.
 * @throws SnapshotGone when the deployment no longer has it
 */
export async function fetchedCopy(region: DecisionLogLine['region'], id: string, ops: OpsClient): Promise<OpenedCopy> {
  const { head, shard } = await fetchSnapshot(ops, region, id)
  const shards = new Map<string, Uint8Array>()
  for (const { name, sha256 } of head) shards.set(name, await shard(name, sha256))
  const index = decodeTextIndex(shards.get('text') ?? new Uint8Array())
  const pages = new Map<string, EntryPage>()
  const get = async ({ sha256, first }: TextPageEntry) => {
    pages.set(sha256, openPage(await shard(pageName(first), sha256)))
  }
  return {
    snapshot: { ...decodeHead(id, shards), text: textOf(index, pages) },
    read: (assets) =>
      readPages(assets === 'all' ? index.pages : assets.map((asset) => index.pageOf(asset)), pages, get),
  }
}

async function readPages(
  wanted: readonly TextPageEntry[],
  held: ReadonlyMap<string, EntryPage>,
  get: (page: TextPageEntry) => Promise<void>,
): Promise<void> {
  const missing = [...new Set(wanted)].filter(({ sha256 }) => !held.has(sha256))
  await fewAtOnce(missing, get)
}

function textOf(index: TextIndex, pages: ReadonlyMap<string, EntryPage>): SnapshotText {
  const entry = (asset: number) => {
    const { sha256, first } = index.pageOf(asset)
    const page = pages.get(sha256)
    if (!page) throw new Error(`the text of asset ${asset} was not read`)
    return assetEntry(page, first, asset)
  }
  return { ...index.words, asset: (asset) => entry(asset)[0], titleOf: (asset) => entry(asset)[1] }
}
