import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { rowOfId } from '../../decide/rows/hash-search.ts'
import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import { assetId } from '../../model/fields/identifier.ts'
import { answer } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { matching, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { candidateDocument } from './candidate-document.ts'
import { candidateLines } from './candidate-lines.ts'
import { type DescribedFolder, describedBy } from './opened-folder.ts'
import { type ReportedShard, reportShard, shardLines } from './shard-report.ts'
import { readFolder, type SnapshotList } from './snapshot-folder.ts'

interface Files {
  readonly list: SnapshotList | null
  readonly shards: ReadonlyMap<string, Uint8Array>
}

async function filesOf(path: string): Promise<Files> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new UsageError(`FILE "${path}" is not there`, 'a shard, or the folder of ff snapshot get')
  if (found.isDirectory()) return readFolder(path)
  const bytes = new Uint8Array(await readFile(path))
  return { list: null, shards: new Map([[basename(path), bytes]]) }
}

interface Wanted {
  readonly candidate: number | undefined
  readonly asset: string | undefined
}

function wantedOf({ candidate, asset }: { readonly candidate?: string; readonly asset?: string }): Wanted {
  if (candidate !== undefined && asset !== undefined) {
    throw new UsageError('--candidate and --asset are given together', 'choose one of them')
  }
  return {
    candidate: wholeNumber('--candidate', candidate, 0, 0xffff_fffe),
    asset: asset === undefined ? undefined : matching('--asset', asset, assetId),
  }
}

/** The requested rows; null: no candidate or asset was requested. */
function rowsOf(described: DescribedFolder | null, { candidate, asset }: Wanted): readonly number[] | null {
  if (candidate === undefined && asset === undefined) return null
  if (described === null) throw new Refusal('only a hot shard has candidates', 'give it, or the folder that it is in')
  const { hot } = described
  const total = hot.candidateAsset.length
  if (candidate !== undefined) {
    if (candidate < total) return [candidate]
    throw new Refusal(
      `there is no candidate ${candidate}`,
      total > 0 ? `from 0 to ${total - 1}` : 'there is none at all',
    )
  }
  const index = rowOfId(hot.assets, asset ?? '')
  const rows = index < 0 ? [] : rowsOfAsset(hot, index)
  if (rows.length > 0) return rows
  throw new Refusal(
    `${asset} is no candidate of this snapshot`,
    'ff explain --asset says why: no campaign of the region names it, or it was not compiled',
  )
}

function rowsOfAsset({ candidateAsset }: SnapshotHot, asset: number): readonly number[] {
  return [...candidateAsset.keys()].filter((row) => candidateAsset[row] === asset)
}

/** Shows the content of a stored snapshot, or of one of its shards. */
export const snapshotInspect = defineVerb({
  name: 'snapshot inspect',
  description: 'Look into a snapshot file: counts, columns and their bytes, or one candidate in words',
  example: 'snapshot inspect dach-now --asset ast_sintel-trailer',
  args: {
    file: { type: 'positional', required: true, description: 'A shard as KV has it, or the folder of ff snapshot get' },
    candidate: { type: 'string', description: 'One candidate in words, by its row', valueHint: '0' },
    asset: { type: 'string', description: 'Every candidate of one asset in words', valueHint: 'ast_…' },
  },
  run: async (args, shell) => {
    const wanted = wantedOf(args)
    const { list, shards } = await filesOf(args.file)
    const reported: ReportedShard[] = []
    for (const [name, bytes] of shards) reported.push(await reportShard(name, bytes))
    const described = describedBy(
      reported.map(({ opened }) => opened),
      shards,
    )
    const rows = rowsOf(described, wanted)
    if (rows !== null && described !== null) {
      const candidates = rows.map((row) => candidateDocument(described, row))
      answer(shell, { file: args.file, candidates }, candidates.flatMap(candidateLines))
      return EXIT.done
    }
    const reports = reported.map(({ report }) => report)
    const head = list && { region: list.region, snapshot: list.snapshot, format: list.format }
    const title = list ? [`${list.region} ${list.snapshot}, ${shards.size} shards, every hash is right`] : []
    answer(shell, { file: args.file, ...head, shards: reports }, [...title, ...shownOf(reported).flatMap(shardLines)])
    return EXIT.done
  },
})

/** Of a whole folder, only the largest text page is shown, because there are many similar ones. */
function shownOf(reported: readonly ReportedShard[]) {
  const reports = reported.map(({ report }) => report)
  const pages = reports.filter(({ kind }) => kind === 'page').sort((a, b) => b.bytes - a.bytes)
  return [...reports.filter(({ kind }) => kind !== 'page'), ...pages.slice(0, 1)]
}
