import { base64url } from 'jose'
import { type AnnouncedList, type AppliedList, DenyList } from '../../model/denies/deny-list.ts'
import type { DecisionLogLine } from '../../model/messages/decision-log.ts'
import type { LineWithDenies } from '../../replay/replay.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodePacked } from '../../snapshot/takedowns/packed.ts'
import { takedownsPayload } from '../../snapshot/takedowns/payload.ts'
import type { OpsClient } from '../ops/ops-client.ts'
import { asked, SnapshotGone } from '../snapshot/fetched-snapshot.ts'

type Lists = Pick<OpsClient, 'takedownsText' | 'takedownsPacked'>

/** Fetches the takedown lists that lines name, each once, and verifies their hashes. */
export class LoggedDenies {
  private readonly known = new Map<string, Promise<DenyList>>()

  constructor(private readonly ops: () => Promise<Lists>) {}

  /**
   * Adds to a line what was withdrawn when its decision was made.
   * @throws SnapshotGone when the deployment no longer has a list that it names
   */
  async withDenies(line: DecisionLogLine): Promise<LineWithDenies> {
    return { line, denies: await this.of(line), floorDenies: await this.all(line.floor?.lists ?? []) }
  }

  private async of({ region, denies }: DecisionLogLine): Promise<DenyList> {
    if ('lists' in denies) return await this.all(denies.lists)
    const list = { region, sequence: denies.sequence ?? 0, entries: denies.entries, narrowings: [] }
    return DenyList.of({ list, sha256: '', packed: null }, Number.POSITIVE_INFINITY)
  }

  private async all(lists: readonly AppliedList[]): Promise<DenyList> {
    let all = DenyList.NONE
    // A list without withdrawals need not be stored any more.
    for (const applied of lists) if (applied.denies > 0) all = all.and(await this.applied(applied))
    return all
  }

  private applied(list: AppliedList): Promise<DenyList> {
    const key = JSON.stringify([list.region, list.sha256, list.packed, list.narrowed])
    const known = this.known.get(key) ?? this.fetched(list)
    this.known.set(key, known)
    return known
  }

  private async fetched({ region, sha256, packed, narrowed }: AppliedList): Promise<DenyList> {
    const ops = await this.ops()
    const text = await asked(() => ops.takedownsText(region, sha256))
    if ((await sha256Hex(text)) !== sha256) throw new SnapshotGone('its takedown list does not match its hash')
    const list = takedownsPayload.safeParse(payloadOf(new TextDecoder().decode(text)))
    if (!list.success) throw new SnapshotGone('its takedown list is of another version; use its own release')
    const announced: AnnouncedList = {
      list: list.data,
      sha256,
      packed:
        packed === null ? null : { sha256: packed, denies: await this.packedDenies(ops, { region, sha256, packed }) },
    }
    return DenyList.of(announced, narrowed ?? Number.POSITIVE_INFINITY)
  }

  private async packedDenies(
    ops: Lists,
    { region, sha256, packed }: Pick<AppliedList, 'region' | 'sha256'> & { readonly packed: string },
  ) {
    const bytes = await asked(() => ops.takedownsPacked(region, sha256))
    const denies = (await sha256Hex(bytes)) === packed ? decodePacked(bytes) : null
    if (denies === null) throw new SnapshotGone('the packed part of its takedown list does not match its hash')
    return denies
  }
}

/** The payload of a compact JWS. Its signature is not verified: its hash is known. */
function payloadOf(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(base64url.decode(text.split('.')[1] ?? '')))
  } catch {
    return null
  }
}
