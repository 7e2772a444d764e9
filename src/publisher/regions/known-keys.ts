import type { KeysKnown } from '../../contracts/ops/answers/regions.ts'
import { parsePublicKeys, type SnapshotPublicKey } from '../../snapshot/signed.ts'
import type { PublisherEnvironment } from '../environment.ts'

const DAY_MS = 24 * 3_600_000

/**
 * The keys as the publisher knows them: its signing key, and those of `SNAPSHOT_PUBLIC_KEYS`, if it has the edge's
 * list. An unreadable list is reported but fails nothing, because the status is needed in emergencies.
 */
export function knownKeys(
  environment: Pick<PublisherEnvironment, 'SNAPSHOT_KEY_ID' | 'SNAPSHOT_PUBLIC_KEYS'>,
  now: number,
): KeysKnown {
  const { SNAPSHOT_KEY_ID: signing, SNAPSHOT_PUBLIC_KEYS: json } = environment
  const alone = [{ kid: signing, signs: true, notAfter: null, daysLeft: null }]
  if (!json) return { keys: alone, keyProblem: null }
  const listed = parsed(json)
  if (listed === null) {
    return { keys: alone, keyProblem: 'SNAPSHOT_PUBLIC_KEYS of the publisher is not a list of keys: copy the edge’s' }
  }
  const keys = listed.map(({ kid, notAfter }) => ({
    kid,
    signs: kid === signing,
    notAfter: notAfter ?? null,
    daysLeft: notAfter === undefined ? null : Math.floor((Date.parse(notAfter) - now) / DAY_MS),
  }))
  if (keys.some(({ signs }) => signs)) return { keys, keyProblem: null }
  const keyProblem = `SNAPSHOT_PUBLIC_KEYS does not list ${signing}, the signing key: an edge with this list accepts no new snapshot`
  return { keys: [...alone, ...keys], keyProblem }
}

function parsed(json: string): readonly SnapshotPublicKey[] | null {
  try {
    return parsePublicKeys(json)
  } catch {
    return null
  }
}
