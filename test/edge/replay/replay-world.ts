import { bothEngines } from '../../../src/cli/replay/engines.ts'
import { judgeLines } from '../../../src/cli/replay/judge.ts'
import { LoggedDenies } from '../../../src/cli/replay/logged-denies.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { type DecisionLogLine, decisionLogLine } from '../../../src/model/messages/decision-log.ts'
import type { DecisionMessage } from '../../../src/model/messages/queue-message.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { keys, type Shard } from '../../../src/snapshot/format.ts'
import { eventually } from '../../setup/eventually.ts'
import type { Body } from '../device.ts'
import type { EdgeIsolate } from '../edge-world.ts'
import type { FaultStorage } from '../residence/fault-storage.ts'

/** The decision messages that an isolate has sent. */
export function decisionMessages({ messages }: EdgeIsolate): readonly DecisionMessage[] {
  return messages.filter((message) => message.type === 'decision')
}

/** Waits for lines: they are sent behind the answers. */
export function sentLines(isolate: EdgeIsolate, least: number): Promise<readonly DecisionMessage[]> {
  return eventually(
    () => decisionMessages(isolate),
    ({ length }) => length >= least,
  )
}

/** A line that is not encrypted, read by its schema. */
export function plainLine({ line }: DecisionMessage): DecisionLogLine {
  return decisionLogLine.parse(JSON.parse(line))
}

/** An answer without what is sealed in it. */
export function unsealed({
  token: _token,
  session: _session,
  cursor: _cursor,
  ...body
}: Body): Record<string, unknown> {
  return body
}

/** A snapshot opened from its shards, words and all, under the id that a line names. */
export function opened(id: string, shards: readonly Shard[]): Snapshot {
  return decodeSnapshot(id, new Map(shards.map(({ name, bytes }) => [name, bytes])))
}

/** Replays lines of one snapshot with both engines, lists as they are kept in storage: what differs, line by line. */
export async function differences(snapshot: Snapshot, lines: readonly DecisionLogLine[], storage: FaultStorage) {
  const kept = async (key: string) => new Uint8Array(storage.values.get(key) ?? [])
  const logged = new LoggedDenies(async () => ({
    takedownsText: (_region, sha256) => kept(keys.takedownsText(sha256)),
    takedownsPacked: async () => new Uint8Array(),
  }))
  const withDenies = await Promise.all(lines.map((line) => logged.withDenies(line)))
  const copy = { snapshot, read: async () => undefined }
  const judgements = await judgeLines(copy, withDenies, { engines: await bothEngines(), explain: false })
  return judgements.map(({ difference }) => difference)
}
