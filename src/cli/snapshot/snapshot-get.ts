import { SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import { decodeTextIndex } from '../../snapshot/text/text-index.ts'
import { pageName } from '../../snapshot/text/text-pages.ts'
import { answer, count, shortHash } from '../frame/output.ts'
import { type Progress, withProgress } from '../frame/progress.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { REGION_ARGUMENT, regionNamed } from '../publish/steering.ts'
import { type FetchedSnapshot, fetchSnapshot, fewAtOnce } from './fetched-snapshot.ts'
import { newFolder, type SnapshotList } from './snapshot-folder.ts'
import { whichSnapshot } from './which-snapshot.ts'

async function save(snapshot: FetchedSnapshot, path: string, shown: Progress): Promise<SnapshotList> {
  const folder = await newFolder(path)
  const { region, id, head } = snapshot
  let saved = 0
  const keep = async (name: string, sha256: string) => {
    const bytes = await snapshot.shard(name, sha256)
    await folder.write(name, bytes)
    saved++
    return bytes
  }
  try {
    const held = new Map<string, Uint8Array>()
    for (const { name, sha256 } of head) held.set(name, await keep(name, sha256))
    const { pages } = decodeTextIndex(held.get('text') ?? new Uint8Array())
    const named = pages.map(({ first, sha256, bytes }) => ({ name: pageName(first), sha256, bytes }))
    await fewAtOnce(named, async ({ name, sha256 }) => {
      await keep(name, sha256)
      shown.to(saved, `of ${head.length + pages.length} files`)
    })
    const shards = [...head.map(({ name, sha256, bytes }) => ({ name, sha256, bytes })), ...named]
    const list = { region, snapshot: id, format: SNAPSHOT_FORMAT, shards }
    await folder.finish(list)
    return list
  } catch (error) {
    await folder.discard()
    throw error
  }
}

/** Downloads a whole snapshot as files, to inspect, keep, or compare. */
export const snapshotGet = defineVerb({
  name: 'snapshot get',
  description: 'Download a snapshot, head and text pages, and check every hash',
  example: 'snapshot get dach --out dach-now',
  args: {
    region: REGION_ARGUMENT,
    id: { type: 'positional', required: false, description: 'Which one (the live one): id or first 8 digits' },
    out: { type: 'string', required: true, description: 'A new folder, or an empty one', valueHint: 'folder' },
  },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const ops = await openOps(shell)
    const id = await whichSnapshot(ops, region, args.id)
    const list = await withProgress(shell, 'get', null, async (shown) => {
      const got = await save(await fetchSnapshot(ops, region, id), args.out, shown)
      shown.ends('every hash is right')
      return got
    })
    const bytes = list.shards.reduce((sum, shard) => sum + shard.bytes, 0)
    answer(shell, { ...list, folder: args.out }, [
      `${region} ${shortHash(id)}: ${list.shards.length} files, ${count(bytes)} bytes in ${args.out}`,
      `ff snapshot inspect ${args.out} looks into it`,
    ])
    return EXIT.done
  },
})
